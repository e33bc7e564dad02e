import { v7 as uuid, validate as isUuid } from "uuid";
import type { Bus, Topic } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import { badUserInput, ClientError, notFound } from "../errors/errors.ts";
import type { Session } from "../sessions/session.ts";
import { AnswerSchema, type Answer } from "./answer.ts";
import { findAnswer } from "./store/find-answer.ts";
import { answerPage } from "./store/history.ts";
import { insertAnswer } from "./store/insert-answer.ts";
import type { Lease } from "./run/lease.ts";
import { LEASE_MS } from "./run/lease.ts";
import type { Runner } from "./run/runner.ts";

const IDEMPOTENCY_KEY_MAX_CHARS = 200;
/** How long cancelAnswer waits for the process that runs the answer. */
const CANCEL_WAIT_MS = 1000;

export type Question = { question: string; videoIds: string[] | null; idempotencyKey: string | null };

type AnswersOptions = {
  database: Database;
  bus: Bus;
  runner: Runner;
  model: string;
  /** How many answers of a session may be RUNNING. */
  maxRunning: number;
};

export function createAnswers({ database, bus, runner, model, maxRunning }: AnswersOptions) {
  /** The answer of this id if the session has it; null for any other id, whatever it is. */
  async function find(session: Session, id: string): Promise<Answer | null> {
    return isUuid(id) ? findAnswer(database.fork(), session, id) : null;
  }

  return {
    find,

    /**
     * Stores a RUNNING answer and starts its run; or returns the one that the key was used for. RATE_LIMITED where too
     * many of the session's answers are running.
     */
    async ask(session: Session, asked: Question): Promise<Answer> {
      const { question, videoIds, idempotencyKey } = asked;
      checkKey(idempotencyKey);
      const lease: Lease = { answerId: uuid(), leaseId: uuid(), attempt: 1 };
      // A server that is stopping leaves the answer to the next one.
      const isLeft = runner.isStopping();
      const row = {
        id: lease.answerId,
        session: session.id,
        question,
        videoIds,
        idempotencyKey,
        model,
        attempt: isLeft ? 0 : lease.attempt,
        leaseId: isLeft ? null : lease.leaseId,
        createdAt: new Date(),
      };
      const toRun = { id: lease.answerId, question, videoIds, session };
      // Beside the insertion, which it does not depend on.
      const input = isLeft ? null : runner.read(toRun);
      // Where nothing is inserted nobody asks how it went.
      input?.catch(() => {});
      if (!(await insertAnswer(database, row, { leaseMs: isLeft ? 0 : LEASE_MS, maxRunning }))) {
        const before = idempotencyKey === null ? null : await sameAsBefore(session, asked);
        if (before) return before;
        throw tooManyRunning(maxRunning);
      }
      if (input) runner.start(lease, { session, input });
      return { ...row, ...UNWRITTEN, session };
    },

    /** Stops generating. What was generated so far stays; harmless on an answer that has ended. */
    async cancel(session: Session, id: string): Promise<Answer> {
      const answer = await find(session, id);
      if (!answer) throw notFound("answer", id);
      if (answer.status !== "RUNNING") return answer;
      await database
        .fork()
        .execute(`update answers set cancel_requested = true where id = ? and status = 'RUNNING'`, [
          answer.id,
        ]);
      const ended = untilPublished(bus, `answer:${answer.id}`, CANCEL_WAIT_MS);
      bus.publish(`answer-cancelled:${answer.id}`);
      await ended;
      return (await find(session, id)) ?? answer;
    },

    history: (session: Session, page: { last: number; before: string | null }) =>
      answerPage(database, session, page),
  };

  /** The answer that the key was used for; null where it was not. */
  async function sameAsBefore(session: Session, asked: Question): Promise<Answer | null> {
    const { idempotencyKey, question, videoIds } = asked;
    const before = await database.fork().findOne(AnswerSchema, { session: session.id, idempotencyKey });
    if (!before || (before.question === question && sameIds(before.videoIds ?? null, videoIds)))
      return before;
    throw badUserInput(
      "idempotencyKey was already used in this session for another question: use a new one.",
    );
  }
}

const RETRY_AFTER_MS = 2000;

const tooManyRunning = (maximum: number) =>
  new ClientError(
    "RATE_LIMITED",
    `${maximum} answers of this session are being written: wait for one to end, or cancel it with cancelAnswer.`,
    { retryAfterMs: RETRY_AFTER_MS },
  );

/** What an answer has before its run has begun. */
const UNWRITTEN = {
  status: "RUNNING",
  text: "",
  citations: [],
  sourceIds: null,
  grounded: null,
  usage: null,
  failure: null,
  leaseUntil: null,
  cancelRequested: false,
  finishedAt: null,
} satisfies Partial<Answer>;

export type Answers = ReturnType<typeof createAnswers>;

function checkKey(key: string | null) {
  if (key === null || (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_MAX_CHARS && !key.includes("\0")))
    return;
  throw badUserInput(
    `idempotencyKey has ${key.length} characters: give 1 to ${IDEMPOTENCY_KEY_MAX_CHARS}, without NUL.`,
  );
}

function sameIds(a: string[] | null, b: string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

function untilPublished(bus: Bus, topic: Topic, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, timeoutMs);
    const unlisten = bus.listen(topic, end);
  });
}
