import pino from "pino";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { openTestDatabase } from "../testing/database/open-test-database.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { startTcpProxy } from "../testing/network/tcp-proxy.ts";
import { RATE_LIMIT_NAMES } from "./limits.ts";
import { createRateLimits, type RateLimitSettings } from "./rate-limits.ts";

const client = (sessionId: string) => ({ address: null, sessionId });

/** Limits that count in a PostgreSQL behind a proxy, which can take it away. */
async function start() {
  const { database, drop } = await openTestDatabase();
  const target = new URL(database.url!);
  const proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port) });
  target.hostname = "127.0.0.1";
  target.port = String(proxy.port);
  const none = Object.fromEntries(RATE_LIMIT_NAMES.map((name) => [name, 0])) as RateLimitSettings;
  const lines: { level: number; msg: string }[] = [];
  const create = (url: string) =>
    createRateLimits({
      limits: { ...none, ASKS_PER_MINUTE_PER_SESSION: 3 },
      url,
      metrics: createMetrics(),
      logger: pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[0]) }),
    });
  const [limits, others] = [create(target.href), create(database.url!)];
  onTestFinished(async () => {
    await Promise.all([limits.close(), others.close()]);
    await proxy.close();
    await drop();
  });
  return { limits, others, proxy, lines };
}

const refused = (call: Promise<unknown>) =>
  call.then(
    () => false,
    (error: { extensions: { code: string } }) => error.extensions.code === "RATE_LIMITED",
  );

/** How many of so many calls at once are refused. */
async function refusals(calls: number, call: () => Promise<unknown>) {
  const all = await Promise.all(Array.from({ length: calls }, () => refused(call())));
  return all.filter(Boolean).length;
}

describe.runIf(onPostgreSQL)("rate limits without their PostgreSQL", () => {
  it("count in memory, say so once, and count in PostgreSQL again when it is back", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const { limits, others, proxy, lines } = await start();
    await limits.consume("asks", client("a"));
    proxy.refuse(true);
    expect(await refusals(10, () => limits.consume("asks", client("a")))).toBe(7);
    expect(await refusals(10, () => limits.consume("asks", client("b")))).toBe(7);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [pino.levels.values["warn"], expect.stringContaining("in memory")],
    ]);

    proxy.refuse(false);
    vi.advanceTimersByTime(6000);
    await limits.consume("asks", client("c"));
    expect(await refusals(3, () => others.consume("asks", client("c")))).toBe(1);
    expect(lines.map(({ level }) => level)).toEqual([pino.levels.values["warn"], pino.levels.values["info"]]);
  });

  it("count in memory where PostgreSQL no longer answers", async () => {
    const { limits, proxy, lines } = await start();
    await limits.consume("asks", client("a"));
    proxy.silence();
    expect(await refusals(10, () => limits.consume("asks", client("a")))).toBe(7);
    expect(lines).toHaveLength(1);
  });

  it("count from the start in memory where there is none, and tell addresses apart", async () => {
    const { limits, proxy } = await start();
    proxy.refuse(true);
    expect(await refusals(5, () => limits.consume("asks", client("a")))).toBe(2);
    expect(await refusals(2, () => limits.consume("asks", client("b")))).toBe(0);
  });
});
