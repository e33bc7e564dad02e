import type { SearchedPassage } from "../../search/passage.ts";
import type { SearchResult } from "../../search/search-result.ts";
import { createTerms } from "../../text/terms.ts";
import type { Video } from "../../videos/video.ts";
import { choosePassages } from "./choose-passages.ts";
import { quotePoints } from "./outline-videos.ts";
import { hitsOf, type Retrieval, type Retrieved, type RetrievedQuestion } from "./retrieval.ts";

/** Most videos that are compared, and most quotes of each. */
const MAX_VIDEOS = 6;
const QUOTES_EACH = 2;
const POINTS_EACH = 4;
/** Passages of each video; what a model is sent leaves room for two of each at least. */
const PASSAGES_EACH = 4;

/** What each video says about that which it is compared by; where the question does not say, its main points. */
export async function compareVideos(question: RetrievedQuestion, services: Retrieval): Promise<Retrieved> {
  const { read, signal } = question;
  const videos = question.videos.slice(0, MAX_VIDEOS);
  const topic = read.topic ?? "";
  if (saysSomething(topic, videos)) return compareBy(topic, { ...question, videos }, services);
  const overviews = await services.overviews.read(videos);
  const quotes = await quotePoints(videos, overviews, POINTS_EACH, services, signal);
  const isFound = quotes.length > 0;
  return {
    videos,
    hits: hitsOf(quotes),
    quotes,
    overviews,
    confidence: isFound ? "SURE" : "NOT_FOUND",
    answerability: isFound ? 1 : 0,
    wordsOnly: false,
  };
}

/** Searches each video by itself, so that none takes the places of another. */
async function compareBy(
  topic: string,
  { videos, translations, first, signal }: RetrievedQuestion,
  { search }: Pick<Retrieval, "search">,
): Promise<Retrieved> {
  const results = await Promise.all(
    videos.map((video) => search.search([video], topic, { translations, first, signal })),
  );
  const hits = results.map((found) =>
    choosePassages(topic, found.hits, found.quotes).slice(0, PASSAGES_EACH),
  );
  const isSure = results.every(({ confidence }) => confidence === "SURE");
  const isFound = results.some((found) => speaksOf(topic, found));
  return {
    videos,
    hits: interleave(hits),
    quotes: results.flatMap((found) => (speaksOf(topic, found) ? found.quotes.slice(0, QUOTES_EACH) : [])),
    confidence: isSure ? "SURE" : isFound ? "UNSURE" : "NOT_FOUND",
    answerability: Math.max(...results.map(({ answerability }) => answerability)),
    wordsOnly: results.some(({ wordsOnly }) => wordsOnly),
  };
}

/** Whether what was found may be about this: search says so, or it is said in these words. */
function speaksOf(
  topic: string,
  { confidence, quotes: [best] }: SearchResult<SearchedPassage & { video: Video }>,
): boolean {
  if (confidence !== "NOT_FOUND" || best === undefined) return best !== undefined;
  const termsOf = createTerms(best.passage.video.transcript.language ?? "und");
  const said = new Set(termsOf(best.text));
  return termsOf(topic).some((term) => said.has(term));
}

/** The first of each list, then the second of each, and so on. */
function interleave<Item>(lists: Item[][]): Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

/** Whether a text has other words than stop words in the language of a video. */
const saysSomething = (text: string, videos: Video[]): boolean =>
  videos.some(({ transcript: { language } }) => createTerms(language ?? "und")(text).length > 0);
