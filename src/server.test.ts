import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import pino from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parseConfig, type Config } from "./config.ts";
import { startServer } from "./server.ts";
import { openSocket } from "./testing/network/raw-socket.ts";
import { createGate } from "./testing/fakes/fake-models.ts";
import { createFakeEmbedding } from "./testing/fakes/fake-embedding.ts";
import { createTestDatabase } from "./testing/database/test-database.ts";
import { startTestServer } from "./testing/server/test-server.ts";
import { freePort } from "./testing/network/free-port.ts";

describe("a server that cannot start", () => {
  const silent = pino({ level: "silent" });

  /** A port that is taken until the test has finished. */
  async function takePort() {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    return (taken.address() as AddressInfo).port;
  }

  test.each<[string, () => Promise<Partial<Config>>, string]>([
    ["its HTTP app cannot be made", async () => ({ trustProxy: ["no address"] }), "invalid IP address"],
    [
      "its port was taken while it started",
      // Looked at before, and taken after the look: a metrics server of its own has it by then.
      async () => {
        const port = await freePort();
        return { port, metricsPort: port };
      },
      "EADDRINUSE",
    ],
  ])("since %s lets go of all that it opened", async (_, wrong, message) => {
    const database = await createTestDatabase();
    onTestFinished(database.drop);
    const config = parseConfig({ ...database.env, PORT: "0", DEMO_PAGE: "false" });
    const embedding = createFakeEmbedding();
    const close = vi.spyOn(embedding, "close");
    const overrides = { dependencies: { embedding } };
    await expect(startServer({ ...config, ...(await wrong()) }, silent, overrides)).rejects.toThrow(message);
    // The services close it as they stop.
    expect(close).toHaveBeenCalled();
    // The embedded database lets in one process at a time.
    const server = await startServer(config, silent, overrides);
    const home = await fetch(new URL("/", server.url), { redirect: "manual" });
    expect(home.headers.get("location")).toBe("/graphql");
    await server.close();
  });

  test.each<[string, (port: number) => Partial<Config>]>([
    ["its port", (port) => ({ port })],
    ["the port of its metrics", (metricsPort) => ({ metricsPort })],
  ])("since %s is taken opens nothing", async (_, wrong) => {
    const config = parseConfig({ PORT: "0", DATA_DIR: "/dev/null/nowhere" });
    const taken = { ...config, ...wrong(await takePort()) };
    await expect(startServer(taken, silent)).rejects.toThrow("EADDRINUSE");
  });

  test("since its embedding model cannot be started lets go of its database", async () => {
    const database = await createTestDatabase();
    onTestFinished(database.drop);
    const failing = parseConfig({ ...database.env, PORT: "0", OPENAI_API_KEY: "k" });
    const wrong = { ...failing, openai: { ...failing.openai!, baseUrl: "nowhere" } };
    await expect(startServer(wrong, silent)).rejects.toThrow("Invalid URL");
    const server = await startServer(parseConfig({ ...database.env, PORT: "0" }), silent, {
      dependencies: { embedding: createFakeEmbedding() },
    });
    await server.close();
  });
});

test("a stop waits no longer than it may for a database that hangs, and lets its readers go", async () => {
  const server = await startTestServer({ env: { STOP_GRACE_SECONDS: "0" }, stopRestMs: 500 });
  const { finish } = server.services;
  const hung = Promise.withResolvers<void>();
  const finished = vi.spyOn(server.services, "finish").mockImplementation(async (graceMs) => {
    await hung.promise;
    await finish(graceMs);
  });
  const close = vi.spyOn(server.services.database, "close");
  const { closed } = await openSocket(server.url);
  await server.close();
  expect(await closed).toMatchObject({ code: 1012 });
  expect(finished).toHaveBeenCalledExactlyOnceWith(0);
  expect(close).not.toHaveBeenCalled();
  hung.resolve();
  await vi.waitFor(() => expect(close).toHaveBeenCalled(), 5000);
});

test("requests that are under way when the work has ended get their answers", async () => {
  const server = await startTestServer({ env: { STOP_GRACE_SECONDS: "0" } });
  const token = await server.openSession();
  const gate = createGate();
  const { authorizeUse } = server.services.sessions;
  const slow = vi.spyOn(server.services.sessions, "authorizeUse").mockImplementation(async (given) => {
    await gate.wait();
    return authorizeUse(given);
  });
  const answered = server.request("{ session { videos { id } } }", {}, token);
  await vi.waitFor(() => expect(slow).toHaveBeenCalled());
  const finished = vi.spyOn(server.services, "close");
  const closing = server.close();
  await vi.waitFor(() => expect(fetch(server.url)).rejects.toThrow("fetch failed"));
  expect(finished).not.toHaveBeenCalled();
  gate.open();
  expect(await answered).toMatchObject({ session: { videos: [] } });
  await closing;
});
