import { hitsOf, type Retrieval, type Retrieved, type RetrievedQuestion } from "./retrieval.ts";

/** Most videos that a moment is told of, where the question does not say which. */
const MAX_VIDEOS = 5;

/** What is said at a time of each video. */
export async function quoteMoment(
  { read, videos: all, signal }: RetrievedQuestion,
  { search }: Pick<Retrieval, "search">,
): Promise<Retrieved> {
  const videos = all.slice(0, MAX_VIDEOS);
  const quotes = await search.quotesAt(videos, read.timeMs ?? 0, signal);
  return {
    videos,
    hits: hitsOf(quotes),
    quotes,
    confidence: quotes.length > 0 ? "SURE" : "NOT_FOUND",
    answerability: quotes.length > 0 ? 1 : 0,
    wordsOnly: false,
  };
}
