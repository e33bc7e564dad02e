import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { badUserInput, rateLimited } from "../errors/errors.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { BatchedRateLimiter } from "./batched-counts.ts";
import { createClientKeys, type Client } from "./client-keys.ts";
import {
  describeLimit,
  RATE_LIMIT_NAMES,
  RATE_LIMITS,
  type LimitedAction,
  type LimitScope,
  type RateLimit,
  type RateLimitName,
} from "./limits.ts";
import { createSharedCounters } from "./shared-counters.ts";

const SECONDS = { minute: 60, hour: 3600 };
/** Sessions first: what a session is refused must not count for others at its address. */
const SCOPES: LimitScope[] = ["session", "address"];
/** Clients whose counts are kept in memory, at most some 60 MB: where there are more, those not seen for longest go. */
const MAX_CLIENTS = 100_000;
const HOUR_MS = 3_600_000;
const PURGE_MS = 60_000;

type Counter = { name: RateLimitName; max: number; limiter: RateLimiterMemory | BatchedRateLimiter };

/** Rate limits: fixed windows that begin with a client's first call. `limits`: at most so many in a window; 0: no limit. */
export type RateLimitSettings = Record<RateLimitName, number>;

/**
 * Counts what clients do. With a PostgreSQL (`url`) all processes on it count together, and each by itself while it is
 * away; without, counts are in memory.
 */
export function createRateLimits(options: {
  limits: RateLimitSettings;
  url: string | null;
  password?: (() => Promise<string>) | undefined;
  metrics: Pick<Metrics, "rateLimited">;
  logger: Logger;
}) {
  const { limits, url, password, metrics, logger } = options;
  const shared = url === null ? null : createSharedCounters({ url, password, logger });
  const ownSecret = randomBytes(32);
  const keyOf = createClientKeys(shared ? shared.readSecret : async () => ownSecret);
  const memories: RateLimiterMemory[] = [];
  const clients = new LRUCache<string, true>({
    max: MAX_CLIENTS,
    ttl: HOUR_MS,
    disposeAfter(_, key, reason) {
      if (reason === "evict") for (const memory of memories) void memory.delete(key);
    },
  });
  const purging = setInterval(() => {
    clients.purgeStale();
    // Where the database is away, the rows are deleted once it is back.
    void shared?.purge().catch(() => {});
  }, PURGE_MS);
  purging.unref();

  function createCounter(name: RateLimitName): Counter {
    const max = limits[name];
    const { window }: RateLimit = RATE_LIMITS[name];
    const settings = { keyPrefix: name, points: max, duration: SECONDS[window] };
    const memory = new RateLimiterMemory(settings);
    memories.push(memory);
    metrics.rateLimited(name, 0);
    if (!shared) return { name, max, limiter: memory };
    const stored = {
      ...settings,
      storeClient: shared.client,
      storeType: "client",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      // A client that was refused costs no statements until its window ends.
      inMemoryBlockOnConsumed: max + 1,
      insuranceLimiter: memory,
    };
    const limiter = new BatchedRateLimiter(stored, shared.counts);
    return { name, max, limiter };
  }

  const counters = Map.groupBy(
    RATE_LIMIT_NAMES.filter((name) => limits[name] > 0).map(createCounter),
    ({ name }) => `${RATE_LIMITS[name].action} ${RATE_LIMITS[name].scope}`,
  );

  /** Calls `work` with the counters of an action and the client's key, for one scope after the other. */
  async function forEachScope(
    action: LimitedAction,
    client: Client,
    work: (counters: Counter[], key: string) => Promise<unknown>,
  ): Promise<void> {
    for (const scope of SCOPES) {
      const concerned = counters.get(`${action} ${scope}`);
      const key = concerned && (await keyOf(client, scope));
      if (!key) continue;
      clients.set(key, true);
      await work(concerned, key);
    }
  }

  /** Throws RATE_LIMITED for the limit that holds longest, if any does. `waits`: milliseconds until each window ends, or 0. */
  function refuse(waits: { counter: Counter; waitMs: number }[]): void {
    const [longest] = waits.toSorted((a, b) => b.waitMs - a.waitMs);
    if (!longest || longest.waitMs === 0) return;
    const { name, max } = longest.counter;
    metrics.rateLimited(name, 1);
    const seconds = Math.ceil(longest.waitMs / 1000);
    const message = `Too many: ${describeLimit(name, max)}. Try again in ${seconds} s.`;
    throw rateLimited(name, message, longest.waitMs);
  }

  return {
    /**
     * Counts `points` of an action before it is done. Rejects with RATE_LIMITED where that is more than the client has left,
     * and BAD_USER_INPUT where it is more than a whole window allows. What is refused counts too, so that a client that
     * goes on is refused until its window ends.
     */
    async consume(action: LimitedAction, client: Client, points = 1): Promise<void> {
      if (points <= 0) return;
      await forEachScope(action, client, async (concerned, key) => {
        for (const { name, max } of concerned) {
          if (points > max) {
            throw badUserInput(`${points} are too many at once: ${describeLimit(name, max)}.`);
          }
        }
        refuse(
          await Promise.all(
            concerned.map(async (counter) => ({
              counter,
              waitMs: await consumePoints(counter, key, points),
            })),
          ),
        );
      });
    },

    /** Rejects with RATE_LIMITED where the client has used all of an action's limit. Counts nothing. */
    async check(action: LimitedAction, client: Client): Promise<void> {
      await forEachScope(action, client, async (concerned, key) => {
        refuse(
          await Promise.all(
            concerned.map(async (counter) => {
              const used = await counter.limiter.get(key);
              const isOver = used !== null && used.consumedPoints >= counter.max;
              return { counter, waitMs: isOver ? Math.max(0, used.msBeforeNext) : 0 };
            }),
          ),
        );
      });
    },

    /** Counts what has been done, also beyond the limit. */
    async record(action: LimitedAction, client: Client, points: number): Promise<void> {
      if (points <= 0) return;
      await forEachScope(action, client, (concerned, key) =>
        Promise.all(concerned.map(({ limiter }) => limiter.penalty(key, points))),
      );
    },

    /** Takes back what was counted and not done. */
    async refund(action: LimitedAction, client: Client, points: number): Promise<void> {
      if (points <= 0) return;
      await forEachScope(action, client, (concerned, key) =>
        Promise.all(concerned.map(({ limiter }) => limiter.reward(key, points))),
      );
    },

    async close() {
      clearInterval(purging);
      await shared?.close();
    },
  };
}

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Milliseconds until the window ends where the limit is passed; 0: it is not. */
async function consumePoints({ limiter }: Counter, key: string, points: number): Promise<number> {
  try {
    await limiter.consume(key, points);
    return 0;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return Math.max(1, refused.msBeforeNext);
  }
}
