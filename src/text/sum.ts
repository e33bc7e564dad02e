/** The greatest of some values, `least` where all are below; for any number of them, unlike a spread `Math.max`. */
export function greatest(values: ArrayLike<number>, least = Number.NEGATIVE_INFINITY): number {
  let most = least;
  for (let at = 0; at < values.length; at++) if (values[at]! > most) most = values[at]!;
  return most;
}

/** The greatest values of several lists, `count` of them or all there are, from the greatest on. */
export function greatestOf(lists: ArrayLike<number>[], count: number): number[] {
  const found: number[] = [];
  for (const list of lists)
    for (let at = 0; at < list.length; at++) {
      const value = list[at]!;
      if (found.length === count && value <= found[count - 1]!) continue;
      let place = found.length < count ? found.length : count - 1;
      for (; place > 0 && found[place - 1]! < value; place--) found[place] = found[place - 1]!;
      found[place] = value;
    }
  return found;
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at]!;
  return total;
}
