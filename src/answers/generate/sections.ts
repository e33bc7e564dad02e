import { clock } from "../../text/clock.ts";
import type { Video } from "../../videos/video.ts";
import { withoutMarkerBrackets } from "../cite/said-quote.ts";
import type { AnswerQuote } from "../retrieve/retrieval.ts";
import type { AnswerInput } from "./answerer.ts";
import { phrasesIn } from "./phrases.ts";

/** A part of an answer: a line that leads in, if any, and the quotes under it; a line of its own where there are none. */
export type Section = { lead: string; quotes: AnswerQuote[] };

/** An answer's quotes in its parts: one for each video where videos are spoken of as such, else one for all. */
export function sectionsOf({ scope, videos, quotes, overviews, asked, timeMs }: AnswerInput): Section[] {
  const isOfVideos = scope === "COMPARISON" || scope === "TIME" || (scope === "WHOLE_VIDEOS" && overviews);
  if (!isOfVideos) return [{ lead: "", quotes }];
  const phrases = phrasesIn(asked.language);
  return videos.map((video) => {
    const own = quotes.filter(({ passage }) => passage.video.id === video.id);
    const names = [
      ...(videos.length > 1 ? [titleOf(video, videos)] : []),
      ...(scope === "TIME" && timeMs !== undefined && Number.isFinite(timeMs) ? [clock(timeMs)] : []),
    ];
    const lead = scope === "WHOLE_VIDEOS" && names.length === 0 ? phrases.mainPoints : joined(names);
    return own.length > 0 ? { lead, quotes: own } : { lead: `${lead} ${nothing(video)}`.trim(), quotes: own };
  });

  function nothing({ transcript: { durationMs } }: Video): string {
    const isOver = scope === "TIME" && durationMs != null && timeMs !== undefined && timeMs >= durationMs;
    return isOver ? phrases.endsAt.replace("*", clock(durationMs)) : phrases.notInVideo;
  }
}

/** What an answer says where nothing was found. */
export function sayNothing(input: AnswerInput): string {
  if (input.scope !== "TIME" || input.videos.length === 0) return phrasesIn(input.asked.language).notFound;
  return sectionsOf({ ...input, quotes: [] })
    .map(({ lead }) => lead)
    .join("\n\n");
}

const joined = (names: string[]): string => (names.length > 0 ? `${names.join(", ")}:` : "");

/** What a video is called: its title in quotation marks, or its place among those that are spoken of. */
const titleOf = (video: Video, videos: Video[]): string =>
  video.transcript.title
    ? `“${withoutMarkerBrackets(video.transcript.title)}”`
    : `#${videos.indexOf(video) + 1}`;
