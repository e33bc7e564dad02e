import type { Candidates } from "./candidates.ts";
import { readSigns, weighSigns, type ScoredPlace } from "./answerability.ts";
import { findPlaces, termWeights, type Features, type Places } from "./places.ts";
import type { AskedQuestion } from "./question.ts";
import type { Hit, SearchResult } from "./search-result.ts";
import type { Sentence } from "./sentence.ts";
import type { PlacedSentence } from "./sentences.ts";
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
  const hits: Hit[] = [];
  for (const place of places) {
    if (hits.length === first) break;
    const hit = toHit(place, hits.length, weights.place);
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
/** A hit that the end of its passage cuts shorter than this begins earlier. */
const SHORTEST_MS = 30_000;
/** A sentence this short before the best window leads into it. */
const LEAD_MS = 10_000;

function toHit({ candidate, sentences, score }: ScoredPlace, rankOf: number, weights: PlaceWeights): Hit {
  const { id, transcriptId, startMs, endMs, text, sentences: all } = candidate;
  const most = Object.entries(weights).reduce(
    (sum, [name, weight]) => sum + (name === "cosine" ? 4 : 1) * Math.max(0, weight),
    0,
  );
  return {
    score: Math.max(0, Math.min(1, score / most)),
    ...extend(text, all, sentences, rankOf === 0 ? FIRST_MS : OTHER_MS),
    passage: { id, transcriptId, startMs, endMs, text, sentences: all },
  };
}

/** From the sentence before these to as far as the limit lets it go; from earlier where the passage ends before. */
function extend(text: string, all: PlacedSentence[], best: PlacedSentence[], limitMs: number): Sentence {
  let first = all.indexOf(best[0]!);
  let last = first + best.length - 1;
  const lasts = (start: number, end: number) => all[end]!.endMs - all[start]!.startMs;
  if (first > 0 && all[first]!.startMs - all[first - 1]!.startMs <= LEAD_MS) first--;
  while (last + 1 < all.length && lasts(first, last + 1) <= limitMs) last++;
  while (first > 0 && lasts(first, last) < SHORTEST_MS && lasts(first - 1, last) <= limitMs) first--;
  const part = all.slice(first, last + 1);
  return {
    startMs: part[0]!.startMs,
    endMs: Math.max(...part.map((sentence) => sentence.endMs)),
    text: text.slice(part[0]!.from, part.at(-1)!.to),
  };
}

const OVERLAP_MS = 10_000;

/** They are the same part of a video, or have the same words. */
function saysTheSame(one: Hit, other: Hit): boolean {
  if (one.text === other.text) return true;
  if (one.passage.transcriptId !== other.passage.transcriptId) return false;
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs) > OVERLAP_MS;
}
