import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHeartbeat } from "./heartbeat.ts";

const INTERVAL_MS = 2000;
const PARTS = 20;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each socket has a heartbeat in every interval, until it leaves", () => {
  const heartbeat = createHeartbeat(INTERVAL_MS);
  const [stays, leaves] = [{ onHeartbeat: vi.fn<() => void>() }, { onHeartbeat: vi.fn<() => void>() }];
  heartbeat.join(stays);
  heartbeat.join(leaves);
  vi.advanceTimersByTime(3 * INTERVAL_MS);
  heartbeat.leave(leaves);
  vi.advanceTimersByTime(2 * INTERVAL_MS);
  expect([stays, leaves].map(({ onHeartbeat }) => onHeartbeat.mock.calls.length)).toEqual([5, 3]);
  heartbeat.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("no turn has more sockets than another, however they come and go", () => {
  const heartbeat = createHeartbeat(INTERVAL_MS);
  let beats = 0;
  const connect = () => {
    const socket = { onHeartbeat: () => void beats++ };
    heartbeat.join(socket);
    return socket;
  };
  // One of them comes back again and again, as a socket does whose network is bad.
  for (let n = 0; n < 2 * PARTS; n++) connect();
  for (let n = 0; n < 5 * PARTS; n++) {
    const comesBack = connect();
    connect();
    heartbeat.leave(comesBack);
  }
  const byTurn = Array.from({ length: PARTS }, () => {
    beats = 0;
    vi.advanceTimersByTime(INTERVAL_MS / PARTS);
    return beats;
  });
  expect(byTurn).toEqual(Array.from({ length: PARTS }, () => 7));
  heartbeat.stop();
});
