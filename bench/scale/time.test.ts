import { expect, test } from "vitest";
import { quantile, summarize, timeInTurns } from "./time.ts";

test("subjects take turns in each round, and one of `every` turns less often", async () => {
  const ran: string[] = [];
  const subject = (name: string) => ({ name, run: async (n: number) => ran.push(`${name}${n}`) });
  const subjects = [subject("a"), { ...subject("b"), every: 2 }];
  const times = await timeInTurns(subjects, { rounds: 2, turns: 2 });
  expect(ran).toEqual(["a0", "b0", "a1", "a2", "b2", "a3"]);
  expect([...times].map(([name, rounds]) => [name, rounds.map(({ length }) => length)])).toEqual([
    ["a", [2, 2]],
    ["b", [1, 1]],
  ]);
});

test("a quantile is the least value that so many are not above", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([50, 99, 100]);
  expect(quantile([7], 0.5)).toBe(7);
});

test("a summary is the median of the rounds' medians, and the 99th percentile of all", () => {
  expect(
    summarize([
      [1, 2, 3],
      [4, 5, 6],
      [9, 9, 90],
    ]),
  ).toEqual({ medianMs: 5, fromMs: 2, toMs: 9, p99Ms: 90, count: 9 });
});
