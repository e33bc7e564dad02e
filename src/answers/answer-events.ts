import { validate as isUuid } from "uuid";
import type { Bus } from "../bus.ts";
import { notFound } from "../errors.ts";
import { follow } from "../follow.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Answers } from "./answers.ts";
import { decodeCursor, START } from "./cursor.ts";
import { eventsSince, type AnswerLogEvent } from "./events.ts";
import type { AnswerLog } from "./log.ts";

export type SentAnswerEvent = AnswerLogEvent & { answerId: string };

/** The events of one answer after a cursor, until a terminal one. NOT_FOUND where it is not in the session. */
export async function answerEvents(
  session: Session,
  { id, after }: { id: string; after: string | null },
  { answers, log, sessions, bus }: { answers: Answers; log: AnswerLog; sessions: Sessions; bus: Bus },
): Promise<AsyncIterableIterator<SentAnswerEvent>> {
  if (!isUuid(id)) throw notFound("answer", id);
  const answer = await answers.find(session, id);
  if (!answer) throw notFound("answer", id);
  const answerId = answer.id;
  let position = after === null ? START : decodeCursor(answerId, after);
  // What makes no sense is refused before the stream begins.
  const state = await log.read(answerId);
  if (state) eventsSince(answerId, state, position);

  return follow<SentAnswerEvent>({
    session,
    sessions,
    bus,
    listen: (wake) => log.listen(answerId, wake),
    async read() {
      const present = await log.read(answerId);
      // Deleted with its session: follow() says so.
      if (!present) return { events: [], done: false };
      const next = eventsSince(answerId, present, position);
      position = next.position;
      return { events: next.events.map((event) => ({ ...event, answerId })), done: next.done };
    },
  });
}
