import { validate as isUuid } from "uuid";
import { notFound } from "../errors/errors.ts";
import {
  Subscription,
  type Reading,
  type Subscriber,
  type SubscriptionSource,
} from "../sessions/subscription.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Answer } from "./answer.ts";
import type { Answers } from "./answers.ts";
import { decodeCursor, encodeCursor, START, type Position } from "./log/cursor.ts";
import { eventsSince, type AnswerLogEvent } from "./log/events.ts";
import type { AnswerLog } from "./log/log.ts";
import type { AnswerState } from "./log/state.ts";
import type { Places } from "./queue/places.ts";

type AnswerEventServices = {
  answers: Answers;
  log: AnswerLog;
  sessions: Pick<Sessions, "verify">;
  sessionEnds: SessionEnds;
};

/** The events of one answer after a cursor, until a terminal one. NOT_FOUND where it is not in the session. */
export async function answerEvents(
  session: Session,
  { id, after }: { id: string; after: string | null },
  services: AnswerEventServices,
): Promise<AsyncIterableIterator<AnswerLogEvent>> {
  if (!isUuid(id)) throw notFound("answer", id);
  const answer = await services.answers.find(session, id);
  if (!answer) throw notFound("answer", id);
  const position = after === null ? START : decodeCursor(answer.id, after);
  // An impossible cursor is refused before the stream begins.
  const state = await services.log.read(answer.id);
  if (state) eventsSince(answer.id, state, position);
  if (state?.status === "RUNNING") services.answers.places.want(answer.id);
  return new Subscription(new LogSource(answer, services, position), services.sessionEnds);
}

/** The log of an answer from a position on. */
class LogSource implements SubscriptionSource<AnswerLogEvent> {
  private readonly answer: Answer;
  private readonly services: AnswerEventServices;
  private readonly places: Places;
  private position: Position;
  /** The log as it was read last. */
  private state: Readonly<AnswerState> | null = null;

  constructor(answer: Answer, services: AnswerEventServices, position: Position) {
    this.answer = answer;
    this.services = services;
    this.places = services.answers.places;
    this.position = position;
  }

  get session(): Session {
    return this.answer.session;
  }

  listen(subscriber: Subscriber): () => void {
    const { id } = this.answer;
    const stops = [this.places.listen(id, subscriber), this.services.log.listen(id, subscriber)];
    return () => stops.forEach((stop) => stop());
  }

  read(): Reading<AnswerLogEvent> | Promise<Reading<AnswerLogEvent>> {
    // Without a promise where the log is at hand, since every token passes here.
    const { log } = this.services;
    const state = log.cached(this.answer.id);
    return state
      ? this.eventsOf(state)
      : log.read(this.answer.id).then((read) => (read ? this.eventsOf(read) : this.deleted()));
  }

  private eventsOf(state: Readonly<AnswerState>): Reading<AnswerLogEvent> {
    const isLive = this.state !== null;
    this.state = state;
    const { id } = this.answer;
    const { events, position, done } = eventsSince(id, state, this.position, this.places.of(id), isLive);
    this.position = position;
    for (const event of events) if (WITH_ANSWER.has(event.__typename)) event.lastKnown = this.lastKnown();
    return { events, done };
  }

  /** The end of an answer that was deleted: readers are told that it was cancelled. Rejects where its session has ended. */
  private async deleted(): Promise<Reading<AnswerLogEvent>> {
    await this.services.sessions.verify(this.session);
    const { id } = this.answer;
    const lastKnown: Answer = { ...this.lastKnown(), status: "CANCELLED", finishedAt: new Date() };
    const cursor = encodeCursor(id, this.position);
    return { events: [{ __typename: "AnswerCancelled", answerId: id, cursor, lastKnown }], done: true };
  }

  /** The answer as it is known here, for an event that is resolved after the answer was deleted. */
  private lastKnown(): Answer {
    if (!this.state) return this.answer;
    const { status, scope, text, citations, sourceIds, attempt } = this.state;
    return { ...this.answer, status, scope, text, citations, sourceIds, attempt };
  }
}

/** The events that have the answer. */
const WITH_ANSWER = new Set(["AnswerStarted", "AnswerCompleted", "AnswerFailed", "AnswerCancelled"]);
