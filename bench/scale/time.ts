import { median } from "../table.ts";

/** What is timed: `run` does it once, for the n-th time. */
export type Subject = {
  name: string;
  run(n: number): Promise<unknown>;
  /** Runs once in so many turns. */ every?: number;
};

export type Times = { medianMs: number; fromMs: number; toMs: number; p99Ms: number; count: number };

/** Milliseconds of each run, by the name of the subject, in rounds. The subjects take turns, each first as often as any other. */
export async function timeInTurns(
  subjects: Subject[],
  { rounds, turns }: { rounds: number; turns: number },
): Promise<Map<string, number[][]>> {
  const times = new Map(
    subjects.map(({ name }) => [name, Array.from({ length: rounds }, (): number[] => [])]),
  );
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < turns; turn++) {
      for (let place = 0; place < subjects.length; place++) {
        const { name, run, every = 1 } = subjects[(turn + place) % subjects.length]!;
        if (turn % every > 0) continue;
        const startedAt = performance.now();
        await run(round * turns + turn);
        times.get(name)![round]!.push(performance.now() - startedAt);
      }
    }
  }
  return times;
}

/** The median of the rounds' medians, with the least and the greatest of them, and the 99th percentile of all. */
export function summarize(rounds: number[][]): Times {
  const medians = rounds.map(median);
  const all = rounds.flat();
  return {
    medianMs: median(medians),
    fromMs: Math.min(...medians),
    toMs: Math.max(...medians),
    p99Ms: quantile(all, 0.99),
    count: all.length,
  };
}

/** By the nearest rank: so many of the values are at most as great. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}
