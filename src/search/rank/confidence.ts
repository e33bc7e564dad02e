import { greatestOf, sum } from "../../text/sum.ts";
import type { Confidence } from "../search-result.ts";
import type { Evidence } from "./evidence.ts";
import type { Run } from "./runs.ts";
import type { ConfidenceFeatures, ConfidenceWeights } from "./weights.ts";

const NONE = new Float32Array();

export function confidenceFeatures(found: Evidence[], runs: Run[]): ConfidenceFeatures | null {
  const [best] = runs;
  if (best === undefined) return null;
  const cosines = found.map((evidence) => evidence.cosines ?? NONE);
  const count = Math.max(1, sum(cosines.map(({ length }) => length)));
  const mean = sum(cosines.map(sum)) / count;
  let squares = 0;
  for (const each of cosines) for (const cosine of each) squares += (cosine - mean) ** 2;
  const nearest = greatestOf(cosines, 5);
  const top = nearest[0] ?? 0;
  return {
    score: best.score,
    lead: top - (nearest.at(-1) ?? 0),
    deviation: squares === 0 ? 0 : (top - mean) / Math.sqrt(squares / count),
    near: best.features.near,
    most: runs.reduce((most, { features }) => Math.max(most, features.near), 0),
    missing: best.evidence.words.missing,
    kind: best.features.kind,
  };
}

/** The probability that the transcripts answer, by a logistic regression. */
export function answerProbability(features: ConfidenceFeatures, weights: ConfidenceWeights): number {
  let logit = weights.bias;
  for (const name of Object.keys(features) as (keyof ConfidenceFeatures)[])
    logit += weights[name] * features[name];
  return 1 / (1 + Math.exp(-logit));
}

export const confidenceOf = (probability: number, { sure, unsure }: ConfidenceWeights): Confidence =>
  probability >= sure ? "SURE" : probability >= unsure ? "UNSURE" : "NOT_FOUND";
