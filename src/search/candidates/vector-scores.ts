import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { vectorScoresStatement, type QueryVector } from "./candidates-sql.ts";

/** The best cosine of each passage that has any, and mean and standard deviation over all windows. */
export async function readVectorScores(
  em: EntityManager,
  transcriptIds: string[],
  vector: QueryVector | null,
) {
  const [row] = await run(em, vectorScoresStatement(transcriptIds, vector));
  const best = new Map(Object.entries(row?.best ?? {}));
  if (!row?.windows) return { best, mean: 0, deviation: 0 };
  const mean = row.total / row.windows;
  return { best, mean, deviation: Math.sqrt(Math.max(0, row.squares / row.windows - mean * mean)) };
}
