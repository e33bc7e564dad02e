import type { Bus, Topic } from "../database/pubsub.ts";
import { createTopicListeners, type TopicListeners } from "../database/topic-listeners.ts";
import type { Changes } from "../sessions/changes.ts";
import type { Session } from "../sessions/session.ts";
import type { Video } from "./video.ts";
import type { Videos } from "./videos.ts";

export type VideoEvent =
  | { __typename: "VideoUpdated"; video: Video }
  | { __typename: "VideoRemoved"; videoId: string };

/** What happens to the videos of a session, beginning with the state of each. */
export function createVideoChanges(
  session: Session,
  { videos, bus }: { videos: Pick<Videos, "list">; bus: Pick<Bus, "listen"> },
): Changes<VideoEvent> {
  const sent = new Map<string, string>();
  let transcripts: TopicListeners | null = null;

  return {
    listen(changed) {
      transcripts = createTopicListeners(bus, changed);
      const unlisten = bus.listen(`session:${session.id}`, changed);
      return () => {
        unlisten();
        transcripts?.close();
      };
    },
    async isBehind() {
      const present = await videos.list(session);
      return (
        present.length !== sent.size || present.some((video) => sent.get(video.id) !== visibleState(video))
      );
    },
    async read() {
      let present = await videos.list(session);
      // Where listeners were added, a change before that came unnoticed: the videos are read again.
      while (transcripts?.listenTo(topicsOf(present))) present = await videos.list(session);
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
      return events;
    },
  };
}

const topicsOf = (videos: Video[]): Topic[] =>
  videos.map(({ transcript }): Topic => `transcript:${transcript.id}`);

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
