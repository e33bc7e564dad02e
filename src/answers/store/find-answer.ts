import { executeBound, inMs } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer } from "../answer.ts";

/** The answer of this id, a UUID, if the session has it. A plain object: every reader of an answer begins with it. */
export async function findAnswer(em: EntityManager, session: Session, id: string): Promise<Answer | null> {
  const [row] = await executeBound<Row>(em, FIND_SQL, [id, session.id]);
  if (!row) return null;
  const { leaseUntilMs, createdAtMs, finishedAtMs, ...answer } = row;
  return {
    ...answer,
    session,
    leaseUntil: dateOf(leaseUntilMs),
    createdAt: new Date(createdAtMs),
    finishedAt: dateOf(finishedAtMs),
  };
}

type Row = Omit<Answer, "session" | "leaseUntil" | "createdAt" | "finishedAt"> & {
  leaseUntilMs: number | null;
  createdAtMs: number;
  finishedAtMs: number | null;
};

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

const FIND_SQL = `
select id, question, video_ids as "videoIds", idempotency_key as "idempotencyKey", status, text, citations,
  source_ids as "sourceIds", grounded, model, usage, failure, attempt, lease_id as "leaseId",
  cancel_requested as "cancelRequested", ${inMs("lease_until")} as "leaseUntilMs",
  ${inMs("created_at")} as "createdAtMs", ${inMs("finished_at")} as "finishedAtMs"
from answers where id = $1 and session_id = $2`;
