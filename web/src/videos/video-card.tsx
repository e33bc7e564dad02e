import { useId, useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { formatTime, languageName } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { RefusalBlock } from "./refusal-block.tsx";
import { refusalOf } from "./refusals.ts";
import { nameOf, type Video } from "./video-store.ts";

const TRACKS = { MANUAL: "captions by people", AUTOMATIC: "automatic captions", UPLOADED: "uploaded" };

export function VideoCard({
  video,
  canChoose,
  canChange,
}: {
  video: Video;
  canChoose: boolean;
  canChange: boolean;
}) {
  const { videos, watch } = usePage();
  const titleId = useId();
  const title = nameOf(video);
  const isReady = video.status === "READY";
  const refusal = refusalOf(video);
  return (
    <li class="card" aria-labelledby={titleId}>
      <div class="card__head">
        <Still video={video} />
        <div class="card__words">
          <h3 id={titleId} class="card__title" dir="auto">
            {isReady ? (
              <button type="button" class="link" onClick={() => watch.open(video, 0)}>
                <span class="card__name">{title}</span>
              </button>
            ) : (
              <span class="card__name">{title}</span>
            )}
          </h3>
          <p class="card__facts">{isReady ? factsOf(video) : video.author}</p>
        </div>
        {canChange && (
          <button
            type="button"
            class="button button--icon card__remove"
            aria-label={`Remove ${title}`}
            onClick={() => void videos.remove(video)}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {!isReady && !refusal && <Progress video={video} />}
      {refusal && <RefusalBlock video={video} refusal={refusal} canChange={canChange} />}
      {isReady && video.chapters.length > 1 && <Chapters video={video} />}
      {isReady && canChoose && (
        <label class="check card__choose">
          <input
            type="checkbox"
            checked={!videos.leftOut.value.has(video.id)}
            onChange={({ currentTarget }) => videos.choose(video.id, currentTarget.checked)}
          />
          Ask this video
        </label>
      )}
    </li>
  );
}

function factsOf({ author, language, track, isTimed }: Video): string {
  const facts = [
    author,
    language && languageName(language),
    track && TRACKS[track],
    !isTimed && "without times",
  ];
  return facts.filter(Boolean).join(" · ");
}

/** A picture of the video where the person lets YouTube be asked for it, else a drawing. */
function Still({ video }: { video: Video }) {
  const { watch } = usePage();
  const [isBroken, setBroken] = useState(false);
  const src = watch.consent.isGiven.value && !isBroken ? video.thumbnailUrl : null;
  return (
    <div class="still">
      {src ? (
        <img src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      ) : (
        <Icon name={video.youtubeId ? "play" : "document"} />
      )}
      {video.durationMs !== null && <span class="still__length">{formatTime(video.durationMs)}</span>}
    </div>
  );
}

function Progress({ video }: { video: Video }) {
  const percent = Math.round(video.progress * 100);
  const words = {
    QUEUED: "Waiting for its turn",
    FETCHING: "Fetching the captions",
    EMBEDDING: `Reading it, ${percent} %`,
    READY: "",
    FAILED: "",
  }[video.status];
  return (
    <div class="progress">
      <progress
        class={percent > 0 ? "progress__bar" : "progress__bar progress__bar--waiting"}
        value={video.progress}
        max={1}
        aria-label={words}
      />
      <p class="progress__words">{words}</p>
    </div>
  );
}

function Chapters({ video }: { video: Video }) {
  const { watch } = usePage();
  return (
    <details class="chapters">
      <summary>{video.chapters.length} chapters</summary>
      <ol>
        {video.chapters.map(({ startMs, title }) => (
          <li key={startMs}>
            <button type="button" class="chapters__link" onClick={() => watch.open(video, startMs)}>
              {video.isTimed && <span class="time">{formatTime(startMs)}</span>}
              <span dir="auto">{title}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
