import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { addSessionsToExpire, expire } from "./expired.ts";
import type { Filled } from "./fill.ts";
import { OPTIONS } from "./options.ts";
import { createSearcher, nextSession, spreadSession } from "./searches.ts";
import { startServer } from "./server.ts";
import { quantile } from "./time.ts";

/** Begins within some seconds, and again ten seconds after. */
const CRON = "*/10 * * * * *";
const PAUSE_MS = 25;
const LOOK_EVERY_MS = 200;
const LIMIT_MS = 20 * 60_000;
/** Sessions that are searched again and again; every other search is of any session. */
const BUSY_SESSIONS = 50;

export type Searched = { count: number; medianMs: number; p99Ms: number; maxMs: number };
export type Purged = {
  rows: number;
  sessions: number;
  seconds: number;
  /** `idle`: before the purge and after it. */
  processes: { name: string; idle: Searched; meanwhile: Searched }[];
};

/** Purges expired sessions in one process, while that and another one search. */
export async function measurePurge({ url, sessions }: Filled, expired: number): Promise<Purged> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const servers = new Map([
    ["the process that purges", await startServer(url, { SESSION_PURGE_CRON: CRON })],
    ["another process", await startServer(url)],
  ]);
  try {
    const rows = await addSessionsToExpire(client, expired);
    const searchers = [...servers.values()].map(({ url: own }, seed) => createSearcher(own, 500 + seed));
    const left = async () => {
      const { rows: found } = await client.query<{ expired: boolean }>(
        "select exists (select from sessions where token_hash like 'expired %') as expired",
      );
      return found[0]!.expired;
    };

    /** Milliseconds of the searches of each process until `isOver`. */
    const searchUntil = (isOver: () => boolean): Promise<number[][]> =>
      Promise.all(
        searchers.map(async (search) => {
          const times: number[] = [];
          for (let n = 0; !isOver(); n++) {
            const session = n % 2 ? nextSession(n, sessions) : spreadSession(n / 2, BUSY_SESSIONS, sessions);
            const startedAt = performance.now();
            await search(session);
            times.push(performance.now() - startedAt);
            await sleep(PAUSE_MS);
          }
          return times;
        }),
      );
    const searchIdle = () => {
      const end = performance.now() + OPTIONS.idleMs;
      return searchUntil(() => performance.now() > end);
    };

    for (let n = 0; n < OPTIONS.warmUp; n++)
      for (const search of searchers) await search(spreadSession(n, BUSY_SESSIONS, sessions));
    const before = await searchIdle();

    await expire(client);
    const count = async () =>
      Number(
        (await client.query("select count(*) from sessions where token_hash like 'expired %'")).rows[0].count,
      );
    while ((await count()) === expired) await sleep(LOOK_EVERY_MS);
    const from = performance.now();
    let isPurged = false;
    const purged = (async () => {
      while (await left()) {
        if (performance.now() - from > LIMIT_MS) throw new Error("The purge takes too long");
        await sleep(LOOK_EVERY_MS);
      }
      return performance.now() - from;
    })().finally(() => (isPurged = true));
    const meanwhile = await searchUntil(() => isPurged);
    const seconds = (await purged) / 1000;
    const after = await searchIdle();
    const processes = [...servers.keys()].map((name, at) => ({
      name,
      idle: summarize([...before[at]!, ...after[at]!]),
      meanwhile: summarize(meanwhile[at]!),
    }));
    return { rows, sessions: expired, seconds, processes };
  } finally {
    for (const server of servers.values()) await server.stop();
    await client.end();
  }
}

function summarize(times: number[]): Searched {
  const [medianMs, p99Ms, maxMs] = [0.5, 0.99, 1].map((share) => quantile(times, share));
  return { count: times.length, medianMs: medianMs!, p99Ms: p99Ms!, maxMs: maxMs! };
}
