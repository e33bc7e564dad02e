import { expect, test, vi } from "vitest";
import { createUnreadBytes } from "./unread-bytes.ts";

test("who has had something unread for the longest is dropped first, once there is too much", () => {
  const unread = createUnreadBytes(100);
  const [a, b, c] = [{}, {}, {}].map((owner) => ({ owner, drop: vi.fn<() => void>() }));
  unread.add(a!.owner, 40, a!.drop);
  unread.add(b!.owner, 40, b!.drop);
  unread.add(a!.owner, 10, a!.drop);
  unread.add(c!.owner, 40, c!.drop);
  expect([a, b, c].map((one) => one!.drop.mock.calls.length)).toEqual([1, 0, 0]);
  expect(unread.total).toBe(80);
});

test("who has read everything begins anew", () => {
  const unread = createUnreadBytes(100);
  const [a, b] = [{}, {}].map((owner) => ({ owner, drop: vi.fn<() => void>() }));
  const taken = unread.add(a!.owner, 60, a!.drop);
  unread.add(b!.owner, 30, b!.drop);
  taken();
  unread.add(a!.owner, 80, a!.drop);
  expect([a!.drop, b!.drop].map((drop) => drop.mock.calls.length)).toEqual([0, 1]);
  expect(unread.total).toBe(80);
});

test("what is too much by itself is dropped", () => {
  const unread = createUnreadBytes(100);
  const drop = vi.fn<() => void>();
  unread.add({}, 101, drop)();
  expect(drop).toHaveBeenCalledOnce();
  expect(unread.total).toBe(0);
});
