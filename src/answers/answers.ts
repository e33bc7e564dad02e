import { validate as isUuid } from "uuid";
import type { Bus, Topic } from "../database/pubsub.ts";
import { badUserInput, notFound, rateLimited, unavailable } from "../errors/errors.ts";
import { inSpan } from "../observability/spans.ts";
import type { Session } from "../sessions/session.ts";
import type { Answer } from "./answer.ts";
import { answerPage } from "./history/answer-page.ts";
import type { Question, Runner } from "./run/runner.ts";
import { createCancelRunning } from "./run/cancel-running.ts";
import type { AnswerStore } from "./store/answer-store.ts";
import type { AskedQuestion } from "./store/answer-statements.ts";
import type { AnswerLimits } from "./store/insert-statement.ts";

const RETRY_AFTER_MS = 2000;

type AnswersOptions = {
  store: Pick<
    AnswerStore,
    | "find"
    | "findByKey"
    | "findQuestion"
    | "newestFirst"
    | "readStatuses"
    | "readAll"
    | "requestCancel"
    | "running"
    | "idsOf"
    | "delete"
  >;
  bus: Bus;
  runner: Runner;
  limits: AnswerLimits;
  /** How long a cancellation waits for the process that runs the answer, in milliseconds. */
  cancelWaitMs: number;
};

export function createAnswers({ store, bus, runner, limits, cancelWaitMs }: AnswersOptions) {
  /** The session's answer with this id; null where it has none, also for an id that is no UUID. */
  async function find(session: Session, id: string): Promise<Answer | null> {
    return isUuid(id) ? store.find(session, id) : null;
  }

  const cancelRunning = createCancelRunning({ store, bus, runner, waitMs: cancelWaitMs });

  /** Deletes answers, those that are RUNNING after they were cancelled. Returns the ids of those that there were. */
  async function deleteAll(session: Session, ids: string[]): Promise<string[]> {
    // A full disk refuses the cancellation, but not the deletion, with which a run loses its lease.
    await cancelRunning(await store.running(session, ids)).catch(() => {});
    const deleted = await store.delete(session, ids);
    const topics = deleted.map((id): Topic => `answer:${id}`);
    if (deleted.length > 0) bus.publish(...topics, `session-answers:${session.id}`, "answers-deleted");
    return deleted;
  }

  return {
    find,

    /** The places of the answers that wait for a free run. */
    places: runner.places,

    /**
     * Stores a RUNNING answer and starts its run, or lets it wait for one, or returns the answer that the key was used for.
     * RATE_LIMITED where too many answers of the session wait, for videos or for a free run; UNAVAILABLE where too many of
     * all sessions wait for one.
     */
    async ask(session: Session, question: Question): Promise<Answer> {
      const { insertion, answer } = await inSpan("ask", {}, async (span) => {
        const asked = await runner.ask(session, question);
        span.setAttributes({
          "video_rag.answer.id": asked.answer.id,
          "video_rag.ask.outcome": asked.insertion,
        });
        return asked;
      });
      if (insertion === "begun" || insertion === "queued") {
        bus.publish(`session-answers:${session.id}`);
        return answer;
      }
      const known = await findByKey(session, question);
      if (known) return known;
      // The answer that has the key was deleted in just this moment.
      if (insertion === "known") return this.ask(session, question);
      if (insertion === "server-full") throw tooManyWait();
      throw tooManyOfSessionWait(limits);
    },

    /** Stops generating. What was generated so far stays; harmless on an answer that has ended. */
    async cancel(session: Session, id: string): Promise<Answer> {
      const answer = await find(session, id);
      if (!answer) throw notFound("answer", id);
      if (answer.status !== "RUNNING") return answer;
      await cancelRunning([answer.id]);
      return (await find(session, id)) ?? answer;
    },

    /** What was asked with an answer, to ask it again. NOT_FOUND where it is not in the session. */
    async question(session: Session, id: string): Promise<AskedQuestion> {
      const asked = isUuid(id) ? await store.findQuestion(session, id) : null;
      if (!asked) throw notFound("answer", id);
      return asked;
    },

    /** Deletes an answer, and returns its id. NOT_FOUND where it is not in the session, or not any more. */
    async delete(session: Session, id: string): Promise<string> {
      const [deleted] = isUuid(id) ? await deleteAll(session, [id]) : [];
      if (deleted === undefined) throw notFound("answer", id);
      return deleted;
    },

    /** Deletes the answers that the session has now, and returns their ids, oldest first. */
    clear: async (session: Session): Promise<string[]> => deleteAll(session, await store.idsOf(session)),

    /** How each answer of a session is, by its id, oldest first. */
    statuses: store.readStatuses,

    /** The answers of a session that have these ids, oldest first. */
    readAll: store.readAll,

    /** The answers of a session, a page at a time. */
    history: (session: Session, page: { last: number; before: string | null }) =>
      answerPage(store, session, page),
  };

  /** The answer that the key was used for, or null. BAD_USER_INPUT where it was used for another question. */
  async function findByKey(
    session: Session,
    { idempotencyKey, question, videoIds }: Question,
  ): Promise<Answer | null> {
    const earlier = idempotencyKey === null ? null : await store.findByKey(session, idempotencyKey);
    if (!earlier || (earlier.question === question && sameIds(earlier.videoIds ?? null, videoIds)))
      return earlier;
    throw badUserInput(
      "idempotencyKey was already used in this session for another question: use a new one.",
    );
  }
}

const tooManyOfSessionWait = ({ maxRunningPerSession, maxWaitingPerSession }: AnswerLimits) =>
  rateLimited(
    "MAX_WAITING_ANSWERS_PER_SESSION",
    `${maxWaitingPerSession} answers of this session wait already, for videos or for their turn (${maxRunningPerSession} are written at a time): wait for one to end, or cancel it with cancelAnswer.`,
    RETRY_AFTER_MS,
  );

const tooManyWait = () =>
  unavailable("Too many answers wait to be written: ask again in a few seconds.", RETRY_AFTER_MS);

export type Answers = ReturnType<typeof createAnswers>;

function sameIds(a: string[] | null, b: string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}
