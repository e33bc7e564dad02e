import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Player } from "./player.ts";
import { segmentAt, type Segment } from "./transcript.ts";

/** How often the player's time is compared with the lines: three times as fast, a line lasts half a second or more. */
const LOOK_EVERY_MS = 100;

export type CurrentLineOptions = {
  segments: readonly Segment[];
  list: RefObject<HTMLOListElement | null>;
  player: Player | undefined;
  /** Where the last jump went. */
  startMs: number;
  jump: number;
  /** The line to scroll to after a jump; undefined: the one at `startMs`. */
  target: number | undefined;
  isFiltered: boolean;
};

/**
 * The line that is being said, kept in sight until the person scrolls away. It is scrolled to at once, without a
 * movement: a slow one would be late for the next line.
 */
export function useCurrentLine(options: CurrentLineOptions) {
  const { segments, list, player, startMs, jump, target, isFiltered } = options;
  const [current, setCurrent] = useState(-1);
  const [isFollowing, setFollowing] = useState(true);

  const place = target ?? segmentAt(segments, startMs);
  useLayoutEffect(() => {
    setFollowing(true);
    setCurrent(player || target === undefined ? segmentAt(segments, startMs) : -1);
    scrollTo(list.current, place);
  }, [segments, jump]);

  useEffect(() => {
    if (!player) return;
    const timer = setInterval(() => {
      if (player.isPlaying()) setCurrent(segmentAt(segments, player.now()));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [player, segments]);

  useLayoutEffect(() => {
    if (isFollowing && !isFiltered && player?.isPlaying()) scrollTo(list.current, current);
  }, [current, isFollowing]);

  // A filter that is taken away leaves the person where the video is.
  useLayoutEffect(() => {
    if (!isFiltered) scrollTo(list.current, player && current >= 0 ? current : place);
  }, [isFiltered]);

  return {
    current,
    isFollowing,
    goToCurrent(): void {
      setFollowing(true);
      scrollTo(list.current, player && current >= 0 ? current : place);
    },
    letGo: () => setFollowing(false),
  };
}

/**
 * Scrolls the list alone, so that the line stands in its upper third. Lines out of sight have heights that are only
 * estimated: once those around the line have been laid out, it is scrolled to again.
 */
function scrollTo(list: HTMLOListElement | null, index: number, passes = 3): void {
  const line = list?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (!list || !line) return;
  list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
  if (passes > 1) requestAnimationFrame(() => scrollTo(list, index, passes - 1));
}
