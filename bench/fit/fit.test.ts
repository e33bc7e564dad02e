import { expect, test } from "vitest";
import { fitChoice, type Choice } from "./choice.ts";
import { fitLogistic } from "./logistic.ts";

/** Numbers of 0 to 1 that look random, the same ones in every run. */
function createRandom() {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test("a logistic regression finds the weights that labels were drawn by", () => {
  const random = createRandom();
  const examples = Array.from({ length: 20_000 }, () => {
    const row = { one: 4 * random(), other: 10 * random(), constant: 7 };
    const chance = 1 / (1 + Math.exp(-(-1 + 2 * row.one - 0.5 * row.other)));
    return { row, label: random() < chance, weight: 1 };
  });
  const { bias, one, other, constant } = fitLogistic(examples, 1);
  expect(one).toBeCloseTo(2, 0);
  expect(other).toBeCloseTo(-0.5, 1);
  expect(bias).toBeCloseTo(-1, 0);
  expect(constant).toBe(0);
});

test("a logistic regression counts examples by their weights", () => {
  const examples = [
    { row: { one: 0 }, label: true, weight: 3 },
    { row: { one: 0 }, label: false, weight: 1 },
  ];
  expect(fitLogistic(examples, 1).bias).toBeCloseTo(Math.log(3), 6);
});

const ALTERNATIVES = 20;

function drawChoices(count: number, weights: number[]): Choice[] {
  const random = createRandom();
  return Array.from({ length: count }, () => {
    const rows = Array.from({ length: ALTERNATIVES }, () => weights.map(() => random()));
    const exponents = rows.map((row) =>
      Math.exp(row.reduce((sum, value, at) => sum + value * weights[at]!, 0)),
    );
    let left = random() * exponents.reduce((sum, value) => sum + value, 0);
    const chosen = exponents.findIndex((value) => (left -= value) <= 0);
    return { rows, gains: rows.map((_, at) => (at === chosen ? 1 : 0)), weight: 1 };
  });
}

test("a choice model finds in what ratio features tell what is right", () => {
  const [one, other] = fitChoice(drawChoices(3000, [12, 4]), [6, 6], 1e-6) as [number, number];
  expect(one / other).toBeCloseTo(3, 0);
});

test("a choice model leaves the weights where nothing is right, or the penalty is great", () => {
  const nothing = drawChoices(50, [6, 2]).map((choice) => ({ ...choice, gains: choice.gains.map(() => 0) }));
  expect(fitChoice(nothing, [1, 1], 1)).toEqual([1, 1]);
  const [one, other] = fitChoice(drawChoices(50, [6, 2]), [1, 1], 1e9) as [number, number];
  expect(one).toBeCloseTo(1, 3);
  expect(other).toBeCloseTo(1, 3);
});
