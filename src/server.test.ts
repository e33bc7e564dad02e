import { createServer } from "node:net";
import { once } from "node:events";
import pino from "pino";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { parseConfig } from "./config.ts";
import { startServer } from "./server.ts";
import { openSocket } from "./testing/network/raw-socket.ts";
import { createTestDatabase } from "./testing/database/test-database.ts";
import { startTestServer } from "./testing/server/test-server.ts";

test("a server that cannot listen lets go of its database", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  const database = await createTestDatabase();
  const silent = pino({ level: "silent" });

  const start = (wanted: number) =>
    startServer(parseConfig({ ...database.env, PORT: String(wanted) }), silent);
  await expect(start(port)).rejects.toThrow("EADDRINUSE");
  const server = await start(0);
  const home = await fetch(new URL("/", server.url), { redirect: "manual" });
  expect(home.headers.get("location")).toBe("/graphql");

  await server.close();
  taken.close();
  await database.drop();
});

test("what closing the sockets takes is taken off the time that answers get to finish in", async () => {
  const lingerMs = 700;
  const server = await startTestServer({ limits: { lingerMs } });
  const { socket } = await openSocket(server.url);
  // It does not answer the close, and is waited for.
  socket.pause();
  await sleep(50);
  const stop = vi.spyOn(server.services, "stop");
  await server.close();
  expect(stop).toHaveBeenCalledOnce();
  expect(stop.mock.calls[0]![0]).toBeLessThan(6000 - lingerMs / 2);
  expect(stop.mock.calls[0]![0]).toBeGreaterThan(0);
});
