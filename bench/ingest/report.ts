/** A row of the final table. `met`: whether the goal was met; undefined where there is none. */
export type Row = { what: string; got: string; goal?: string; met?: boolean };

export function say(line: string) {
  process.stdout.write(`${line}\n`);
}

export function printTable(rows: Row[]) {
  const lines = rows.map(({ what, got, goal, met }) => [
    what,
    got,
    goal ?? "",
    met === undefined ? "" : met ? "met" : "NOT MET",
  ]);
  const all = [["", "measured", "goal", ""], ...lines];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((line) => line[column]!.length)));
  say("");
  for (const line of all)
    say(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const megabytes = (value: number) => `${Math.round(value)} MB`;
