import { executeBound } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { Candidate } from "./candidate.ts";
import { CANDIDATES_SQL } from "./candidates-sql.ts";
import type { StoredSentence } from "../index/tables.ts";
import type { LexicalScore } from "./term-statistics.ts";

type Row = {
  id: string;
  transcript_id: string;
  ordinal: number;
  start_ms: number;
  end_ms: number;
  text: string;
  sentences: StoredSentence[];
  windows: [number, number, number, number, number | null][] | null;
};

/** In the order given. Those that were deleted meanwhile are left out. */
export async function readCandidates(
  em: EntityManager,
  passages: LexicalScore[],
  vector: unknown[],
): Promise<Candidate[]> {
  const ids = passages.map(({ id }) => id);
  const rows = await executeBound<Row>(em, CANDIDATES_SQL, [ids, ...vector]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return passages.flatMap((passage) => {
    const row = byId.get(passage.id);
    return row ? [toCandidate(row, passage)] : [];
  });
}

function toCandidate(row: Row, { statistics, lexical, context }: LexicalScore): Candidate {
  return {
    id: row.id,
    transcriptId: row.transcript_id,
    ordinal: row.ordinal,
    startMs: row.start_ms,
    endMs: row.end_ms,
    text: row.text,
    sentences: row.sentences.map(([startMs, endMs, from, to]) => ({
      startMs,
      endMs,
      text: row.text.slice(from, to),
      from,
      to,
    })),
    language: statistics.language,
    lexical,
    context,
    windows: (row.windows ?? []).map(([startMs, endMs, place, length, cosine]) => ({
      startMs,
      endMs,
      place,
      length,
      cosine,
    })),
  };
}
