import type { AnswerabilityFeatures } from "./features.ts";

/** The weights of one feature: its distance from `typical`, in `scale`s, times `weight`, is added; likewise for each unit. */
export type FeatureWeights = {
  /** The mean over questions in general, which stands for a feature that is not known. */
  typical: number;
  scale: number;
  weight: number;
  /** One for each hidden unit; none where there are none. */
  units: number[];
};

/**
 * A small neural network: a sum of the features, and hidden units which see what a feature means beside the others. Without
 * units it is a logistic regression.
 */
export type AnswerabilityWeights = {
  features: Partial<Record<keyof AnswerabilityFeatures, FeatureWeights>>;
  units: { bias: number; weight: number }[];
  constant: number;
};

/** The weights for a video that is alone, and for several, of which one can be compared with the others. */
export type AnswerabilityOf = { singleVideo: AnswerabilityWeights; several: AnswerabilityWeights };

/** 0 to 1; 0.5 is where one in twenty questions that have an answer would be refused. */
export function weighFeatures(
  features: AnswerabilityFeatures,
  { features: weights, units, constant }: AnswerabilityWeights,
): number {
  const inputs = Object.entries(weights).map(([name, { typical, scale, weight, units: toUnits }]) => ({
    value: ((features[name as keyof AnswerabilityFeatures] ?? typical) - typical) / scale,
    weight,
    toUnits,
  }));
  let sum = constant;
  for (const { value, weight } of inputs) sum += value * weight;
  for (const [unit, { bias, weight }] of units.entries()) {
    let seen = bias;
    for (const { value, toUnits } of inputs) seen += value * toUnits[unit]!;
    sum += weight * Math.tanh(seen);
  }
  return 1 / (1 + Math.exp(-sum));
}
