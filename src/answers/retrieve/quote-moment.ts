import type { Moment } from "../../search/moment.ts";
import type { VideoQuote } from "../../videos/video.ts";
import { hitsOf, type Retrieval, type Retrieved, type RetrievedQuestion } from "./retrieval.ts";

/** Most videos that a moment is told of, where the question does not say which. */
const MAX_VIDEOS = 5;

/**
 * What is said at a time of each video; of several, of those that last so long, if any does; of none whose times are
 * estimates. What a model is sent is no more
 * of the passages than that.
 */
export async function quoteMoment(
  { read, videos: all, signal }: RetrievedQuestion,
  { search }: Pick<Retrieval, "search">,
): Promise<Retrieved> {
  const timed = isByOrder(read) ? all : all.filter(({ transcript }) => transcript.isTimed);
  const found = await search.quotesAt(timed, momentOf(read), signal);
  const speaking = new Set(found.map(({ passage }) => passage.video.id));
  const lasting = all.filter(({ id }) => speaking.has(id));
  const videos = (read.isOfOne && lasting.length > 0 ? lasting : all).slice(0, MAX_VIDEOS);
  const quotes = found.filter(({ passage }) => videos.some(({ id }) => id === passage.video.id));
  return {
    videos,
    hits: hitsOf(quotes.map(withoutTheRest)),
    quotes,
    confidence: quotes.length > 0 ? "SURE" : "NOT_FOUND",
    answerability: quotes.length > 0 ? 1 : 0,
    wordsOnly: false,
  };
}

/** A quote in a passage of nothing but the quote. */
function withoutTheRest(quote: VideoQuote): VideoQuote {
  const { startMs, endMs, text, passage } = quote;
  const own = passage.sentences.filter((one) => startMs <= one.startMs && one.endMs <= endMs);
  const origin = own[0]?.from ?? 0;
  const sentences = own.map((one) => ({ ...one, from: one.from - origin, to: one.to - origin }));
  return { ...quote, passage: { ...passage, startMs, endMs, text, sentences } };
}

/** Whether the order of the words is enough: for the beginning, the middle and the end of a video. */
const isByOrder = ({ timeMs, spanMs }: RetrievedQuestion["read"]): boolean =>
  timeMs === undefined || (spanMs === undefined && (timeMs === 0 || timeMs === Infinity));

const momentOf = ({ timeMs, timeShare, spanMs, timeSide }: RetrievedQuestion["read"]): Moment => ({
  timeMs,
  timeShare,
  spanMs,
  isBefore: timeSide === "BEFORE",
});
