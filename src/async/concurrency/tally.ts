/** Counts by key. A key whose count is back at zero is forgotten. */
export function createTally() {
  const counts = new Map<string, number>();
  let total = 0;

  return {
    add(key: string, change: number): void {
      const count = (counts.get(key) ?? 0) + change;
      total += change;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    },
    of: (key: string): number => counts.get(key) ?? 0,
    total: (): number => total,
    /** How many keys have a count. */
    keys: (): number => counts.size,
  };
}

export type Tally = ReturnType<typeof createTally>;
