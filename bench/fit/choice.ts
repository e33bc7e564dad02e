import { Matrix, solve } from "ml-matrix";
import { sum } from "../../src/text/sum.ts";

/** Alternatives, a row of features each, and how right each is: 0, or more. */
export type Choice = {
  rows: number[][];
  gains: number[];
  /** How much it counts beside other choices. */
  weight: number;
};

const ROUNDS = 40;
const CONVERGED = 1e-6;
/** Chances below this move no weight. */
const NEGLIGIBLE = 1e-6;

/**
 * Fits a conditional logit model (McFadden, Conditional Logit Analysis of Qualitative Choice Behavior, 1974): the chance
 * that an alternative is chosen is the softmax of its weighted features. What is made the most of is the gain to be
 * expected, as the mean of all choices, and not the likelihood, which a few hopeless choices would rule. It begins with
 * `start`, towards which an L2 penalty on the weights of standardised features pulls, and takes steps of Fisher scoring,
 * halved until they gain.
 */
export function fitChoice(choices: Choice[], start: number[], l2: number): number[] {
  const deviations = start.map((_, at) =>
    deviationOf(choices.flatMap(({ rows }) => rows.map((row) => row[at]!))),
  );
  const standard = choices.map(({ rows, ...choice }) => ({
    ...choice,
    rows: rows.map((row) => row.map((value, at) => value / deviations[at]!)),
  }));
  const prior = start.map((weight, at) => weight * deviations[at]!);
  let solution = prior;
  let reached = objective(standard, solution, prior, l2);
  for (let round = 0; round < ROUNDS; round++) {
    const step = stepFrom(standard, solution, prior, l2);
    let size = 1;
    let next = solution;
    let gained = Number.NEGATIVE_INFINITY;
    for (; size > CONVERGED && !(gained > reached); size /= 2) {
      next = solution.map((weight, at) => weight + size * step[at]!);
      gained = objective(standard, next, prior, l2);
    }
    if (!(gained > reached + CONVERGED)) break;
    [solution, reached] = [next, gained];
  }
  return solution.map((weight, at) => weight / deviations[at]!);
}

/** The gain that is expected, less the penalty. */
function objective(choices: Choice[], weights: number[], prior: number[], l2: number): number {
  const total = sum(choices.map(({ weight }) => weight));
  const expected = choices.map(
    ({ rows, gains, weight }) => weight * dot(softmax(rows.map((row) => dot(row, weights))), gains),
  );
  return sum(expected) / total - (l2 / 2) * sum(weights.map((each, at) => (each - prior[at]!) ** 2));
}

/** The step of Fisher scoring. */
function stepFrom(choices: Choice[], weights: number[], prior: number[], l2: number): number[] {
  const gradient = weights.map((weight, at) => l2 * (prior[at]! - weight));
  const information = Matrix.diag(weights.map(() => l2));
  const total = sum(choices.map(({ weight }) => weight));
  for (const { rows, gains, weight } of choices) {
    const chances = softmax(rows.map((row) => dot(row, weights)));
    const expected = dot(chances, gains);
    const mean = weights.map((_, at) => sum(rows.map((row, index) => chances[index]! * row[at]!)));
    for (const [index, row] of rows.entries()) {
      if (chances[index]! < NEGLIGIBLE) continue;
      const chance = (weight / total) * chances[index]!;
      for (const at of weights.keys()) {
        const deviation = row[at]! - mean[at]!;
        gradient[at]! += chance * (gains[index]! - expected) * deviation;
        for (const other of weights.keys()) {
          const value = chance * deviation * (row[other]! - mean[other]!);
          information.set(at, other, information.get(at, other) + value);
        }
      }
    }
  }
  return solve(information, Matrix.columnVector(gradient)).to1DArray();
}

function softmax(scores: number[]): number[] {
  const most = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const exponents = scores.map((score) => Math.exp(score - most));
  const all = sum(exponents);
  return exponents.map((value) => value / all);
}

function deviationOf(values: number[]): number {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
  return variance > 1e-12 ? Math.sqrt(variance) : 1;
}

const dot = (one: number[], other: number[]): number => sum(one.map((value, at) => value * other[at]!));
