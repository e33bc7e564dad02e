import type { Place, Places } from "./places.ts";
import { baseLanguage } from "./words.ts";

/** What speaks for it that the transcripts hold an answer, each 0 to about 1. */
export type Signs = {
  /** BM25 of the best window with its neighbours, beside the most that the question could have. */
  near: number;
  /** The largest share of what was asked that one of the best places holds as it was written. */
  written: number;
  /** How many terms the question has. */
  terms: number;
  /** The share of the best places that are in one video. */
  together: number;
  /** How far the best video is ahead of the next. */
  margin: number;
  /** Terms and words that stand together both in the question and here: beside what was asked, and by themselves. */
  pairsShare: number;
  pairs: number;
  phrases: number;
  /** Of the best place. */
  cosine: number;
  numbers: number;
};

export type AnswerabilityWeights = Record<keyof Signs, number> & {
  constant: number;
  /** Added for other languages than English, in which the signs of the same answer are weaker. */
  otherLanguage: number;
};

/** A place with its score; the asked weight is that of all the question's terms in the place's language. */
export type ScoredPlace = Place & { score: number };

/** BM25 of a term approaches its weight times this, the more often it occurs. */
const MOST_BM25 = 1.9;

/** Of a video that is alone nothing can be said beside others. So chosen that 0.5 means the same for it. */
const ALONE = { together: 0.5, margin: 0.25 };

/** What the signs are, of places sorted best first. `asked`: the weight of all the question's terms. */
export function readSigns(places: ScoredPlace[], best: Places["best"], asked: number, terms: number): Signs {
  const top = places[0];
  const total = asked || 1;
  const videoOf = (place: ScoredPlace) => place.candidate.transcriptId;
  const other = places.find((place) => videoOf(place) !== videoOf(top!));
  const inTopVideo = places.slice(0, 20).filter((place) => videoOf(place) === videoOf(top!)).length / 20;
  return {
    near: best.near / total / MOST_BM25,
    written: Math.max(0, ...places.slice(0, 5).map(({ features }) => features.written)),
    terms: Math.log(1 + terms) / 4,
    together: other === undefined ? ALONE.together : inTopVideo,
    margin: other === undefined ? ALONE.margin : marginOf(top!.score, other.score),
    pairsShare: (best.pairs / total) * 2,
    pairs: Math.log(1 + best.pairs) / 4,
    phrases: Math.log(1 + best.phrases) / 4,
    cosine: (top?.features.cosine ?? 0) / 5,
    numbers: top?.features.numbers ?? 0,
  };
}

const marginOf = (best: number, next: number): number => (best > 0 ? Math.min(1, (best - next) / best) : 0);

/** 0 to 1; 0.5 is where one in twenty questions that have an answer would be refused. */
export function weighSigns(signs: Signs, language: string, weights: AnswerabilityWeights): number {
  let sum = weights.constant + (baseLanguage(language) === "en" ? 0 : weights.otherLanguage);
  for (const [name, value] of Object.entries(signs)) sum += value * weights[name as keyof Signs];
  return 1 / (1 + Math.exp(-sum));
}
