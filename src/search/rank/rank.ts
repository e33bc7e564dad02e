import type { Candidates } from "../candidates/candidate.ts";
import { highlight } from "./highlight.ts";
import { sum } from "../../text/sum.ts";
import { rankWindows, termWeights, type Features, type RankedWindow } from "./ranked-windows.ts";
import type { AskedQuestion } from "../query/question.ts";
import type { Hit } from "../search-result.ts";
import type { RankOptions, ScoredWindow, ScoredWindows } from "./rank-options.ts";
import type { WindowWeights } from "./weights.ts";

/** The best places, each as a hit, without those that say the same. */
export function toHits(found: Candidates, scored: ScoredWindows, options: RankOptions): Hit[] {
  const { questions, weights, first } = options;
  const weighed = new Map(
    [...questions].map(([language, question]) => [
      language,
      { question, weightsOfTerms: termWeights(found, question, language), weights: weights.place },
    ]),
  );
  const hits: Hit[] = [];
  for (const place of scored.places) {
    if (hits.length === first) break;
    const hit = toHit(place, hits.length, found.wordsOnly, weighed.get(place.candidate.language)!);
    if (!hits.some((other) => saysTheSame(hit, other))) hits.push(hit);
  }
  return hits;
}

export function scoreWindows(
  found: Candidates,
  { questions, weights, supportsLanguage }: RankOptions,
): ScoredWindows {
  const { places: unsorted, best } = rankWindows(found, questions);
  const places = unsorted
    .map((place) => ({
      ...place,
      score: scoreOf(
        place,
        supportsLanguage(place.candidate.language) ? weights.place : weights.fallbackWeights,
      ),
    }))
    .toSorted((one, other) => other.score - one.score);
  return { places, best };
}

function scoreOf({ features }: RankedWindow, weights: WindowWeights): number {
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

type Hits = { question: AskedQuestion; weightsOfTerms: Map<string, number>; weights: WindowWeights };

function toHit(
  { candidate, sentences, score }: ScoredWindow,
  rankOf: number,
  wordsOnly: boolean,
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
    ...highlight(text, all, sentences, shareOf, rankOf === 0 ? FIRST_MS : OTHER_MS),
    wordsOnly,
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
