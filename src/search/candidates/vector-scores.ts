import { executeBound } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { VECTOR_SCORES_SQL } from "./candidates-sql.ts";

type Row = { best: Record<string, number> | null; windows: number; total: number; squares: number };

/** The best cosine of each passage that has any, and mean and standard deviation over all windows. */
export async function readVectorScores(em: EntityManager, ids: string[], vector: unknown[]) {
  const [row] = await executeBound<Row>(em, VECTOR_SCORES_SQL, [ids, ...vector]);
  const best = new Map(Object.entries(row?.best ?? {}));
  if (!row?.windows) return { best, mean: 0, deviation: 0 };
  const mean = row.total / row.windows;
  return { best, mean, deviation: Math.sqrt(Math.max(0, row.squares / row.windows - mean * mean)) };
}
