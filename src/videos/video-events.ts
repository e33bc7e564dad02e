import { lookPeriodically } from "../async/look-periodically.ts";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import { LOOK_MS } from "../sessions/changes.ts";
import { Subscription } from "../sessions/subscription.ts";
import type { Session } from "../sessions/session.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import { createVideoChanges, type VideoEvent } from "./video-changes.ts";
import type { Videos } from "./videos.ts";

/** The state of each video of the session, then every change. A reader that lags is given the latest state only. */
export function videoEvents(
  session: Session,
  {
    sessionEnds,
    database,
    ...services
  }: {
    videos: Pick<Videos, "list">;
    sessionEnds: SessionEnds;
    bus: Pick<Bus, "listen">;
    database: Pick<Database, "isExclusive">;
  },
  lookMs = LOOK_MS,
): AsyncIterableIterator<VideoEvent> {
  const changes = createVideoChanges(session, services);
  return new Subscription(
    {
      session,
      listen(subscriber) {
        const wake = () => subscriber.wake();
        const unlisten = changes.listen(wake);
        // Wake-ups of other processes may be lost.
        const stopLooking = database.isExclusive
          ? () => {}
          : lookPeriodically(lookMs, async () => (await changes.isBehind()) && wake());
        return () => {
          unlisten();
          stopLooking();
        };
      },
      read: async () => ({ events: await changes.read(), done: false }),
    },
    sessionEnds,
  );
}
