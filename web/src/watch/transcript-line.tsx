import { formatTime } from "../ui/format.ts";
import type { Mark, Segment } from "./transcript.ts";

type LineProps = {
  index: number;
  segment: Segment;
  mark: Mark | undefined;
  isCurrent: boolean;
  isTimed: boolean;
  /** undefined: there is nothing to seek in. */
  onSeek: ((ms: number) => void) | undefined;
};

export function TranscriptLine({ index, segment, mark, isCurrent, isTimed, onSeek }: LineProps) {
  const { text, startMs } = segment;
  const words = mark ? (
    <>
      {text.slice(0, mark.from)}
      <mark>{text.slice(mark.from, mark.to)}</mark>
      {text.slice(mark.to)}
    </>
  ) : (
    text
  );
  const time = isTimed && <span class="time">{formatTime(startMs)}</span>;
  return (
    <li
      class={isCurrent ? "line line--current" : "line"}
      data-index={index}
      aria-current={isCurrent || undefined}
    >
      {onSeek ? (
        <button type="button" class="line__button" onClick={() => onSeek(startMs)}>
          {time}
          <span dir="auto">{words}</span>
        </button>
      ) : (
        <p class="line__button">
          {time}
          <span dir="auto">{words}</span>
        </p>
      )}
    </li>
  );
}
