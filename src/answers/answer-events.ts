import { validate as isUuid } from "uuid";
import type { Bus } from "../bus.ts";
import { notFound } from "../errors.ts";
import { follow, type Read } from "../follow.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Answers } from "./answers.ts";
import { decodeCursor, START } from "./log/cursor.ts";
import { eventsSince, type AnswerLogEvent } from "./log/events.ts";
import type { AnswerLog } from "./log/log.ts";
import type { AnswerState } from "./log/state.ts";

/** The events of one answer after a cursor, until a terminal one. NOT_FOUND where it is not in the session. */
export async function answerEvents(
  session: Session,
  { id, after }: { id: string; after: string | null },
  { answers, log, sessions, bus }: { answers: Answers; log: AnswerLog; sessions: Sessions; bus: Bus },
): Promise<AsyncIterableIterator<AnswerLogEvent>> {
  if (!isUuid(id)) throw notFound("answer", id);
  const answer = await answers.find(session, id);
  if (!answer) throw notFound("answer", id);
  const answerId = answer.id;
  let position = after === null ? START : decodeCursor(answerId, after);
  // What makes no sense is refused before the stream begins.
  const present = await log.read(answerId);
  if (present) eventsSince(answerId, present, position);

  function eventsOf(state: Readonly<AnswerState> | null): Read<AnswerLogEvent> {
    // Deleted with its session: follow() says so.
    if (!state) return { events: [], done: false };
    const next = eventsSince(answerId, state, position);
    position = next.position;
    return { events: next.events, done: next.done };
  }

  return follow<AnswerLogEvent>({
    session,
    sessions,
    bus,
    listen: (wake) => log.listen(answerId, wake),
    read() {
      // Every token passes here: without a promise, where the log is known.
      const known = log.known(answerId);
      return known ? eventsOf(known) : log.read(answerId).then(eventsOf);
    },
  });
}
