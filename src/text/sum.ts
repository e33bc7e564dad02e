/** The greatest of some values, `least` where all are below; for any number of them, unlike a spread `Math.max`. */
export function greatest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let most = least;
  for (const value of values) if (value > most) most = value;
  return most;
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
