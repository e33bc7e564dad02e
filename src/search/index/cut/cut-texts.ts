import { sql } from "kysely";
import { run } from "../../../database/sql.ts";
import type { EntityManager } from "../../../database/open.ts";
import type { TranscriptCut } from "./cut-transcript.ts";
import type { Range } from "../range.ts";
import { decodeRanges, decodeSentences } from "../encoded-cut.ts";

/** What of a transcript is embedded: its sentences, and its windows with the numbers of their sentences. */
export type CutTexts = { sentences: string[]; windows: (Range & { text: string })[] };

export function textsOf({ text, sentences, windows }: TranscriptCut): CutTexts {
  return {
    sentences: sentences.map((sentence) => sentence.text),
    windows: windows.map(({ first, last }) => ({
      first,
      last,
      text: text.slice(sentences[first]!.from, sentences[last]!.to),
    })),
  };
}

/** All texts that are embedded, in the order of windows, then of sentences. */
export function embeddedTexts(cut: TranscriptCut): string[] {
  const { windows, sentences } = textsOf(cut);
  return [...windows.map(({ text }) => text), ...sentences];
}

/** The texts of a transcript as it is stored; undefined where an earlier version cut it. */
export async function readCut(em: EntityManager, transcriptId: string): Promise<CutTexts | undefined> {
  const [row] = await run(
    em,
    sql<{ text: string; sentences: Buffer; windows: Buffer }>`select text, sentences, windows
      from transcript_sentences where transcript_id = ${transcriptId}`,
  );
  if (!row) return undefined;
  const { from, to } = decodeSentences(row.sentences);
  const { first, last } = decodeRanges(row.windows);
  return {
    windows: Array.from(first, (start, window) => ({
      first: start,
      last: last[window]!,
      text: row.text.slice(from[start], to[last[window]!]),
    })),
    sentences: Array.from(from, (start, sentence) => row.text.slice(start, to[sentence])),
  };
}
