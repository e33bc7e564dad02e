import { sql } from "kysely";
import { epochMs } from "../../database/sql.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer } from "../answer.ts";

export type AnswerRow = Omit<Answer, "session" | "createdAt" | "finishedAt"> & {
  createdAtMs: number;
  finishedAtMs: number | null;
};

/** The columns of `answers` that make an `AnswerRow`. */
export const ANSWER_COLUMNS = sql<AnswerRow>`answers.id, answers.question, answers.video_ids as "videoIds",
  answers.status, answers.scope, answers.left_out as "leftOut", answers.follow_ups as "followUps", answers.text,
  answers.citations, answers.source_ids as "sourceIds", answers.confidence,
  answers.words_only as "wordsOnly", answers.model, answers.usage, answers.failure, answers.attempt,
  ${epochMs("answers.created_at")} as "createdAtMs",
  ${epochMs("answers.finished_at")} as "finishedAtMs"`;

/** The answer as a plain object, not an entity, since every operation on an answer begins with it. */
export function toAnswer({ createdAtMs, finishedAtMs, ...row }: AnswerRow, session: Session): Answer {
  return {
    ...row,
    session,
    createdAt: new Date(createdAtMs),
    finishedAt: finishedAtMs === null ? null : new Date(finishedAtMs),
  };
}
