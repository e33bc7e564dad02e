import { ForeignKeyConstraintViolationException } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Leases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";
import { unauthenticated } from "../../errors/errors.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer, AnswerWait } from "../answer.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import { ANSWER_COLUMNS, toAnswer, type AnswerRow } from "./answer-rows.ts";

/** An answer to insert. `leaseId` null: no process runs it yet. */
export type NewAnswer = Answer & {
  idempotencyKey: string | null;
  waiting: AnswerWait | null;
  leaseId: string | null;
};

/** Statements of sessions on their answers. */
export function createAnswerStatements(database: Database, leases: Leases) {
  return {
    /**
     * Stores an answer with its lease. false: the session's key was used before, or `maxRunning` of its answers are
     * being written; where this one waits, as many wait, or twice as many do either: all that wait may have to be written
     * at once. That limit is against floods, and not exact: two that arrive at once may both pass. UNAUTHENTICATED where
     * the session was deleted meanwhile.
     */
    async insert(answer: NewAnswer, maxRunning: number): Promise<boolean> {
      const { session, videoIds, waiting, leftOut, leaseId } = answer;
      const isBelowLimit = sql`(select
          count(*) filter (where (waiting is not null) = ${waiting !== null}::boolean) < ${maxRunning}
          and (${waiting === null}::boolean or count(*) < ${2 * maxRunning})
        from answers where session_id = ${session.id} and status = 'RUNNING')`;
      try {
        const inserted = await run(
          database.fork(),
          sql`insert into answers (id, session_id, question, video_ids, idempotency_key, status, text, citations,
              waiting, left_out, model, attempt, lease_id, lease_until, created_at)
            select ${answer.id}::uuid, ${session.id}::uuid, ${answer.question},
              ${videoIds && JSON.stringify(videoIds)}::jsonb, ${answer.idempotencyKey}, 'RUNNING', '', '[]',
              ${waiting && JSON.stringify(waiting)}::json, ${JSON.stringify(leftOut)}::json, ${answer.model},
              ${answer.attempt}::int, ${leaseId}::uuid,
              case when ${leaseId}::uuid is not null then ${leases.until} end, ${answer.createdAt}::timestamptz
            where ${isBelowLimit}
            on conflict (session_id, idempotency_key) do nothing
            returning id`,
        );
        return inserted.length > 0;
      } catch (error) {
        throw error instanceof ForeignKeyConstraintViolationException ? unauthenticated() : error;
      }
    },

    /** The session's answer with this id, which has to be a UUID. */
    find: (session: Session, id: string): Promise<Answer | null> => findOne(session, sql`answers.id = ${id}`),

    /** The answer that the session's key was used for. */
    findByKey: (session: Session, idempotencyKey: string): Promise<Answer | null> =>
      findOne(session, sql`answers.idempotency_key = ${idempotencyKey}`),

    /** At most `limit` answers of a session, newest first; with `beforeId`, those older than that answer. */
    async newestFirst(session: Session, beforeId: string | null, limit: number): Promise<Answer[]> {
      const isBefore = beforeId === null ? sql`true` : sql`answers.id < ${beforeId}`;
      const rows = await run(
        database.fork(),
        sql<AnswerRow>`select ${ANSWER_COLUMNS} from answers
          where answers.session_id = ${session.id} and ${isBefore} order by answers.id desc limit ${limit}`,
      );
      return rows.map((row) => toAnswer(row, session));
    },

    /** The last `limit` questions of the session that were answered before an answer, oldest first. */
    async turnsBefore({ id, session }: Pick<Answer, "id" | "session">, limit: number): Promise<CitedTurn[]> {
      const newestFirst = await run(
        database.fork(),
        sql<CitedTurn>`select question, text as answer, scope, citations, confidence from answers
          where session_id = ${session.id} and status = 'COMPLETED' and id < ${id} order by id desc limit ${limit}`,
      );
      return newestFirst.toReversed();
    },

    /** Rejects while the database is away. */
    async ping(): Promise<void> {
      await run(database.fork(), sql`select 1`);
    },

    /** Asks the process that runs an answer to stop. */
    async requestCancel(id: string): Promise<void> {
      await run(
        database.fork(),
        sql`update answers set cancel_requested = true where id = ${id} and status = 'RUNNING'`,
      );
    },
  };

  async function findOne(session: Session, condition: ReturnType<typeof sql>): Promise<Answer | null> {
    const [row] = await run(
      database.fork(),
      sql<AnswerRow>`select ${ANSWER_COLUMNS} from answers where answers.session_id = ${session.id} and ${condition}`,
    );
    return row ? toAnswer(row, session) : null;
  }
}
