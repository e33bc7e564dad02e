/** The greatest of some values, `least` where all are below; for any number of them, unlike a spread `Math.max`. */
export function greatest(values: ArrayLike<number>, least = Number.NEGATIVE_INFINITY): number {
  let most = least;
  for (let at = 0; at < values.length; at++) if (values[at]! > most) most = values[at]!;
  return most;
}

/** All values, from the least to the greatest. */
export function sorted(lists: ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(lists.reduce((count, { length }) => count + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.toSorted();
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at]!;
  return total;
}
