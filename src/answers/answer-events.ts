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
import type { Answers } from "./answers.ts";
import { decodeCursor, START, type Position } from "./log/cursor.ts";
import { eventsSince, type AnswerLogEvent } from "./log/events.ts";
import type { AnswerLog } from "./log/log.ts";
import type { AnswerState } from "./log/state.ts";
import type { Places } from "./queue/places.ts";

/** The events of one answer after a cursor, until a terminal one. NOT_FOUND where it is not in the session. */
export async function answerEvents(
  session: Session,
  { id, after }: { id: string; after: string | null },
  services: { answers: Answers; log: AnswerLog; sessionEnds: SessionEnds },
): Promise<AsyncIterableIterator<AnswerLogEvent>> {
  if (!isUuid(id)) throw notFound("answer", id);
  const answer = await services.answers.find(session, id);
  if (!answer) throw notFound("answer", id);
  const position = after === null ? START : decodeCursor(answer.id, after);
  // An impossible cursor is refused before the stream begins.
  const state = await services.log.read(answer.id);
  if (state) eventsSince(answer.id, state, position);
  if (state?.status === "RUNNING") services.answers.places.want(answer.id);
  return new Subscription(new LogSource(session, services, answer.id, position), services.sessionEnds);
}

/** The log of an answer from a position on. */
class LogSource implements SubscriptionSource<AnswerLogEvent> {
  readonly session: Session;
  private readonly log: AnswerLog;
  private readonly places: Places;
  private readonly answerId: string;
  private position: Position;

  constructor(
    session: Session,
    { log, answers }: { log: AnswerLog; answers: Answers },
    answerId: string,
    position: Position,
  ) {
    this.session = session;
    this.log = log;
    this.places = answers.places;
    this.answerId = answerId;
    this.position = position;
  }

  listen(subscriber: Subscriber): () => void {
    const stops = [this.places.listen(this.answerId, subscriber), this.log.listen(this.answerId, subscriber)];
    return () => stops.forEach((stop) => stop());
  }

  read(): Reading<AnswerLogEvent> | Promise<Reading<AnswerLogEvent>> {
    // Without a promise where the log is at hand, since every token passes here.
    const state = this.log.cached(this.answerId);
    return state ? this.eventsOf(state) : this.log.read(this.answerId).then((read) => this.eventsOf(read));
  }

  private eventsOf(state: Readonly<AnswerState> | null): Reading<AnswerLogEvent> {
    // The answer was deleted with its session, whose end ends the subscription.
    if (!state) return { events: [], done: false };
    const { events, position, done } = eventsSince(
      this.answerId,
      state,
      this.position,
      this.places.of(this.answerId),
    );
    this.position = position;
    return { events, done };
  }
}
