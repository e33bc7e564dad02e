import { createHash } from "node:crypto";
import { weighFeatures, type AnswerabilityWeights } from "../../src/search/answerability/network.ts";
import type { AnswerabilityFeatures } from "../../src/search/answerability/features.ts";

/** A question in a session, which holds the question's video or not. */
export type Example = {
  video: string;
  english: boolean;
  /** Whether the session is of the first draw, by which 0.5 is calibrated. */
  first: boolean;
  features: AnswerabilityFeatures;
  answered: boolean;
};

const UNITS = 3;
const PENALTY = 0.002;
const ROUNDS = 1500;
const RATE = 0.02;
/** The share of questions with an answer that are below 0.5 after calibration. */
const REFUSED = 0.05;

export const FOLDS = 5;
export const foldOf = (video: string): number =>
  Number.parseInt(createHash("sha1").update(`fold:${video}`).digest("hex").slice(0, 6), 16) % FOLDS;

/**
 * Fits a network to examples: minimizes the cross-entropy, with a penalty on the squares of the weights, by Adam (Kingma and
 * Ba, 2015) over all examples at once. Deterministic.
 */
export function fitNetwork(
  examples: Example[],
  names: (keyof AnswerabilityFeatures)[],
): AnswerabilityWeights {
  const columns = names.map((name) => examples.map(({ features }) => features[name]));
  const scaling = columns.map(scalingOf);
  const rows = examples.map(({ features }) =>
    Float64Array.from(names, (name, index) => {
      const { typical, scale } = scaling[index]!;
      return ((features[name] ?? typical) - typical) / scale;
    }),
  );
  const answers = examples.map(({ answered }) => (answered ? 1 : 0));
  const fitted = descend(rows, answers, names.length);
  return {
    features: Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          ...scaling[index]!,
          weight: fitted.direct[index]!,
          units: fitted.units.map(({ inputs }) => inputs[index]!),
        },
      ]),
    ),
    units: fitted.units.map(({ bias, weight }) => ({ bias, weight })),
    constant: fitted.constant,
  };
}

function scalingOf(values: (number | undefined)[]): { typical: number; scale: number } {
  const known = values.filter((value) => value !== undefined);
  const typical = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const square = known.reduce((sum, value) => sum + (value - typical) ** 2, 0) / Math.max(1, known.length);
  return { typical, scale: Math.sqrt(square) || 1 };
}

/** Adam over all parameters in one array: the direct weights, the constant, then each unit's inputs, bias and weight. */
function descend(rows: Float64Array[], answers: number[], width: number) {
  const unitAt = (unit: number) => width + 1 + unit * (width + 2);
  const parameters = startingPoint(width);
  const penalised = parameters.map((_, index) => {
    const inUnit = index > width ? (index - width - 1) % (width + 2) : -1;
    return index === width || inUnit === width ? 0 : 1;
  });
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = gradientOf(parameters, rows, answers, width, unitAt);
    const rate = (RATE * (1 + Math.cos((Math.PI * round) / ROUNDS))) / 2;
    for (const [index, value] of parameters.entries()) {
      const slope = gradient[index]! + 2 * PENALTY * value * penalised[index]!;
      first[index] = 0.9 * first[index]! + 0.1 * slope;
      second[index] = 0.999 * second[index]! + 0.001 * slope ** 2;
      parameters[index] =
        value -
        (rate * (first[index]! / (1 - 0.9 ** round))) /
          (Math.sqrt(second[index]! / (1 - 0.999 ** round)) + 1e-8);
    }
  }
  return {
    direct: [...parameters.subarray(0, width)],
    constant: parameters[width]!,
    units: Array.from({ length: UNITS }, (_, unit) => {
      const from = unitAt(unit);
      return {
        inputs: [...parameters.subarray(from, from + width)],
        bias: parameters[from + width]!,
        weight: parameters[from + width + 1]!,
      };
    }),
  };
}

function startingPoint(width: number): Float64Array {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Float64Array.from({ length: width + 1 + UNITS * (width + 2) }, (_, index) =>
    index <= width ? 0 : random(),
  );
}

function gradientOf(
  parameters: Float64Array,
  rows: Float64Array[],
  answers: number[],
  width: number,
  unitAt: (unit: number) => number,
): Float64Array {
  const gradient = new Float64Array(parameters.length);
  const states = new Float64Array(UNITS);
  for (const [row, inputs] of rows.entries()) {
    let sum = parameters[width]!;
    for (let index = 0; index < width; index++) sum += parameters[index]! * inputs[index]!;
    for (let unit = 0; unit < UNITS; unit++) {
      const from = unitAt(unit);
      let seen = parameters[from + width]!;
      for (let index = 0; index < width; index++) seen += parameters[from + index]! * inputs[index]!;
      states[unit] = Math.tanh(seen);
      sum += parameters[from + width + 1]! * states[unit]!;
    }
    const error = (1 / (1 + Math.exp(-sum)) - answers[row]!) / rows.length;
    gradient[width]! += error;
    for (let index = 0; index < width; index++) gradient[index]! += error * inputs[index]!;
    for (let unit = 0; unit < UNITS; unit++) {
      const from = unitAt(unit);
      const state = states[unit]!;
      const through = error * parameters[from + width + 1]! * (1 - state * state);
      for (let index = 0; index < width; index++) gradient[from + index]! += through * inputs[index]!;
      gradient[from + width]! += through;
      gradient[from + width + 1]! += error * state;
    }
  }
  return gradient;
}

/**
 * Shifts the weights so that `REFUSED` of the answerable questions are below 0.5, for English and for other languages apart,
 * and rounds. `logits` come from weights that were not fitted to the example, since fitted ones refuse too few.
 */
export function calibrate(weights: AnswerabilityWeights, logits: Map<Example, number>): AnswerabilityWeights {
  const below = (english: boolean): number => {
    const sorted = [...logits]
      .filter(([one]) => one.first && one.answered && one.english === english)
      .map(([, logit]) => logit)
      .toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * REFUSED)] ?? 0;
  };
  const english = below(true);
  const other = english - below(false);
  const otherLanguage = weights.features.otherLanguage!;
  return rounded({
    ...weights,
    features: {
      ...weights.features,
      otherLanguage: { ...otherLanguage, weight: otherLanguage.weight + other * otherLanguage.scale },
    },
    constant: weights.constant - english + other * otherLanguage.typical,
  });
}

export function logitOf({ features }: Example, weights: AnswerabilityWeights): number {
  const likely = weighFeatures(features, weights);
  return Math.log(likely / (1 - likely));
}

function rounded(weights: AnswerabilityWeights): AnswerabilityWeights {
  return JSON.parse(JSON.stringify(weights), (_, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(4)) : value,
  ) as AnswerabilityWeights;
}
