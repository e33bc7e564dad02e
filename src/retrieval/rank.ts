import type { Candidates } from "./candidates.ts";
import { readSigns, weighSigns, type ScoredPlace } from "./answerability.ts";
import { extentOf } from "./extent.ts";
import { sum } from "./likeness.ts";
import { findPlaces, termWeights, type Features, type Places } from "./places.ts";
import type { AskedQuestion } from "./question.ts";
import type { Hit, SearchResult } from "./search-result.ts";
import type { PlaceWeights, Weights } from "./weights.ts";

export type RankOptions = {
  questions: Map<string, AskedQuestion>;
  weights: Weights;
  /** How many videos were searched. */
  videos: number;
  first: number;
};

/** Finds the places inside the candidates that answer, and says how likely it is that any does. */
export function rank(found: Candidates, options: RankOptions): SearchResult {
  const { questions, weights, first } = options;
  const { places: unsorted, best } = findPlaces(found, questions);
  const places = unsorted
    .map((place) => ({ ...place, score: scoreOf(place.features, weights.place) }))
    .toSorted((one, other) => other.score - one.score);
  const weighed = new Map(
    [...questions].map(([language, question]) => [
      language,
      { question, weightsOfTerms: termWeights(found, question, language), weights: weights.place },
    ]),
  );
  const hits: Hit[] = [];
  for (const place of places) {
    if (hits.length === first) break;
    const hit = toHit(place, hits.length, weighed.get(place.candidate.language)!);
    if (!hits.some((other) => saysTheSame(hit, other))) hits.push(hit);
  }
  return { hits, answerability: answerabilityOf(found, places, best, options) };
}

function answerabilityOf(
  found: Candidates,
  places: ScoredPlace[],
  best: Places["best"],
  { questions, videos, weights }: RankOptions,
): number {
  const language = places[0]?.candidate.language;
  if (language === undefined) return 0;
  const question = questions.get(language)!;
  const passages = found.documentFrequency.get(language);
  const terms = [...termWeights(found, question, language)].map(([term, weight]) => ({
    weight,
    counts: question.weights.get(term)!,
    passages: passages?.get(term) ?? 0,
  }));
  const asked = { length: question.terms.length, terms, videos };
  // No word of the question is said anywhere: what remains is how near vectors are, which any question has.
  const likely =
    best.near === 0 ? 0 : weighSigns(readSigns(places, best, asked), language, weights.answerability);
  return weights.measured ? likely : Math.max(likely, 0.5);
}

function scoreOf(features: Features, weights: PlaceWeights): number {
  let score = 0;
  for (const name in features) score += features[name as keyof Features] * weights[name as keyof Features];
  return score;
}

/**
 * How long a hit may be. The best one runs on to the end of its passage: it is most often the one, and what follows
 * belongs to it.
 */
const FIRST_MS = 150_000;
const OTHER_MS = 54_000;

type Hits = { question: AskedQuestion; weightsOfTerms: Map<string, number>; weights: PlaceWeights };

function toHit(
  { candidate, sentences, score }: ScoredPlace,
  rankOf: number,
  { question, weightsOfTerms, weights }: Hits,
): Hit {
  const { id, transcriptId, startMs, endMs, text, sentences: all } = candidate;
  const most = Object.entries(weights).reduce(
    (total, [name, weight]) => total + (name === "cosine" ? 4 : 1) * Math.max(0, weight),
    0,
  );
  const shareOf = (sentence: string) =>
    sum([...new Set(question.readTerms(sentence))].map((term) => weightsOfTerms.get(term) ?? 0));
  return {
    score: Math.max(0, Math.min(1, score / most)),
    ...extentOf(text, all, sentences, shareOf, rankOf === 0 ? FIRST_MS : OTHER_MS),
    passage: { id, transcriptId, startMs, endMs, text, sentences: all },
  };
}

const OVERLAP_MS = 10_000;

/** They are the same part of a video, or have the same words. */
function saysTheSame(one: Hit, other: Hit): boolean {
  if (one.text === other.text) return true;
  if (one.passage.transcriptId !== other.passage.transcriptId) return false;
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs) > OVERLAP_MS;
}
