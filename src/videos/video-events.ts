import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import { Subscription, type SubscriptionSource } from "../sessions/subscription.ts";
import type { Session } from "../sessions/session.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Video } from "./video.ts";
import type { Videos } from "./videos.ts";

/** About how often readers look at the database, against lost wake-ups. */
const POLL_MS = 15_000;

export type VideoEvent =
  | { __typename: "VideoUpdated"; video: Video }
  | { __typename: "VideoRemoved"; videoId: string };

/** The state of each video of the session, then every change. A reader that lags is given the latest state only. */
export function videoEvents(
  session: Session,
  {
    videos,
    sessionEnds,
    bus,
    database,
  }: { videos: Videos; sessionEnds: SessionEnds; bus: Bus; database: Pick<Database, "isExclusive"> },
  pollMs = POLL_MS,
): AsyncIterableIterator<VideoEvent> {
  const sent = new Map<string, string>();
  let listening = new Map<string, () => void>();
  let listenTo = (_ids: string[]): boolean => false;
  const isBehind = (present: Video[]) =>
    present.length !== sent.size || present.some((video) => sent.get(video.id) !== visibleState(video));

  const source: SubscriptionSource<VideoEvent> = {
    session,
    listen(subscriber) {
      const wake = () => subscriber.wake();
      const unlisten = bus.listen(`session:${session.id}`, wake);
      listenTo = (ids) => {
        const next = new Map(
          ids.map((id) => [id, listening.get(id) ?? bus.listen(`transcript:${id}`, wake)]),
        );
        for (const [id, end] of listening) if (!next.has(id)) end();
        const isMore = [...next.keys()].some((id) => !listening.has(id));
        listening = next;
        return isMore;
      };
      // Wake-ups of other processes may be lost.
      const stopPolling = database.isExclusive
        ? () => {}
        : lookPeriodically(pollMs, async () => isBehind(await videos.list(session)) && wake());
      return () => {
        unlisten();
        stopPolling();
        listenTo([]);
        // A reading may still be under way.
        listenTo = () => false;
      };
    },
    async read() {
      let present = await videos.list(session);
      // Where listeners were added, a change before that came unnoticed: the videos are read again.
      while (listenTo(present.map((video) => video.transcript.id))) present = await videos.list(session);
      const events: VideoEvent[] = [];
      for (const id of sent.keys()) {
        if (present.some((video) => video.id === id)) continue;
        sent.delete(id);
        events.push({ __typename: "VideoRemoved", videoId: id });
      }
      for (const video of present) {
        const state = visibleState(video);
        if (sent.get(video.id) === state) continue;
        sent.set(video.id, state);
        events.push({ __typename: "VideoUpdated", video });
      }
      return { events, done: false };
    },
  };
  return new Subscription(source, sessionEnds);
}

/**
 * Calls `look` about every `everyMs`, at a random interval, since many readers may have come at once. Failures are ignored:
 * while the database is away, readers wait. Returns a function that stops it.
 */
function lookPeriodically(everyMs: number, look: () => Promise<unknown>): () => void {
  let looking = false;
  const timer = setInterval(
    () => {
      if (looking) return;
      looking = true;
      look()
        .catch(() => {})
        .finally(() => (looking = false));
    },
    everyMs * (0.5 + Math.random()),
  ).unref();
  return () => clearInterval(timer);
}

/** Everything that clients can see of a video, as a string to be compared. */
function visibleState({ transcript }: Video): string {
  const { id, status, progress, title, author, language, track, durationMs, passageCount, failure, retryAt } =
    transcript;
  return JSON.stringify([
    id,
    status,
    progress,
    title,
    author,
    language,
    track,
    durationMs,
    passageCount,
    failure,
    retryAt,
  ]);
}
