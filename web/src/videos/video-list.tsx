import { useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { Footer } from "./footer.tsx";
import { AddForm } from "./add-form.tsx";
import { VideoCard } from "./video-card.tsx";

/** The videos of the session beside the conversation. */
export function VideoList({ hasAnswers }: { hasAnswers: boolean }) {
  const { videos, session } = usePage();
  const canChoose = videos.askable.value.length > 1;
  // Only a narrow screen closes the list, so that the conversation comes first once there is one.
  const [isClosed, setClosed] = useState<boolean>();
  const closed = isClosed ?? hasAnswers;
  const isOpen = session.phase.value === "open";
  return (
    <section class={closed ? "videos videos--closed" : "videos"} aria-labelledby="videos-heading">
      <h2 id="videos-heading" class="room-heading">
        Videos <span class="count">{videos.videos.value.length}</span>
        <button
          type="button"
          class="button button--small button--quiet videos__toggle"
          aria-expanded={!closed}
          onClick={() => setClosed(!closed)}
        >
          {closed ? "Show and add" : "Hide"}
        </button>
      </h2>
      {isOpen && <AddForm isFirst={false} />}
      <YouTubeConsent />
      <ul class="videos__list">
        {videos.videos.value.map((video) => (
          <VideoCard key={video.id} video={video} canChoose={isOpen && canChoose} canChange={isOpen} />
        ))}
      </ul>
      <Footer />
    </section>
  );
}

/** Asked once, where there is something of YouTube's to show. */
function YouTubeConsent() {
  const { videos, watch } = usePage();
  const [isDeclined, setDeclined] = useState(false);
  const isNeeded = videos.videos.value.some((video) => video.youtubeId);
  if (!isNeeded || isDeclined || watch.consent.isGiven.value) return null;
  return (
    <div class="consent">
      <p>Show pictures and the player from YouTube? Your browser then contacts YouTube.</p>
      <div class="consent__buttons">
        <button type="button" class="button button--small" onClick={() => watch.consent.set(true)}>
          Show them
        </button>
        <button type="button" class="button button--small button--quiet" onClick={() => setDeclined(true)}>
          Not now
        </button>
      </div>
    </div>
  );
}
