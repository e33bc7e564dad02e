import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { openTestDatabase } from "../testing/database/open-test-database.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { normalizeAddress, type Client } from "./client-keys.ts";
import { RATE_LIMIT_NAMES, RATE_LIMITS, type RateLimitName } from "./limits.ts";
import { createRateLimits, type RateLimitSettings } from "./rate-limits.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const CLIENT: Client = { address: "192.0.2.1", sessionId: "00000000-0000-7000-8000-000000000001" };

const noLimits = Object.fromEntries(RATE_LIMIT_NAMES.map((name) => [name, 0])) as RateLimitSettings;

/** The database where the tests run on PostgreSQL; without, counts are in memory. */
let opened: Awaited<ReturnType<typeof openTestDatabase>> | null = null;
const query = (sql: string) => opened!.database.fork().execute<Record<string, unknown>[]>(sql);
beforeAll(async () => {
  if (onPostgreSQL) opened = await openTestDatabase();
});
beforeEach(async () => {
  if (opened) await query("truncate rate_limits, rate_limit_keys");
});
afterAll(() => opened?.drop());

/** Limits with counts of their own. */
function start(limits: Partial<RateLimitSettings>, processes = 1) {
  const metrics = createMetrics();
  const create = () => {
    const settings = { limits: { ...noLimits, ...limits }, url: opened?.database.url ?? null, metrics };
    return createRateLimits({ ...settings, logger: pino({ level: "silent" }) });
  };
  const all = Array.from({ length: processes }, create);
  onTestFinished(async () => {
    await Promise.all(all.map((each) => each.close()));
  });
  return { limits: all[0]!, others: all.slice(1), metrics };
}

/** The error of a call that is refused; null: it was not. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { extensions: Record<string, unknown> }) => error.extensions,
  );

describe.each(RATE_LIMIT_NAMES)("%s", (name) => {
  const { action, scope, window } = RATE_LIMITS[name];
  const windowMs = window === "hour" ? HOUR_MS : MINUTE_MS;

  it("refuses what is more in its window, tells how long that lasts, and counts it", async () => {
    const { limits, metrics } = start({ [name]: 2 });
    await limits.consume(action, CLIENT);
    await limits.consume(action, CLIENT);
    const refused = await refusal(limits.consume(action, CLIENT));
    expect(refused).toEqual({ code: "RATE_LIMITED", limit: name, retryAfterMs: expect.any(Number) });
    expect(refused!["retryAfterMs"]).toBeGreaterThan(0);
    expect(refused!["retryAfterMs"]).toBeLessThanOrEqual(windowMs);
    expect(await metrics.registry.metrics()).toContain(`video_rag_rate_limited_total{limit="${name}"} 1`);

    const other = scope === "session" ? { sessionId: "another" } : { address: "192.0.2.2" };
    await limits.consume(action, { ...CLIENT, ...other });
    const same = scope === "session" ? { address: "192.0.2.2" } : { sessionId: "another" };
    expect(await refusal(limits.consume(action, { ...CLIENT, ...same }))).toMatchObject({ limit: name });
  });

  it("is off by 0", async () => {
    const { limits } = start({});
    for (let call = 0; call < 20; call++) await limits.consume(action, CLIENT, 1000);
    expect(await refusal(limits.check(action, CLIENT))).toBeNull();
  });
});

describe("rate limits", () => {
  it("begin anew when a window has ended", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { limits } = start({ ASKS_PER_MINUTE_PER_SESSION: 1 });
    await limits.consume("asks", CLIENT);
    expect(await refusal(limits.consume("asks", CLIENT))).toMatchObject({ code: "RATE_LIMITED" });
    vi.setSystemTime(Date.now() + MINUTE_MS + 1);
    await limits.consume("asks", CLIENT);
  });

  it("name the limit that holds longest", async () => {
    const { limits } = start({ ASKS_PER_MINUTE_PER_ADDRESS: 1, ASKS_PER_HOUR_PER_ADDRESS: 1 });
    await limits.consume("asks", CLIENT);
    expect(await refusal(limits.consume("asks", CLIENT))).toMatchObject({
      limit: "ASKS_PER_HOUR_PER_ADDRESS",
    });
  });

  it("do not count for an address what its session is refused", async () => {
    const { limits } = start({ ASKS_PER_MINUTE_PER_SESSION: 1, ASKS_PER_MINUTE_PER_ADDRESS: 2 });
    await limits.consume("asks", CLIENT);
    for (let call = 0; call < 5; call++) {
      expect(await refusal(limits.consume("asks", CLIENT))).toMatchObject({
        limit: "ASKS_PER_MINUTE_PER_SESSION",
      });
    }
    await limits.consume("asks", { ...CLIENT, sessionId: "another" });
  });

  it("count points, and refuse more than a window allows as an input to be changed", async () => {
    const { limits } = start({ VIDEOS_PER_HOUR_PER_SESSION: 50 });
    expect(await refusal(limits.consume("videos", CLIENT, 51))).toEqual({ code: "BAD_USER_INPUT" });
    await limits.consume("videos", CLIENT, 50);
    expect(await refusal(limits.consume("videos", CLIENT))).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("take back what was not done", async () => {
    const { limits } = start({ VIDEOS_PER_HOUR_PER_SESSION: 20 });
    await limits.consume("videos", CLIENT, 20);
    await limits.refund("videos", CLIENT, 15);
    await limits.consume("videos", CLIENT, 15);
    expect(await refusal(limits.consume("videos", CLIENT))).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("count what is known only afterwards, beyond the limit too, and refuse the next", async () => {
    const { limits, metrics } = start({ MODEL_TOKENS_PER_HOUR_PER_ADDRESS: 1000 });
    await limits.check("modelTokens", CLIENT);
    await limits.record("modelTokens", CLIENT, 900);
    await limits.check("modelTokens", CLIENT);
    await limits.record("modelTokens", CLIENT, 900);
    expect(await refusal(limits.check("modelTokens", CLIENT))).toEqual({
      code: "RATE_LIMITED",
      limit: "MODEL_TOKENS_PER_HOUR_PER_ADDRESS",
      retryAfterMs: expect.any(Number),
    });
    expect(await metrics.registry.metrics()).toContain(
      `video_rag_rate_limited_total{limit="MODEL_TOKENS_PER_HOUR_PER_ADDRESS"} 1`,
    );
    await limits.check("modelTokens", { ...CLIENT, address: null });
  });

  it("show in the metrics before they have refused anything, unless they are off", async () => {
    const on = Object.fromEntries(RATE_LIMIT_NAMES.map((name) => [name, 1]));
    const { metrics } = start({ ...on, ASKS_PER_MINUTE_PER_SESSION: 0 });
    const shown = [...(await metrics.registry.metrics()).matchAll(/rate_limited_total\{limit="(\w+)"\} 0/g)];
    const expected = RATE_LIMIT_NAMES.filter((name) => name !== "ASKS_PER_MINUTE_PER_SESSION");
    expect(shown.map(([, name]) => name as RateLimitName)).toEqual(expected);
  });
});

describe.runIf(onPostgreSQL)("rate limits on PostgreSQL", () => {
  it("count together in all processes", async () => {
    const { limits, others } = start({ ASKS_PER_MINUTE_PER_ADDRESS: 4 }, 3);
    for (const each of [limits, ...others, limits]) await each.consume("asks", CLIENT);
    for (const each of [limits, ...others]) {
      expect(await refusal(each.consume("asks", CLIENT))).toMatchObject({ code: "RATE_LIMITED" });
    }
  });

  it("are exact where many come at once", async () => {
    const { limits, others } = start({ ASKS_PER_MINUTE_PER_SESSION: 30 }, 2);
    const calls = Array.from({ length: 50 }, () => [limits, others[0]!]).flat();
    const refused = await Promise.all(calls.map((each) => refusal(each.consume("asks", CLIENT))));
    expect(refused.filter((each) => each === null)).toHaveLength(30);
  });

  it("give each of many calls at once the count that it would have alone", async () => {
    const { limits } = start({ VIDEOS_PER_HOUR_PER_SESSION: 10 });
    const clients = Array.from({ length: 1200 }, (_, index) => ({
      ...CLIENT,
      sessionId: `session ${index}`,
    }));
    const calls = clients.flatMap((client) =>
      [4, 5, 4].map((points) => refusal(limits.consume("videos", client, points))),
    );
    const refused = (await Promise.all(calls)).map((each) => each !== null);
    expect(refused).toEqual(clients.flatMap(() => [false, false, true]));
    expect(await query("select count(*)::int as keys, sum(points)::int as points from rate_limits")).toEqual([
      { keys: 1200, points: 1200 * 13 },
    ]);
  });

  it("cost no statement for a client that was refused", async () => {
    const { limits } = start({ ASKS_PER_MINUTE_PER_SESSION: 1 });
    await limits.consume("asks", CLIENT);
    await refusal(limits.consume("asks", CLIENT));
    await query("update rate_limits set points = 0");
    for (let call = 0; call < 10; call++) {
      expect(await refusal(limits.consume("asks", CLIENT))).toMatchObject({ code: "RATE_LIMITED" });
    }
    expect(await query("select points from rate_limits")).toEqual([{ points: 0 }]);
  });

  it("keep keys from which no address can be read, for an hour at most, by a secret a day", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { limits } = start({ VIDEOS_PER_HOUR_PER_ADDRESS: 5, VIDEOS_PER_HOUR_PER_SESSION: 5 });
    const begunAt = Date.now();
    await limits.consume("videos", CLIENT);
    const kept = await query("select * from rate_limits");
    expect(kept.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^VIDEOS_PER_HOUR_PER_SESSION:[\w-]{22}$/),
      expect.stringMatching(/^VIDEOS_PER_HOUR_PER_ADDRESS:[\w-]{22}$/),
    ]);
    for (const { expire } of kept) expect(Number(expire) - begunAt).toBeLessThanOrEqual(HOUR_MS + 60_000);
    expect(await query("select * from rate_limit_keys")).toHaveLength(1);

    vi.setSystemTime(begunAt + 24 * HOUR_MS);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    await vi.waitFor(async () => expect(await query("select * from rate_limits")).toEqual([]));
    await limits.consume("videos", CLIENT);
    const [after] = await query("select * from rate_limits");
    expect(kept.map(({ key }) => key)).not.toContain(after!["key"]);
    expect(await query("select * from rate_limit_keys")).toHaveLength(1);
  });
});

describe("an address", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["192.0.2.1:50123", "192.0.2.1"],
    [" 192.0.2.1 ", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::1", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["", "none"],
    ["unknown", "none"],
    ["_hidden", "none"],
    ["192.0.2.1, 192.0.2.2", "none"],
    ["192.0.2.300", "none"],
    ["1", "none"],
    ["0x7f.1", "none"],
    ["x".repeat(10_000), "none"],
    ["[::1", "none"],
  ])("%s counts as %s", (given, counted) => {
    expect(normalizeAddress(given)).toBe(counted);
  });
});
