import type { SummaryPoint } from "../../summaries/summarize.ts";
import type { Overview, SourcedChapter } from "../../transcripts/overview.ts";
import type { Video } from "../../videos/video.ts";
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
  { videos, signal }: Pick<RetrievedQuestion, "videos" | "signal">,
  services: Retrieval,
): Promise<Retrieved | null> {
  const overviews = await overviewsOf(videos, services);
  const pointsEach = Math.max(1, Math.floor(MAX_POINTS / videos.length));
  const quotes = await quotePoints(videos, overviews, pointsEach, services, signal);
  if (quotes.length === 0) return null;
  return {
    videos,
    hits: hitsOf(quotes),
    quotes,
    overviews,
    confidence: "SURE",
    answerability: 1,
    wordsOnly: false,
  };
}

/** What videos say as a whole, by their ids. */
export async function overviewsOf(
  videos: Video[],
  { readOverviews }: Pick<Retrieval, "readOverviews">,
): Promise<Map<string, Overview>> {
  const overviews = await readOverviews(videos.map(({ transcript }) => transcript.id));
  return new Map(videos.map(({ id }, at) => [id, overviews[at]!]));
}

/** The main points of each video as quotes, in the order of the videos and of time: at most so many of each. */
export async function quotePoints(
  videos: Video[],
  overviews: Map<string, Overview>,
  pointsEach: number,
  { search }: Pick<Retrieval, "search">,
  signal: AbortSignal,
): Promise<AnswerQuote[]> {
  const points = videos.flatMap(({ id: videoId }) => {
    const overview = overviews.get(videoId)!;
    const isWritten = overview.summary.source === "MODEL";
    let before: SourcedChapter | undefined;
    return mainPoints(overview, pointsEach).map(({ startMs, endMs, text }) => {
      const own = chapterAt(overview, startMs);
      const chapter = own === before ? undefined : own?.title;
      before = own;
      return {
        place: { videoId, startMs, endMs },
        said: { ...(chapter && { chapter }), ...(isWritten && { written: text }) },
      };
    });
  });
  const places = points.map(({ place }) => place);
  const quotes = await search.quotesOf(videos, places, signal);
  return quotes.flatMap((quote, at) => (quote === null ? [] : { ...quote, ...points[at]!.said }));
}

export const chapterAt = ({ chapters }: Overview, timeMs: number): SourcedChapter | undefined =>
  chapters.find(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs);

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
