import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer } from "../answer.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import { ANSWER_COLUMNS, toAnswer, type AnswerRow } from "./answer-rows.ts";

/** Statements of sessions on their answers. */
export function createAnswerStatements(database: Database) {
  return {
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

    /** Asks the process that runs an answer to stop. true: no process does, as while it waits for a free run. */
    async requestCancel(id: string): Promise<boolean> {
      const [requested] = await run(
        database.fork(),
        sql<{
          isFree: boolean;
        }>`update answers set cancel_requested = true where id = ${id} and status = 'RUNNING'
          returning coalesce(lease_until < now(), true) as "isFree"`,
      );
      return requested?.isFree ?? false;
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
