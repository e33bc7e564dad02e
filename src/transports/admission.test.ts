import { expect, test, vi } from "vitest";
import { createAdmission } from "./admission.ts";

const LONG = 60_000;
const CLIENT = "192.0.2.1";
const OTHER = "192.0.2.2";

function work() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = vi.fn<() => Promise<void>>(() => promise);
  return { begun, end: resolve };
}

const isUnavailable = { extensions: { code: "UNAVAILABLE", retryAfterMs: 1000 } };

test("requests beyond the limit wait for their turns, in order", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  const [first, second, third] = [work(), work(), work()];
  const all = [first, second, third].map(({ begun }) => admission.run(CLIENT, begun));
  await vi.waitFor(() => expect(first.begun).toHaveBeenCalled());
  expect(second.begun).not.toHaveBeenCalled();
  first.end();
  await vi.waitFor(() => expect(second.begun).toHaveBeenCalled());
  expect(third.begun).not.toHaveBeenCalled();
  second.end();
  third.end();
  await Promise.all(all);
  // All places are free again.
  expect(await admission.run(CLIENT, async () => "done")).toBe("done");
});

test("a request whose turn does not come soon is refused, and new streams of its client for a while after", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  admission.check(CLIENT);
  const first = work();
  const running = admission.run(CLIENT, first.begun);
  const refused = work();
  await expect(admission.run(CLIENT, refused.begun)).rejects.toMatchObject(isUnavailable);
  expect(refused.begun).not.toHaveBeenCalled();
  expect(() => admission.check(CLIENT)).toThrow("more requests than it can serve");
  admission.check(OTHER);
  first.end();
  await running;
  expect(await admission.run(CLIENT, async () => "done")).toBe("done");
});

test("requests that would wait in vain are refused at once, also while their bodies are on the way", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  const [first, second] = [work(), work()];
  const all = [first, second].map(({ begun }) => admission.run(CLIENT, begun));
  const hasCome = admission.arrive(CLIENT)!;
  expect(admission.arrive(CLIENT)).toBeNull();
  await expect(admission.run(CLIENT, async () => {})).rejects.toMatchObject(isUnavailable);
  hasCome();
  hasCome();
  const again = admission.arrive(CLIENT)!;
  expect(admission.arrive(CLIENT)).toBeNull();
  expect(() => admission.check(CLIENT)).toThrow("more requests than it can serve");
  again();
  for (const { end } of [first, second]) end();
  await Promise.all(all);
});

test("a body that does not come keeps nobody from waiting", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  admission.arrive(CLIENT);
  admission.arrive(CLIENT);
  expect(admission.arrive(CLIENT)).toBeNull();
  await vi.waitFor(() => expect(admission.arrive(CLIENT)).not.toBeNull());
});

test("clients take turns, and one that floods the server keeps no other from waiting", async () => {
  const admission = createAdmission({ maxRunning: 5, waitMs: LONG, countedMs: LONG });
  const flood = Array.from({ length: 14 }, work);
  const all = flood.map(({ begun }) => admission.run(CLIENT, begun));
  await expect(admission.run(CLIENT, async () => {})).rejects.toMatchObject(isUnavailable);
  // One place is left for others.
  expect(flood.filter(({ begun }) => begun.mock.calls.length > 0)).toHaveLength(4);
  const others = [work(), work(), work()];
  all.push(...others.map(({ begun }) => admission.run(OTHER, begun)));
  await vi.waitFor(() => expect(others[0]!.begun).toHaveBeenCalled());
  expect(others[1]!.begun).not.toHaveBeenCalled();
  // Both are given places in turn.
  for (const { end } of flood.slice(0, 3)) end();
  await vi.waitFor(() => expect(others[1]!.begun).toHaveBeenCalled());
  for (const { end } of [...flood, ...others]) end();
  await Promise.all(all);
  expect([...flood, ...others].every(({ begun }) => begun.mock.calls.length === 1)).toBe(true);
});

test("an address within the IPv6 network of a client is the client's", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  const first = work();
  const running = admission.run("2001:db8::1", first.begun);
  await expect(admission.run("2001:db8::2", async () => {})).rejects.toMatchObject(isUnavailable);
  expect(() => admission.check("2001:db8::3")).toThrow("more requests than it can serve");
  first.end();
  await running;
});

test("one that waits for something else does not hold its place, nor give back two", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: 1 });
  const [slow, other, third] = [work(), work(), work()];
  const all = [admission.run(CLIENT, slow.begun), admission.run(CLIENT, other.begun)];
  await vi.waitFor(() => expect(other.begun).toHaveBeenCalled());
  slow.end();
  other.end();
  await Promise.all(all);
  const strict = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  const held = strict.run(CLIENT, third.begun);
  await expect(strict.run(CLIENT, async () => {})).rejects.toMatchObject(isUnavailable);
  third.end();
  await held;
});

test("work that fails gives its place back", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  await expect(
    admission.run(CLIENT, async () => {
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
  expect(await admission.run(CLIENT, async () => "done")).toBe("done");
});

test("0 admits any number", async () => {
  const admission = createAdmission({ maxRunning: 0, waitMs: 1, countedMs: LONG });
  const all = Array.from({ length: 100 }, work);
  const running = all.map(({ begun }) => admission.run(CLIENT, begun));
  await vi.waitFor(() => expect(all.every(({ begun }) => begun.mock.calls.length === 1)).toBe(true));
  for (const { end } of all) end();
  await Promise.all(running);
});
