import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sortSteps } from "./sort-steps.ts";
import { runAtOnce } from "./steps.ts";

type Item = { key: number; number: number };
const byKey = (one: Item, other: Item) => one.key - other.key;
const itemsOf = (keys: number[]): Item[] => keys.map((key, number) => ({ key, number }));

test("sorts as toSorted does, what is equal in the order it came in", () => {
  const keys = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 60 }), (some, times) => {
      const items = itemsOf(Array.from({ length: times }, () => some).flat());
      expect(runAtOnce(sortSteps(items, byKey))).toEqual(items.toSorted(byKey));
    }),
    { numRuns: 50 },
  );
});

test("can be interrupted, however many there are", () => {
  const items = itemsOf(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 1000));
  expect([...sortSteps(items, byKey)].length).toBeGreaterThan(24);
});
