import { Matrix, solve } from "ml-matrix";
import { sum } from "../../src/text/sum.ts";

/** What is measured of one example, by name. */
export type Row<Name extends string> = Record<Name, number>;

export type LogisticModel<Name extends string> = Record<Name | "bias", number>;

export type LogisticExample<Name extends string> = {
  row: Row<Name>;
  label: boolean;
  /** How much it counts beside others. */
  weight: number;
};

const ROUNDS = 50;
const CONVERGED = 1e-9;

/**
 * Logistic regression with an L2 penalty on the weights of standardised features, fitted by Newton's method (iteratively
 * reweighted least squares). The weights returned are those of the features as they are. A feature that never varies gets
 * the weight 0.
 */
export function fitLogistic<Name extends string>(
  examples: LogisticExample<Name>[],
  l2: number,
): LogisticModel<Name> {
  const names = Object.keys(examples[0]!.row) as Name[];
  const scales = names.map((name) => scaleOf(examples.map(({ row }) => row[name])));
  const rows = examples.map(({ row }) => [
    1,
    ...names.map((name, at) => (row[name] - scales[at]!.mean) / scales[at]!.deviation),
  ]);
  const size = names.length + 1;
  let solution = Array.from({ length: size }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = solution.map((weight, at) => (at === 0 ? 0 : l2 * weight));
    const hessian = Matrix.diag(solution.map((_, at) => (at === 0 ? 0 : l2)));
    for (const [index, { label, weight }] of examples.entries()) {
      const row = rows[index]!;
      const probability = sigmoid(dot(row, solution));
      const curvature = weight * probability * (1 - probability);
      for (let at = 0; at < size; at++) {
        gradient[at]! += weight * (probability - (label ? 1 : 0)) * row[at]!;
        for (let other = 0; other < size; other++)
          hessian.set(at, other, hessian.get(at, other) + curvature * row[at]! * row[other]!);
      }
    }
    const step = solve(hessian, Matrix.columnVector(gradient)).to1DArray();
    solution = solution.map((weight, at) => weight - step[at]!);
    if (Math.max(...step.map(Math.abs)) < CONVERGED) break;
  }
  const [intercept, ...standardised] = solution as [number, ...number[]];
  const weights = standardised.map((weight, at) => weight / scales[at]!.deviation);
  const means = scales.map(({ mean }) => mean);
  const bias = intercept - dot(weights, means);
  const named = names.map((name, at) => [name, weights[at]!] as const);
  return Object.fromEntries([["bias", bias], ...named]) as LogisticModel<Name>;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

const dot = (one: number[], other: number[]): number => sum(one.map((value, at) => value * other[at]!));

/** Mean and standard deviation; of what never varies the deviation is infinite, so that nothing is made of it. */
function scaleOf(values: number[]): { mean: number; deviation: number } {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
  return { mean, deviation: variance > 1e-12 ? Math.sqrt(variance) : Infinity };
}
