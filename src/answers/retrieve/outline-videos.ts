import type { SummaryPoint } from "../../summaries/summarize.ts";
import type { Overview, SourcedChapter } from "../../transcripts/overview.ts";
import { createTerms, type Terms } from "../../text/terms.ts";
import type { Video } from "../../videos/video.ts";
import { chapterAt } from "./chapter-at.ts";
import {
  hitsOf,
  type AnswerQuote,
  type Retrieval,
  type Retrieved,
  type RetrievedQuestion,
} from "./retrieval.ts";

/** About how many points all videos have together. Each has one at least. */
const MAX_POINTS = 24;

/** The main points of each video; null where none has any. */
export async function outlineVideos(
  { videos, counter, signal }: Pick<RetrievedQuestion, "videos" | "counter" | "signal">,
  services: Retrieval,
): Promise<Retrieved | null> {
  const { overviews, written } = await services.overviews.readWritten(videos, counter, signal);
  const pointsEach = Math.max(1, Math.floor(MAX_POINTS / videos.length));
  const quotes = await quotePoints(videos, overviews, pointsEach, services, signal);
  if (quotes.length === 0) return null;
  return {
    videos,
    hits: hitsOf(quotes),
    quotes,
    overviews,
    written,
    confidence: "SURE",
    answerability: 1,
    wordsOnly: false,
  };
}

/** The main points of each video as quotes, in the order of the videos and of time: at most so many of each. */
export async function quotePoints(
  videos: Video[],
  overviews: Map<string, Overview>,
  pointsEach: number,
  { search }: Pick<Retrieval, "search">,
  signal: AbortSignal,
): Promise<AnswerQuote[]> {
  const points = videos.flatMap(({ id: videoId, transcript }) => {
    const overview = overviews.get(videoId)!;
    const isWritten = overview.summary.source === "MODEL";
    let before: SourcedChapter | undefined;
    const termsOf = createTerms(transcript.language ?? "und");
    return mainPoints(overview, pointsEach).map(({ startMs, endMs, text, quote }) => {
      const own = chapterAt(overview, startMs);
      // A phrase that was found may be an aside of its chapter.
      const isFound = own?.source === "DETECTED" && !isWritten;
      const isTold = own !== before && (!isFound || sharesTerm(termsOf, own.title, quote));
      const chapter = isTold ? own?.title : undefined;
      before = own;
      return {
        place: { videoId, startMs, endMs },
        said: { ...(chapter && { chapter }), ...(isWritten && text !== quote && { written: text }) },
      };
    });
  });
  const places = points.map(({ place }) => place);
  const quotes = await search.quotesOf(videos, places, signal);
  return quotes.flatMap((quote, at) => (quote === null ? [] : { ...quote, ...points[at]!.said }));
}

function sharesTerm(termsOf: Terms, one: string, other: string): boolean {
  const terms = new Set(termsOf(other));
  return termsOf(one).some((term) => terms.has(term));
}

/** The points of the longest chapters, in the order of time. */
function mainPoints(overview: Overview, count: number): SummaryPoint[] {
  const { points } = overview.summary;
  if (points.length <= count) return points;
  const lengthAt = (timeMs: number): number => {
    const chapter = chapterAt(overview, timeMs);
    return chapter ? chapter.endMs - chapter.startMs : 0;
  };
  const longest = points.toSorted((one, other) => lengthAt(other.startMs) - lengthAt(one.startMs));
  const kept = new Set(longest.slice(0, count));
  return points.filter((point) => kept.has(point));
}
