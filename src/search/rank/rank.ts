import type { Candidates } from "../candidates/candidate.ts";
import { highlight } from "./highlight.ts";
import { sum } from "../../text/sum.ts";
import { rankWindows, termWeights, type Features, type RankedWindow } from "./ranked-windows.ts";
import type { AskedQuestion } from "../query/question.ts";
import type { Hit } from "../search-result.ts";
import type { RankOptions, ScoredWindow, ScoredWindows } from "./rank-options.ts";
import type { WindowWeights } from "./weights.ts";

/** The best windows, each as a hit, without duplicates. */
export function toHits(found: Candidates, scored: ScoredWindows, options: RankOptions): Hit[] {
  const { questions, weights, first } = options;
  const weighed = new Map(
    [...questions].map(([language, question]) => [
      language,
      { question, weightsOfTerms: termWeights(found, question, language), weights: weights.windowWeights },
    ]),
  );
  const hits: Hit[] = [];
  for (const window of scored.windows) {
    if (hits.length === first) break;
    const hit = toHit(window, hits.length, found.wordsOnly, weighed.get(window.candidate.language)!);
    if (!hits.some((other) => isDuplicate(hit, other))) hits.push(hit);
  }
  return hits;
}

export function scoreWindows(
  found: Candidates,
  { questions, weights, supportsLanguage }: RankOptions,
): ScoredWindows {
  const { windows, best } = rankWindows(found, questions);
  const weightsOf = (language: string) =>
    supportsLanguage(language) ? weights.windowWeights : weights.fallbackWeights;
  const scored = windows
    .map((window) => ({ ...window, score: scoreOf(window, weightsOf(window.candidate.language)) }))
    .toSorted((one, other) => other.score - one.score);
  return { windows: scored, best };
}

function scoreOf({ features }: RankedWindow, weights: WindowWeights): number {
  let score = 0;
  for (const name in features) score += features[name as keyof Features] * weights[name as keyof Features];
  return score;
}

/**
 * The greatest length of a hit. The best one runs on to the end of its passage: most often it is the right one, and the
 * text that follows belongs to it.
 */
const FIRST_MS = 150_000;
const OTHER_MS = 54_000;

type WeighedQuestion = {
  question: AskedQuestion;
  weightsOfTerms: Map<string, number>;
  weights: WindowWeights;
};

function toHit(
  { candidate, sentences, score }: ScoredWindow,
  rankOf: number,
  wordsOnly: boolean,
  { question, weightsOfTerms, weights }: WeighedQuestion,
): Hit {
  const { passage } = candidate;
  const most = Object.entries(weights).reduce(
    (total, [name, weight]) => total + (name === "cosine" ? 4 : 1) * Math.max(0, weight),
    0,
  );
  const shareOf = (sentence: string) =>
    sum([...new Set(question.readTerms(sentence))].map((term) => weightsOfTerms.get(term) ?? 0));
  return {
    score: Math.max(0, Math.min(1, score / most)),
    ...highlight(passage, sentences, shareOf, rankOf === 0 ? FIRST_MS : OTHER_MS),
    wordsOnly,
    passage,
  };
}

const OVERLAP_MS = 10_000;

/** Whether two hits are the same part of a video, or have the same words. */
function isDuplicate(one: Hit, other: Hit): boolean {
  if (one.text === other.text) return true;
  if (one.passage.transcriptId !== other.passage.transcriptId) return false;
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs) > OVERLAP_MS;
}
