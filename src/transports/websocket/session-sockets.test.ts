import { EventEmitter } from "node:events";
import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { createBus } from "../../database/pubsub.ts";
import { unauthenticated } from "../../errors/errors.ts";
import { createSessionEnds } from "../../sessions/session-ends.ts";
import type { Session } from "../../sessions/session.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import { TRANSPORT_LIMITS } from "../limits.ts";
import { createSessionSockets } from "./session-sockets.ts";

const DAY_MS = 86_400_000;
const UNAUTHORIZED = 4401;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket of a session that lives so long. */
async function socketOf({ livesMs = 60_000, ...stubs }: { livesMs?: number } & Partial<Sessions>) {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const session = { id: "s", expiresAt: new Date(Date.now() + livesMs) } as Session;
  const sessions = { authorize: async () => session, ...stubs } as unknown as Sessions;
  const services = { sessions, sessionEnds: createSessionEnds({ sessions, bus }) };
  const sockets = createSessionSockets({ services, limits: { ...TRANSPORT_LIMITS, maxPerSession: 1 } });
  const close = vi.fn<WebSocket["close"]>();
  const socket = Object.assign(new EventEmitter(), { readyState: 1, OPEN: 1, close }) as unknown as WebSocket;
  await sockets.register(socket, "Bearer token");
  return { bus, socket, sockets, close };
}

test("a session that lives longer than a timer can count closes its sockets at its time, not before", async () => {
  const { close } = await socketOf({ livesMs: 60 * DAY_MS });
  await vi.advanceTimersByTimeAsync(60 * DAY_MS);
  expect(close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(TRANSPORT_LIMITS.closeAfterErrorsMs);
  expect(close).toHaveBeenCalledWith(UNAUTHORIZED, "The session has expired");
});

test("a server that stops keeps no timer for a session's end", async () => {
  const { sockets } = await socketOf({ livesMs: 60 * DAY_MS });
  sockets.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("a session that was deleted while the database is away closes its sockets once that is known", async () => {
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(new Error("The database is away"));
  const { bus, close } = await socketOf({ livesMs: DAY_MS, verify });
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(close).not.toHaveBeenCalled();
  verify.mockRejectedValue(unauthenticated());
  await vi.advanceTimersByTimeAsync(15_000 + TRANSPORT_LIMITS.closeAfterErrorsMs);
  expect(close).toHaveBeenCalledWith(UNAUTHORIZED, "The session was deleted");
});

test("nothing is asked any more for a socket that is closed", async () => {
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(new Error("The database is away"));
  const { bus, socket } = await socketOf({ livesMs: DAY_MS, verify });
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(1);
  socket.emit("close");
  expect(vi.getTimerCount()).toBe(0);
  expect(verify).toHaveBeenCalledTimes(1);
});

test("a socket whose operations all tell that the session has ended is closed once", async () => {
  const { socket, sockets, close } = await socketOf({});
  const listeners = socket.listenerCount("close");
  for (let operations = 0; operations < 20; operations++) sockets.expire(socket);
  expect(socket.listenerCount("close")).toBe(listeners + 1);
  await vi.advanceTimersByTimeAsync(TRANSPORT_LIMITS.closeAfterErrorsMs);
  expect(close).toHaveBeenCalledTimes(1);
});
