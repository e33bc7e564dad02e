import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { parseConfig } from "../../config.ts";
import { createSchema } from "../../graphql/schema.ts";
import { copyTemplate } from "../../testing/database/database-template.ts";
import { onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { startServerProcess } from "../../testing/server/server-process.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";
import { welcome } from "../../welcome/welcome.ts";
import { freePort } from "../../testing/network/free-port.ts";

const ORIGIN = "https://app.example";

let server: TestServer;
let origin: string;
beforeAll(async () => {
  server = await startTestServer({
    env: { CORS_ORIGINS: `${ORIGIN}, https://other.example` },
    dependencies: { embedding: createFakeEmbedding() },
  });
  origin = new URL(server.url).origin;
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

describe("health", () => {
  const get = async (path: string) => {
    const response = await fetch(origin + path);
    return [response.status, await response.json()];
  };

  it("is well at /health/live", async () => {
    expect(await get("/health/live")).toEqual([200, { status: "ok" }]);
  });

  const ready = { status: "ok", parts: { server: "ok", database: "ok" } };
  it.runIf(!onPostgreSQL)("is well at /health/ready", async () => {
    expect(await get("/health/ready")).toEqual([200, ready]);
  });

  describe.runIf(onPostgreSQL)("with PostgreSQL", () => {
    it("tells at /health/ready whether notifications of other replicas arrive", async () => {
      await eventually(() => server.services.bus.listening() === "ok");
      expect(await get("/health/ready")).toEqual([200, { ...ready, details: { listen: "ok" } }]);
    });

    it("is well also where none arrive, since all is polled for too", async () => {
      const { bus } = server.services;
      const listening = vi.spyOn(bus, "listening").mockReturnValue("deaf");
      onTestFinished(() => listening.mockRestore());
      expect(await get("/health/ready")).toEqual([200, { ...ready, details: { listen: "deaf" } }]);
    });

    it("names the version that the database needs where a newer one has taken something away", async () => {
      const raise = (lowest: string) =>
        server.services.database
          .fork()
          .execute("update schema_compatibility set lowest_version = ?", [lowest]);
      await raise("99.1.0");
      onTestFinished(async () => {
        await raise("0.1.0");
      });
      const parts = { server: "ok", database: "needs version 99.1.0" };
      expect(await get("/health/ready")).toMatchObject([503, { status: "unavailable", parts }]);
    });
  });
});

describe("CORS_ORIGINS", () => {
  const preflight = (from: string) =>
    fetch(server.url, {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,authorization",
      },
    });

  it("lets the applications of these origins in", async () => {
    const response = await preflight(ORIGIN);
    expect(response.ok).toBe(true);
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(response.headers.get("access-control-allow-headers")).toContain("authorization");
    const request = await fetch(server.url, {
      method: "POST",
      headers: { origin: ORIGIN, "content-type": "application/json" },
      body: JSON.stringify({ query: "{ __typename }" }),
    });
    expect(request.headers.get("access-control-allow-origin")).toBe(ORIGIN);
  });

  it("lets no other in", async () => {
    const response = await preflight("https://app.example.evil.com");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets the streams of these origins in", async () => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { origin: ORIGIN, "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ query: "subscription { videoEvents { __typename } }" }),
    });
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    await response.body?.cancel();
  });
});

describe("GET /graphql", () => {
  it("is Apollo Sandbox for a browser", async () => {
    const response = await fetch(server.url, { headers: { accept: "text/html" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("embeddable-sandbox");
  });

  it("has the first steps open there, and tells Apollo nothing", async () => {
    const page = await (await fetch(server.url, { headers: { accept: "text/html" } })).text();
    const settings = /embeddedSandboxConfig = (\{.*\});/.exec(page);
    const { initialState, runTelemetry } = JSON.parse(settings![1]!);
    expect(validate(createSchema(), parse(initialState.document))).toEqual([]);
    expect(initialState.headers).toEqual({ Authorization: "Bearer <token>" });
    expect(runTelemetry).toBe(false);
  });

  it("answers introspection, which Sandbox needs", async () => {
    const { __schema } = await server.request("{ __schema { queryType { name } } }");
    expect(__schema).toEqual({ queryType: { name: "Query" } });
  });

  it("is not found elsewhere", async () => {
    expect((await fetch(`${origin}/nothing`)).status).toBe(404);
  });
});

describe("what is printed at start", () => {
  it("says where Sandbox is and what to run", () => {
    const printed = welcome(server.url, parseConfig(server.env));
    for (const word of [server.url, "session", "addTranscript", "addVideos", "ask", "answerEvents"]) {
      expect(printed).toContain(word);
    }
  });
});

describe("the process", { timeout: 60_000 }, () => {
  async function dataDir() {
    const directory = await copyTemplate(inject("databaseTemplate"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    return directory;
  }

  it("stops within ten seconds of SIGTERM, cleanly, though clients are connected", async () => {
    const running = startServerProcess({ DATA_DIR: await dataDir() });
    const url = await running.url();
    const token = await openSession(url);
    const stream = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: "subscription { videoEvents { __typename } }" }),
    });
    const ended = stream.text().catch(() => "");
    const began = Date.now();
    expect(await running.stop("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(Date.now() - began).toBeLessThan(10_000);
    await ended;
  });

  it("does not start with a wrong configuration, and names every error", async () => {
    const secret = "s3cr3t";
    const wrong = startServerProcess({ PORT: "http", DATABASE_URL: `mysql://user:${secret}@host/db` });
    expect((await wrong.ended).code).toBe(1);
    expect(wrong.output).toMatch(/PORT must be/);
    expect(wrong.output).toMatch(/DATABASE_URL must be/);
    expect(wrong.output).not.toContain(secret);
  });

  it("waits for a PostgreSQL that is not there, says so, and exits in the end", async () => {
    const absent = startServerProcess({
      DATABASE_URL: `postgresql://user:s3cr3t@127.0.0.1:${await freePort()}/videos`,
      DATABASE_WAIT_SECONDS: "1",
    });
    expect((await absent.ended).code).toBe(1);
    expect(absent.output).toContain("PostgreSQL cannot be reached: waiting for it");
    expect(absent.output).toContain("PostgreSQL could not be reached at DATABASE_URL for 1 s");
    expect(absent.output).not.toContain("s3cr3t");
  });

  it("exits with a clear word where its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const port = String((other.address() as AddressInfo).port);
    const second = startServerProcess({ DATA_DIR: await dataDir(), PORT: port });
    expect((await second.ended).code).toBe(1);
    expect(second.output).toContain("EADDRINUSE");
  });
});

async function openSession(url: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "mutation { session { token } }" }),
  });
  const { data } = (await response.json()) as { data: { session: { token: string } } };
  return data.session.token;
}
