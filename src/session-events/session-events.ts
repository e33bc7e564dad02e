import type { Answers } from "../answers/answers.ts";
import { lookPeriodically } from "../async/look-periodically.ts";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import { LOOK_MS, type Changes } from "../sessions/changes.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Session } from "../sessions/session.ts";
import { Subscription } from "../sessions/subscription.ts";
import { createVideoChanges, type VideoEvent } from "../videos/video-changes.ts";
import type { Videos } from "../videos/videos.ts";
import { createAnswerChanges, type SessionAnswerEvent } from "./answer-changes.ts";
import { createEndChanges, type SessionEndEvent } from "./end-changes.ts";

export type SessionEvent =
  | VideoEvent
  | SessionAnswerEvent
  | SessionEndEvent
  | { __typename: "SessionExpired" | "SessionDeleted"; sessionId: string };

/**
 * What happens in a session, whoever does it. Each part is read where it may have changed, and compared with what was told
 * of it, so that a reader that lags is given the latest state only. The session's end is the last event.
 */
export function sessionEvents(
  session: Session,
  {
    database,
    ...services
  }: {
    videos: Pick<Videos, "list">;
    answers: Pick<Answers, "statuses" | "readAll">;
    sessionEnds: SessionEnds;
    bus: Pick<Bus, "listen">;
    database: Pick<Database, "isExclusive">;
  },
  lookMs = LOOK_MS,
): AsyncIterableIterator<SessionEvent> {
  const parts = [
    createVideoChanges(session, services),
    createAnswerChanges(session, services),
    createEndChanges(session, services),
  ].map((changes: Changes<SessionEvent>) => ({ changes, mayHaveChanged: true }));

  return new Subscription<SessionEvent>(
    {
      session,
      listen(subscriber) {
        const noticed = (part: (typeof parts)[number]) => {
          part.mayHaveChanged = true;
          subscriber.wake();
        };
        const stops = parts.map((part) => part.changes.listen(() => noticed(part)));
        // Wake-ups of other processes may be lost.
        if (!database.isExclusive) {
          const look = async () => {
            for (const part of parts) if (await part.changes.isBehind()) noticed(part);
          };
          stops.push(lookPeriodically(lookMs, look));
        }
        return () => stops.forEach((stop) => stop());
      },
      async read() {
        const events: SessionEvent[] = [];
        for (const part of parts) {
          if (!part.mayHaveChanged) continue;
          part.mayHaveChanged = false;
          events.push(...(await part.changes.read()));
        }
        return { events, done: false };
      },
      lastEvent: ({ extensions }) => ({
        __typename: extensions.code === "SESSION_EXPIRED" ? "SessionExpired" : "SessionDeleted",
        sessionId: session.id,
      }),
    },
    services.sessionEnds,
  );
}
