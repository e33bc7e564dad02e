import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer, AnswerStatus } from "../answer.ts";
import type { AnswerToRun } from "./run-statements.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import { ANSWER_COLUMNS, toAnswer, type AnswerRow } from "./answer-rows.ts";

/** What was asked with an answer. */
export type AskedQuestion = Pick<AnswerToRun, "question"> & {
  videoIds: string[] | null;
  /** The answer before which the history ends. */
  historyBefore: string;
};

/** Statements of sessions on their answers. */
export function createAnswerStatements(database: Database) {
  return {
    /** The session's answer with this id, which has to be a UUID. */
    find: (session: Session, id: string): Promise<Answer | null> => findOne(session, sql`answers.id = ${id}`),

    /** The answer that the session's key was used for. */
    findByKey: (session: Session, idempotencyKey: string): Promise<Answer | null> =>
      findOne(session, sql`answers.idempotency_key = ${idempotencyKey}`),

    /** What was asked with an answer of the session, and the history that it had; `id` has to be a UUID. */
    async findQuestion(session: Session, id: string): Promise<AskedQuestion | null> {
      const [row] = await run(
        database.fork(),
        sql<AskedQuestion>`select question, video_ids as "videoIds",
            coalesce(history_before, id) as "historyBefore"
          from answers where session_id = ${session.id} and id = ${id}`,
      );
      return row ?? null;
    },

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

    /** The last `limit` questions of the session that were answered before an answer's history ends, oldest first. */
    async turnsBefore(
      { id, session, historyBefore }: Pick<AnswerToRun, "id" | "session" | "historyBefore">,
      limit: number,
    ): Promise<CitedTurn[]> {
      const newestFirst = await run(
        database.fork(),
        sql<CitedTurn>`select question, text as answer, scope, citations, confidence from answers
          where session_id = ${session.id} and status = 'COMPLETED' and id < ${historyBefore ?? id}
          order by id desc limit ${limit}`,
      );
      return newestFirst.toReversed();
    },

    /** How each answer of a session is, by its id, oldest first. */
    async readStatuses(session: Session): Promise<Map<string, AnswerStatus>> {
      const rows = await run(
        database.fork(),
        sql<{ id: string; status: AnswerStatus }>`select id, status from answers
          where session_id = ${session.id} order by id`,
      );
      return new Map(rows.map(({ id, status }) => [id, status]));
    },

    /** The answers of a session that have these ids, oldest first. */
    async readAll(session: Session, ids: string[]): Promise<Answer[]> {
      const rows = await run(
        database.fork(),
        sql<AnswerRow>`select ${ANSWER_COLUMNS} from answers
          where answers.session_id = ${session.id} and id = any(${ids}::uuid[]) order by id`,
      );
      return rows.map((row) => toAnswer(row, session));
    },

    /**
     * Asks the processes that run answers to stop those that are RUNNING. true: no process runs some of them, as while they
     * wait for a free run.
     */
    async requestCancel(...ids: string[]): Promise<boolean> {
      const requested = await run(
        database.fork(),
        sql<{
          isFree: boolean;
        }>`update answers set cancel_requested = true where id = any(${ids}::uuid[]) and status = 'RUNNING'
          returning coalesce(lease_until < now(), true) as "isFree"`,
      );
      return requested.some(({ isFree }) => isFree);
    },

    /** Those of these answers of a session that are RUNNING. */
    async running(session: Session, ids: string[]): Promise<string[]> {
      const rows = await run(
        database.fork(),
        sql<{ id: string }>`select id from answers
          where session_id = ${session.id} and id = any(${ids}::uuid[]) and status = 'RUNNING'`,
      );
      return rows.map(({ id }) => id);
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
