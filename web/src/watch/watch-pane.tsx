import { useEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { usePage } from "../page.ts";
import { formatTime } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { type Player, connectPlayer, playerUrl } from "./player.ts";
import { TranscriptPane } from "./transcript-pane.tsx";
import type { Watched } from "./watch-store.ts";

const player = signal<Player>();

/** The video of a citation, with its transcript: both at the place that was cited. */
export function WatchPane() {
  const { watch } = usePage();
  const watched = watch.watched.value;
  const pane = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  const jump = watched?.jump;
  const isOpen = watched !== undefined;
  useEffect(() => {
    const focused = document.activeElement;
    if (!pane.current || pane.current.contains(focused)) return;
    opener.current = focused;
    pane.current.focus({ preventScroll: true });
  }, [jump]);
  useEffect(() => {
    // The chip that opened it has the focus back.
    if (!isOpen && opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
  }, [isOpen]);
  if (!watched) return null;
  const { video, startMs } = watched;
  return (
    <section
      ref={pane}
      class="watch"
      tabIndex={-1}
      aria-label="Video and transcript"
      onKeyDown={({ key }) => {
        if (key === "Escape") watch.close();
      }}
    >
      <header class="watch__head">
        <h2 class="watch__title" dir="auto">
          {video.title ?? "Video"}
        </h2>
        {video.url && (
          <a
            class="button button--icon"
            href={video.isTimed ? atSecond(video.url, startMs) : video.url}
            target="_blank"
            rel="noopener"
            aria-label="Open on YouTube"
          >
            <Icon name="out" />
          </a>
        )}
        <button type="button" class="button button--icon" aria-label="Close the video" onClick={watch.close}>
          <Icon name="close" />
        </button>
      </header>
      {video.youtubeId && <PlayerBox youtubeId={video.youtubeId} watched={watched} />}
      <TranscriptPane watched={watched} player={video.youtubeId ? player.value : undefined} />
    </section>
  );
}

function atSecond(url: string, ms: number): string {
  const address = new URL(url);
  address.searchParams.set("t", `${Math.floor(ms / 1000)}s`);
  return address.href;
}

/** The player, once the person lets it be loaded; before that a place for it. */
function PlayerBox({ youtubeId, watched }: { youtubeId: string; watched: Watched }) {
  const { watch } = usePage();
  if (!watch.consent.isGiven.value)
    return (
      <div class="player player--asked">
        <p>The video is on YouTube. To play it here, your browser contacts YouTube.</p>
        <button type="button" class="button button--primary" onClick={() => watch.consent.set(true)}>
          <Icon name="play" /> Play from {formatTime(watched.startMs)}
        </button>
      </div>
    );
  return <PlayerFrame key={youtubeId} youtubeId={youtubeId} watched={watched} />;
}

function PlayerFrame({ youtubeId, watched }: { youtubeId: string; watched: Watched }) {
  const frame = useRef<HTMLIFrameElement>(null);
  // Later jumps are told to the player that is there: another address would load it anew.
  const first = useRef(watched);
  const { startMs } = first.current;
  useEffect(() => {
    if (!frame.current) return;
    const own = connectPlayer(frame.current, { startMs });
    player.value = own;
    return () => {
      own.disconnect();
      if (player.peek() === own) player.value = undefined;
    };
  }, [startMs]);
  useEffect(() => {
    if (watched.jump !== first.current.jump) player.peek()?.seek(watched.startMs);
  }, [watched.jump, watched.startMs]);
  const error = player.value?.error.value;
  return (
    <div class="player">
      <iframe
        ref={frame}
        title="YouTube player"
        src={playerUrl(youtubeId, startMs, location.origin)}
        allow="autoplay; encrypted-media; picture-in-picture"
        referrerpolicy="strict-origin-when-cross-origin"
        allowFullScreen
      />
      {error && (
        <p class="player__error" role="alert">
          {error} The transcript is below, and the button above opens the video on YouTube.
        </p>
      )}
    </div>
  );
}
