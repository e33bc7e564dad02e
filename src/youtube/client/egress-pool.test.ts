import { expect, it } from "vitest";
import { createEgressPool } from "./egress-pool.ts";

const MINUTE = 60_000;
const signal = new AbortController().signal;

function setUp(options: { proxies?: number; minIntervalMs?: number; random?: number } = {}) {
  const clock = { ms: 0 };
  const pool = createEgressPool({
    proxyUrls: Array.from({ length: options.proxies ?? 0 }, (_, index) => `http://proxy${index}.test`),
    minIntervalMs: options.minIntervalMs ?? 0,
    now: () => clock.ms,
    sleep: async (ms) => {
      clock.ms += ms;
    },
    random: () => options.random ?? 0,
  });
  const choose = () => {
    const egress = pool.choose(new Set());
    if (!egress) throw new Error("all cool down");
    return egress;
  };
  return { clock, pool, choose };
}

it("lets a blocked egress cool down for a quarter of an hour, and says so meanwhile", async () => {
  const { clock, pool, choose } = setUp();
  const egress = choose();
  egress.coolDown("BLOCKED", undefined);
  expect(pool.choose(new Set())).toBeNull();
  expect(pool.cooling()).toMatchObject({ code: "BLOCKED", retryAfterMs: 15 * MINUTE });
  await expect(egress.acquire(signal)).rejects.toMatchObject({ code: "BLOCKED", retryAfterMs: 15 * MINUTE });
  clock.ms = 15 * MINUTE;
  expect(pool.cooling()).toBeNull();
  await choose().acquire(signal);
});

it("cools down for as long as YouTube asked, else longer each time in a row, with some jitter", () => {
  const { clock, pool, choose } = setUp({ random: 0.5 });
  const coolsDownFor = (retryAfterMs?: number) => {
    choose().coolDown("RATE_LIMITED", retryAfterMs);
    const ms = pool.cooling()?.retryAfterMs ?? 0;
    clock.ms += ms;
    return ms;
  };
  expect(coolsDownFor(90_000)).toBe(90_000);
  expect(coolsDownFor()).toBe(2 * 5 * MINUTE * 1.1);
  expect(coolsDownFor()).toBe(4 * 5 * MINUTE * 1.1);
  choose().markHealthy();
  expect(coolsDownFor()).toBe(5 * MINUTE * 1.1);
});

it("counts requests that are refused together as one refusal", () => {
  const { clock, pool, choose } = setUp();
  const egress = choose();
  for (let request = 0; request < 4; request++) egress.coolDown("BLOCKED", undefined);
  expect(pool.cooling()?.retryAfterMs).toBe(15 * MINUTE);
  clock.ms += 15 * MINUTE;
  expect(pool.cooling()).toBeNull();
});

it("spaces the requests of one egress, in the order in which they asked", async () => {
  const { clock, choose } = setUp({ minIntervalMs: 1_000 });
  const egress = choose();
  const sentAt: number[] = [];
  for (let request = 0; request < 3; request++) {
    await egress.acquire(signal);
    sentAt.push(clock.ms);
  }
  expect(sentAt).toEqual([0, 1_000, 2_000]);
});

it("sends nothing more through an egress that began to cool down while requests waited for it", async () => {
  const { clock, pool, choose } = setUp({ minIntervalMs: 1_000 });
  const egress = choose();
  await egress.acquire(signal);
  const waiting = egress.acquire(signal);
  egress.coolDown("RATE_LIMITED", 30_000);
  await expect(waiting).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(clock.ms).toBeLessThan(30_000);
  await pool.close();
});

it("spreads requests over those that do not cool down", () => {
  const { pool, choose } = setUp({ proxies: 3 });
  const [first, second, third] = [choose(), choose(), choose()];
  expect(new Set([first, second, third]).size).toBe(3);
  second.coolDown("BLOCKED", undefined);
  expect(choose()).toBe(first);
  expect(choose()).toBe(third);
  expect(pool.choose(new Set([first, third]))).toBeNull();
  expect(pool.cooling()).toBeNull();
});

it("skips a proxy that does not answer, but never the only egress", () => {
  const proxies = setUp({ proxies: 2 });
  const dead = proxies.choose();
  proxies.pool.skip(dead);
  expect([proxies.choose(), proxies.choose()]).not.toContain(dead);
  const direct = setUp();
  direct.pool.skip(direct.choose());
  expect(direct.pool.cooling()).toBeNull();
});
