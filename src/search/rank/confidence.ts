import { sum } from "../../text/sum.ts";
import { answerKind } from "../query/answer-kind.ts";
import type { Confidence } from "../search-result.ts";
import type { Evidence } from "./evidence.ts";
import { isElsewhere, type Place } from "./places.ts";
import type { Run } from "./runs.ts";
import {
  weightedSum,
  type ConfidenceFeatures,
  type ConfidenceThresholds,
  type ConfidenceWeights,
} from "./weights.ts";

/** `places` and `runs`: best first. null where there is nothing to quote. */
export function confidenceFeatures(
  question: string,
  found: Evidence[],
  places: Place[],
  runs: Run[],
): ConfidenceFeatures | null {
  const [best] = runs;
  const [place] = places;
  if (best === undefined || place === undefined) return null;
  const elsewhere = places.find((other) => isElsewhere(other, place));
  return {
    score: best.score,
    margin: place.score - (elsewhere?.score ?? 0),
    most: runs.reduce((most, { features }) => Math.max(most, features.near), 0),
    missing: best.evidence.words.missing,
    anyKind: answerKind(question) === "other" ? 1 : 0,
    words: best.evidence.question.terms.length,
    sentences: Math.log(sum(found.map(({ held }) => held.length))),
  };
}

/** The probability that the transcripts answer, by a logistic regression. */
export function answerProbability(features: ConfidenceFeatures, weights: ConfidenceWeights): number {
  return 1 / (1 + Math.exp(-weights.bias - weightedSum(features, weights)));
}

/**
 * How far above the least that is SURE a probability is, in logits, were the transcript of so many sentences one among others
 * that together have `among`, and none of them nearer to the answer.
 */
export function sureMargin(
  probability: number,
  { sentences, among }: { sentences: number; among: number },
  { confidence, thresholds }: { confidence: ConfidenceWeights; thresholds: ConfidenceThresholds },
): number {
  const more = Math.log(Math.max(1, among / Math.max(1, sentences)));
  return logit(probability) + confidence.sentences * more - logit(thresholds.sure);
}

const logit = (probability: number): number => Math.log(probability / (1 - probability));

/** `isOfAskedForm`: whether the first quote has the form of the answer that is asked for. No other answer is SURE. */
export function confidenceOf(
  probability: number,
  isOfAskedForm: boolean,
  { sure, unsure }: ConfidenceThresholds,
): Confidence {
  if (probability < unsure) return "NOT_FOUND";
  return probability >= sure && isOfAskedForm ? "SURE" : "UNSURE";
}
