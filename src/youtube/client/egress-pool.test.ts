import { expect, it } from "vitest";
import { createWaysOut } from "./egress-pool.ts";

const MINUTE = 60_000;
const signal = new AbortController().signal;

function setUp(options: { proxies?: number; minIntervalMs?: number; random?: number } = {}) {
  const clock = { ms: 0 };
  const waysOut = createWaysOut({
    proxyUrls: Array.from({ length: options.proxies ?? 0 }, (_, index) => `http://proxy${index}.test`),
    minIntervalMs: options.minIntervalMs ?? 0,
    now: () => clock.ms,
    sleep: async (ms) => {
      clock.ms += ms;
    },
    random: () => options.random ?? 0,
  });
  const take = () => {
    const way = waysOut.take(new Set());
    if (!way) throw new Error("all rest");
    return way;
  };
  return { clock, waysOut, take };
}

it("lets a blocked way out rest for a quarter of an hour, and says so meanwhile", async () => {
  const { clock, waysOut, take } = setUp();
  const way = take();
  way.rest("BLOCKED", undefined);
  expect(waysOut.take(new Set())).toBeNull();
  expect(waysOut.resting()).toMatchObject({ code: "BLOCKED", retryAfterMs: 15 * MINUTE });
  await expect(way.turn(signal)).rejects.toMatchObject({ code: "BLOCKED", retryAfterMs: 15 * MINUTE });
  clock.ms = 15 * MINUTE;
  expect(waysOut.resting()).toBeNull();
  await take().turn(signal);
});

it("rests for as long as YouTube asked, else longer each time in a row, with some jitter", () => {
  const { clock, waysOut, take } = setUp({ random: 0.5 });
  const restsFor = (retryAfterMs?: number) => {
    take().rest("RATE_LIMITED", retryAfterMs);
    const ms = waysOut.resting()?.retryAfterMs ?? 0;
    clock.ms += ms;
    return ms;
  };
  expect(restsFor(90_000)).toBe(90_000);
  expect(restsFor()).toBe(2 * 5 * MINUTE * 1.1);
  expect(restsFor()).toBe(4 * 5 * MINUTE * 1.1);
  take().works();
  expect(restsFor()).toBe(5 * MINUTE * 1.1);
});

it("counts requests that are refused together as one refusal", () => {
  const { clock, waysOut, take } = setUp();
  const way = take();
  for (let request = 0; request < 4; request++) way.rest("BLOCKED", undefined);
  expect(waysOut.resting()?.retryAfterMs).toBe(15 * MINUTE);
  clock.ms += 15 * MINUTE;
  expect(waysOut.resting()).toBeNull();
});

it("spaces the requests of one way out, in the order in which they asked", async () => {
  const { clock, take } = setUp({ minIntervalMs: 1_000 });
  const way = take();
  const sentAt: number[] = [];
  for (let request = 0; request < 3; request++) {
    await way.turn(signal);
    sentAt.push(clock.ms);
  }
  expect(sentAt).toEqual([0, 1_000, 2_000]);
});

it("sends nothing more through a way out that was put to rest while requests waited for their turn", async () => {
  const { clock, waysOut, take } = setUp({ minIntervalMs: 1_000 });
  const way = take();
  await way.turn(signal);
  const waiting = way.turn(signal);
  way.rest("RATE_LIMITED", 30_000);
  await expect(waiting).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(clock.ms).toBeLessThan(30_000);
  await waysOut.close();
});

it("spreads requests over the ways out that are awake", () => {
  const { waysOut, take } = setUp({ proxies: 3 });
  const [first, second, third] = [take(), take(), take()];
  expect(new Set([first, second, third]).size).toBe(3);
  second.rest("BLOCKED", undefined);
  expect(take()).toBe(first);
  expect(take()).toBe(third);
  expect(waysOut.take(new Set([first, third]))).toBeNull();
  expect(waysOut.resting()).toBeNull();
});

it("passes over a proxy that does not answer, but never over the only way out", () => {
  const proxies = setUp({ proxies: 2 });
  const dead = proxies.take();
  proxies.waysOut.passOver(dead);
  expect([proxies.take(), proxies.take()]).not.toContain(dead);
  const direct = setUp();
  direct.waysOut.passOver(direct.take());
  expect(direct.waysOut.resting()).toBeNull();
});
