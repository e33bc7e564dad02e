import { sql } from "kysely";
import { runInTurns } from "../../async/steps.ts";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { cutSteps } from "./cut/cut-transcript.ts";
import { readCues } from "./read-cues.ts";
import { readVectors } from "./vectors/read-vectors.ts";
import { decodeFloats, decodeRanges, decodeSentences, encodeCut } from "./encoded-cut.ts";
import type { IndexedRanges, IndexedSentences, ReadTranscript } from "./transcript-index.ts";

type Row = {
  version: number;
  language: string | null;
  passageIds: string[] | null;
  text: string | null;
  sentences: Buffer | null;
  windows: Buffer | null;
  passages: Buffer | null;
  vectorBytes: number | null;
  scales: Buffer | null;
};

/**
 * Reads what search needs of a transcript, with vectors where they are of this model (null: none). undefined where it is
 * not there, or not READY. A transcript that an earlier version cut is cut here from its cues, and goes without vectors.
 */
export async function readTranscript(
  em: EntityManager,
  transcriptId: string,
  model: string | null,
): Promise<ReadTranscript | undefined> {
  for (;;) {
    const read = await readParts(em, transcriptId, model);
    if (read !== "CHANGED") return read;
  }
}

async function readParts(
  em: EntityManager,
  transcriptId: string,
  model: string | null,
): Promise<ReadTranscript | undefined | "CHANGED"> {
  const [row] = await run(
    em,
    sql<Row>`select t.index_version as version, t.language, s.text, s.sentences, s.windows, s.passages,
        case when s.model = ${model} then octet_length(s.vectors) end as "vectorBytes",
        case when s.model = ${model} then s.scales end as scales,
        (select json_agg(id order by ordinal) from passages where transcript_id = t.id) as "passageIds"
      from transcripts t left join transcript_sentences s on s.transcript_id = t.id
      where t.id = ${transcriptId} and t.status = 'READY'`,
  );
  if (!row) return undefined;
  const read = { transcriptId, version: row.version, language: row.language ?? "und" };
  if (row.text === null) return { ...read, ...(await cutAgain(em, transcriptId, read.language)) };
  const scales = row.scales && decodeFloats(row.scales);
  const hasVectors = row.vectorBytes !== null && scales !== null && scales.length > 0;
  const values = hasVectors
    ? await readVectors(em, { transcriptId, version: row.version, bytes: row.vectorBytes! })
    : null;
  if (hasVectors && values === null) return "CHANGED";
  return {
    ...read,
    text: row.text,
    sentences: decodeSentences(row.sentences!),
    windows: decodeRanges(row.windows!),
    passages: { ...decodeRanges(row.passages!), ids: row.passageIds ?? [] },
    vectors: values && scales && { dimensions: values.length / scales.length, values, scales },
  };
}

/** What an earlier version cut: its passages stay, since answers have their ids, and are made of today's sentences. */
async function cutAgain(em: EntityManager, transcriptId: string, language: string) {
  const [row] = await run(
    em,
    sql<{ passages: [id: string, startMs: number, endMs: number][] | null }>`
      select (
        select json_agg(json_build_array(id, start_ms, end_ms) order by ordinal) from passages
        where transcript_id = transcripts.id
      ) as passages
      from transcripts where id = ${transcriptId}`,
  );
  const cues = await readCues(em, transcriptId);
  const cut = await runInTurns(cutSteps(cues, language));
  const { sentences, windows } = encodeCut(cut);
  const decoded = decodeSentences(sentences);
  return {
    text: cut.text,
    sentences: decoded,
    windows: decodeRanges(windows),
    passages: placePassages(decoded, row?.passages ?? []),
    vectors: null,
  };
}

/** The sentences of passages by their times. A passage takes in all sentences since the one before it. */
function placePassages(
  { startMs, endMs }: IndexedSentences,
  stored: [id: string, startMs: number, endMs: number][],
): IndexedRanges & { ids: string[] } {
  const count = startMs.length;
  const kept: { id: string; first: number; last: number }[] = [];
  for (const [id, from, to] of stored) {
    const next = (kept.at(-1)?.last ?? -1) + 1;
    if (next >= count) break;
    let first = next;
    while (first > 0 && startMs[first - 1]! >= from) first--;
    let last = next;
    while (last + 1 < count && endMs[last + 1]! <= to) last++;
    kept.push({ id, first: Math.max(first, kept.at(-1)?.first ?? 0), last });
  }
  const final = kept.at(-1);
  if (final) final.last = count - 1;
  return {
    ids: kept.map(({ id }) => id),
    first: Int32Array.from(kept, ({ first }) => first),
    last: Int32Array.from(kept, ({ last }) => last),
  };
}
