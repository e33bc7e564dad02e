import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesStatement, type CandidateRow, type QueryVector } from "./candidates-sql.ts";
import type { LexicalScore } from "./term-statistics.ts";

/** The candidates of these scores, in their order. Passages that were deleted meanwhile are left out. */
export async function readCandidates(
  em: EntityManager,
  scores: LexicalScore[],
  vector: QueryVector | null,
): Promise<Candidate[]> {
  const ids = scores.map(({ id }) => id);
  const rows = await run(em, candidatesStatement(ids, vector));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return scores.flatMap((score) => {
    const row = byId.get(score.id);
    return row ? [toCandidate(row, score)] : [];
  });
}

function toCandidate(
  { ordinal, windows, ...row }: CandidateRow,
  { statistics, passageScore, neighbourScore }: LexicalScore,
): Candidate {
  const sentences = row.sentences.map(([startMs, endMs, from, to]) => ({
    startMs,
    endMs,
    text: row.text.slice(from, to),
    from,
    to,
  }));
  return {
    passage: { ...row, sentences },
    ordinal,
    language: statistics.language,
    passageScore,
    neighbourScore,
    windows: (windows ?? []).map(([startMs, endMs, firstPosition, length, cosine]) => ({
      startMs,
      endMs,
      firstPosition,
      length,
      cosine,
    })),
  };
}
