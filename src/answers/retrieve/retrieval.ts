import type { Confidence } from "../../search/search-result.ts";
import type { Overview } from "../../transcripts/overview.ts";
import type { SessionSearch, VideoPlace } from "../../search/session-search.ts";
import type { Video, VideoHit, VideoQuote } from "../../videos/video.ts";
import type { WrittenOverviews } from "../overview/written-overviews.ts";
import type { RequestCounter } from "../request-counter.ts";
import type { ReadScope } from "../scope/read-scope.ts";

export type Retrieval = {
  search: SessionSearch;
  overviews: WrittenOverviews;
};

/** A question that is to be answered from its videos, all of which are READY. */
export type RetrievedQuestion = {
  /** The question that stands alone. */
  question: string;
  /** The same in languages of the transcripts (ISO 639-1). */
  translations?: Map<string, string>;
  /** Places that the answer is not to repeat. */
  avoid?: VideoPlace[];
  read: ReadScope;
  videos: Video[];
  /** How many places search is to find. */
  first: number;
  /** Counts what a model is asked for. */
  counter: RequestCounter;
  signal: AbortSignal;
};

/** A quote that an answer may be made of. */
export type AnswerQuote = VideoQuote & {
  /** The title of the chapter that it is the first point of. */
  chapter?: string;
  /** What a model wrote of it, said in its place. */
  written?: string;
};

/** A passage that an answer is made from, once; `furtherMs`: where further hits in it begin, in milliseconds. */
export type AnswerHit = VideoHit & { furtherMs?: number[] };

/** What an answer is made from. */
export type Retrieved = {
  /** The videos that the question is about, in the session's order. */
  videos: Video[];
  /** No passage twice. Best first where something is sought, else in the order of the videos and of time. */
  hits: AnswerHit[];
  /** What is said in answer where no model writes: see `SearchResult.quotes`. */
  quotes: AnswerQuote[];
  /** What videos say as a whole, by their ids. */
  overviews?: Map<string, Overview>;
  /** Ids of videos whose overview a model has just written. */
  written?: string[];
  /** How surely an answer was found, and the chance that this is cut from: see `SearchResult`. */
  confidence: Confidence;
  answerability: number;
  /** The sources were found without vectors. */
  wordsOnly: boolean;
};

/** The passages of quotes as hits. */
export const hitsOf = (quotes: AnswerQuote[]): AnswerHit[] =>
  joined(
    quotes.map(({ startMs, endMs, text, passage }) => ({
      score: 1,
      startMs,
      endMs,
      text,
      passage,
      wordsOnly: false,
    })),
  );

/** Hits so that no passage is there twice: each is as its best hit, which knows where the others begin. */
export function joined(hits: VideoHit[]): AnswerHit[] {
  const byPassage = Map.groupBy(hits, ({ passage }) => passage.id);
  return [...byPassage.values()].map((group) => {
    const best = group.reduce((one, other) => (other.score > one.score ? other : one));
    const further = new Set(group.map(({ startMs }) => startMs));
    further.delete(best.startMs);
    return further.size > 0 ? { ...best, furtherMs: [...further] } : best;
  });
}
