import type {
  ConfidenceFeatures,
  ConfidenceThresholds,
  ConfidenceWeights,
} from "../../src/search/rank/weights.ts";
import { answerProbability } from "../../src/search/rank/confidence.ts";
import { meanOf } from "../interval.ts";
import { fitLogistic } from "./logistic.ts";

/** What a question was answered with, and what is known of it. */
export type ConfidenceExample = {
  source: string;
  features: ConfidenceFeatures;
  isAnswered: boolean;
  /** See `confidenceOf`. */
  isOfAskedForm: boolean;
  /** Whether the first quote answers, and whether any does. */
  isFirstRight: boolean;
  isAnyRight: boolean;
};

const L2 = 1;
/** Most of the answered that may be NOT_FOUND, and most of the others that may be SURE. */
const NOT_FOUND_OF_ANSWERED = 0.06;
const SURE_OF_ABSENT = 0.05;

/**
 * `sets`: as much as each other count, whatever their number of questions, as do in each those that are answered and those
 * that are not.
 */
export function fitConfidence(
  sets: ConfidenceExample[][],
  without?: keyof ConfidenceFeatures,
): ConfidenceWeights {
  const total = sets.reduce((sum, set) => sum + set.length, 0);
  const examples = sets.flatMap((set) =>
    set.map(({ features, isAnswered }) => ({
      row: without === undefined ? features : { ...features, [without]: 0 },
      label: isAnswered,
      weight: total / (2 * sets.length) / set.filter((other) => other.isAnswered === isAnswered).length,
    })),
  );
  return fitLogistic(examples, L2);
}

/** The thresholds that leave as many wrong as may be, as the mean of the sets. */
export function chooseThresholds(
  sets: ConfidenceExample[][],
  weights: ConfidenceWeights,
): ConfidenceThresholds {
  const judged = sets.map((set) =>
    set.map((example) => ({ ...example, chance: answerProbability(example.features, weights) })),
  );
  const answered = judged.map((set) => set.filter(({ isAnswered }) => isAnswered));
  const absent = judged.map((set) => set.filter(({ isAnswered }) => !isAnswered));
  const limits = Array.from({ length: 99 }, (_, step) => (step + 1) / 100);
  const notFound = (limit: number) =>
    meanOf(answered.map((set) => share(set, ({ chance }) => chance < limit)));
  const sure = (limit: number) =>
    meanOf(absent.map((set) => share(set, ({ chance, isOfAskedForm }) => chance >= limit && isOfAskedForm)));
  return {
    sure: limits.find((limit) => sure(limit) <= SURE_OF_ABSENT) ?? 1,
    unsure: limits.findLast((limit) => notFound(limit) <= NOT_FOUND_OF_ANSWERED) ?? 0,
  };
}

export const share = <Item>(items: Item[], is: (item: Item) => boolean): number =>
  items.filter(is).length / items.length;
