import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import type { Player } from "./player.ts";
import { filterSegments, markQuote, type Segment } from "./transcript.ts";
import { TranscriptLine } from "./transcript-line.tsx";
import { useCurrentLine } from "./use-current-line.ts";
import type { Watched } from "./watch-store.ts";

type PaneProps = { watched: Watched; player: Player | undefined };

/** What is said in the video, line by line: the quote is marked, and the line that is being said follows the player. */
export function TranscriptPane({ watched, player }: PaneProps) {
  const { watch } = usePage();
  const transcript = watch.transcript.value;
  if (transcript.state === "loading")
    return (
      <p class="transcript__state" role="status">
        <span class="spinner" aria-hidden="true" /> Reading the transcript…
      </p>
    );
  if (transcript.state === "failed")
    return (
      <p class="transcript__state problem" role="alert">
        The transcript cannot be shown. {transcript.message}
      </p>
    );
  return (
    <>
      {transcript.isPart && <p class="transcript__state">It is long: this is the hour around the place.</p>}
      <Lines segments={transcript.segments} watched={watched} player={player} />
    </>
  );
}

function Lines({ segments, watched, player }: PaneProps & { segments: readonly Segment[] }) {
  const { watch } = usePage();
  const { video, startMs, quote, jump } = watched;
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const marks = useMemo(() => (quote ? markQuote(segments, quote) : new Map()), [segments, quote]);
  const shown = useMemo(() => filterSegments(segments, filter), [segments, filter]);
  const firstMarked = marks.keys().next().value as number | undefined;
  const { current, isFollowing, goToCurrent, letGo } = useCurrentLine({
    segments,
    list,
    player,
    startMs,
    jump,
    target: quote?.startMs === startMs ? firstMarked : undefined,
    isFiltered: filter !== "",
  });
  useEffect(() => setFilter(""), [jump]);
  // Without a player a line that was found can still be seen among those around it.
  const canJump = filter !== "" || (video.youtubeId !== null && video.isTimed);

  return (
    <div class="transcript">
      <div class="transcript__tools">
        <label class="transcript__filter">
          <Icon name="search" />
          <input
            type="search"
            aria-label="Find in the transcript"
            placeholder="Find in the transcript"
            value={filter}
            onInput={({ currentTarget }) => setFilter(currentTarget.value)}
          />
        </label>
        {filter && (
          <span class="hint" role="status">
            {shown.length} {shown.length === 1 ? "line" : "lines"}
          </span>
        )}
      </div>
      <ol
        ref={list}
        class="transcript__lines"
        tabIndex={0}
        aria-label="Transcript"
        onWheel={letGo}
        onTouchMove={letGo}
        onKeyDown={({ key }) => {
          if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(key)) letGo();
        }}
      >
        {shown.map((index) => (
          <TranscriptLine
            key={index}
            index={index}
            segment={segments[index] as Segment}
            mark={marks.get(index)}
            isCurrent={index === current}
            isTimed={video.isTimed}
            onSeek={canJump ? (ms) => watch.open(video, ms, quote) : undefined}
          />
        ))}
      </ol>
      {shown.length === 0 && <p class="transcript__state">No line has these words.</p>}
      {!isFollowing && !filter && (
        <button
          type="button"
          class="button button--primary button--small transcript__back"
          onClick={goToCurrent}
        >
          <Icon name="down" /> {player ? "Back to current" : "Back to the quote"}
        </button>
      )}
    </div>
  );
}
