import type { Steps } from "./steps.ts";

/** So many items are sorted, or merged, from one `yield` to the next. */
const AT_ONCE = 4096;

/** The items in order, those that compare as equal in the order they came in: what `toSorted` gives, in steps. */
export function* sortSteps<T>(items: T[], compare: (one: T, other: T) => number): Steps<T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    runs.push(items.slice(at, at + AT_ONCE).toSorted(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [one, other] = [runs[at]!, runs[at + 1]];
      merged.push(other ? yield* merge(one, other, compare) : one);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(one: T[], other: T[], compare: (one: T, other: T) => number): Steps<T[]> {
  const merged: T[] = [];
  let [left, right] = [0, 0];
  while (left < one.length || right < other.length) {
    const isLeft = right === other.length || (left < one.length && compare(one[left]!, other[right]!) <= 0);
    merged.push(isLeft ? one[left++]! : other[right++]!);
    if (merged.length % AT_ONCE === 0) yield;
  }
  return merged;
}
