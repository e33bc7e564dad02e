import { sql } from "kysely";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { TranscriptCut } from "./cut-transcript.ts";
import { decodeRanges, decodeSentences } from "./encoded-cut.ts";

/** The texts of a transcript that are embedded. */
export type CutTexts = { windows: string[]; sentences: string[] };

export function textsOf({ text, sentences, windows }: TranscriptCut): CutTexts {
  return {
    windows: windows.map(({ first, last }) => text.slice(sentences[first]!.from, sentences[last]!.to)),
    sentences: sentences.map((sentence) => sentence.text),
  };
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
    windows: Array.from(first, (start, window) => row.text.slice(from[start], to[last[window]!])),
    sentences: Array.from(from, (start, sentence) => row.text.slice(start, to[sentence])),
  };
}
