import { markdownTable } from "../table.ts";
import type { Waits } from "./neighbour.ts";
import type { Turns } from "./probe.ts";
import type { DatabaseName } from "./server.ts";
import type { Calls } from "./stand-ins.ts";

const P99_GOAL_MS = 250;
const MEMORY_GOAL_MB = 300;
const TURN_GOAL_MS = 50;

export type Row = {
  server: DatabaseName;
  name: string;
  trial: string;
  /** Why the trial could not be made. */
  failed?: string;
  waits?: Waits;
  turns?: Turns | null;
  idleMb?: number;
  peakMb?: number;
  calls?: Calls;
  told?: Record<string, number>;
  /** Milliseconds, of the requests of the client who abuses that were served. */
  served?: number[];
  errors?: number;
  died?: boolean;
  databaseMb?: [number, number];
};

/** Prints the table. What misses its goal has an exclamation mark. */
export function printReport(rows: Row[], about: { checkout: string; seconds: number; limits: string }) {
  process.stdout.write(
    `\n${about.seconds} s a trial, limits ${about.limits}. Goals: the other session's p99 at most ${P99_GOAL_MS} ms, memory at most ` +
      `${MEMORY_GOAL_MB} MB above idle, no turn of the main thread over ${TURN_GOAL_MS} ms. "!": missed.\n\n`,
  );
  const head = [
    "trial",
    "another session waits ms: p50",
    "p99",
    "max",
    "longest turn, CPU ms",
    "over 50 ms",
    "loop's delay ms",
    "MB above idle",
    "model calls, at once",
    "database MB",
    "errors logged",
  ];
  for (const server of new Set(rows.map((row) => row.server))) {
    const own = rows.filter((row) => row.server === server);
    process.stdout.write(`${markdownTable([`${head[0]}, ${server}`, ...head.slice(1)], own.map(cells))}\n\n`);
  }
  for (const row of rows) {
    const told = Object.entries(row.told ?? {}).map(([code, count]) => `${code} ${count}`);
    const failed = Object.entries(row.waits?.failed ?? {}).map(([code, count]) => `${code} ${count}`);
    const served = row.served?.length
      ? `; served in ${quantile(row.served, 0.5).toFixed(0)} ms (p50), ${quantile(row.served, 0.99).toFixed(0)} (p99), ${(row.served.length / about.seconds).toFixed(1)} a second`
      : "";
    process.stdout.write(
      `${row.server} ${row.name}: told ${told.join(", ") || "nothing"}${served}${failed.length > 0 ? `; the other session: ${failed.join(", ")}` : ""}\n`,
    );
  }
}

/** What is told of a trial while others are still to come. */
export function inShort(row: Row): string {
  if (row.failed) return `${row.server} ${row.name}: ${row.failed}`;
  const [, median, p99, longest, turn, , , memory] = cells(row);
  const end = row.died ? ", THE SERVER DIED" : "";
  return `${row.server} ${row.name}: p50 ${median}, p99 ${p99}, max ${longest}, turn ${turn}, ${memory} MB${end}`;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
}

function cells(row: Row): string[] {
  if (row.failed || !row.waits)
    return [`${row.name}: ${row.failed}`, ...Array.from({ length: 10 }, () => "")];
  const { all } = row.waits;
  const goal = (value: number, most: number) => `${Math.round(value)}${value <= most ? "" : " !"}`;
  const calls = row.calls!;
  return [
    row.died ? `${row.name}: THE SERVER DIED` : row.name,
    quantile(all, 0.5).toFixed(0),
    goal(quantile(all, 0.99), P99_GOAL_MS),
    quantile(all, 1).toFixed(0),
    row.turns ? goal(row.turns.longestTurnMs, TURN_GOAL_MS) : "none !",
    row.turns ? String(row.turns.longTurns) : "",
    row.turns ? row.turns.longestDelayMs.toFixed(0) : "",
    goal(row.peakMb! - row.idleMb!, MEMORY_GOAL_MB),
    `${calls.chat}, ${calls.mostAtOnce}`,
    row.databaseMb!.map((mb) => mb.toFixed(0)).join(" to "),
    String(row.errors),
  ];
}
