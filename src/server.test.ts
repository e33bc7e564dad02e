import { createServer } from "node:net";
import { once } from "node:events";
import pino from "pino";
import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { startServer } from "./server.ts";
import { createTestDatabase } from "./testing/test-database.ts";

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
