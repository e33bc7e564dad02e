import { usePage } from "../../page.ts";
import { formatTime } from "../../ui/format.ts";
import type { Citation } from "../answer-view.ts";
import { findCitedVideo } from "./cited-video.ts";
import { hideQuote, showQuote } from "./quote-tip.tsx";

/** `[1] 3:49`: shows the quote on hover and focus, and opens its place on click. */
export function CitationChip({ citation }: { citation: Citation }) {
  const { videos, watch } = usePage();
  const video = findCitedVideo(citation, videos.videos.value);
  const time = citation.isTimed ? formatTime(citation.startMs) : undefined;
  const shown = {
    class: "chip",
    onMouseEnter: ({ currentTarget }: { currentTarget: HTMLElement }) => showQuote(citation, currentTarget),
    onMouseLeave: hideQuote,
    onFocus: ({ currentTarget }: { currentTarget: HTMLElement }) => showQuote(citation, currentTarget),
    onBlur: hideQuote,
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === "Escape") hideQuote();
    },
  };
  const label = (
    <>
      <span class="visually-hidden">Citation </span>
      <span class="chip__number">{citation.number}</span> {time && <span class="chip__time">{time}</span>}
      <span class="visually-hidden">: “{citation.quote}”</span>
    </>
  );
  if (video)
    return (
      <button
        {...shown}
        type="button"
        onClick={() => {
          hideQuote();
          watch.open(video, citation.startMs, citation);
        }}
      >
        {label}
      </button>
    );
  if (citation.url)
    return (
      <a {...shown} href={citation.url} target="_blank" rel="noopener">
        {label}
      </a>
    );
  return (
    <button {...shown} type="button">
      {label}
    </button>
  );
}
