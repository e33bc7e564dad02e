import { once } from "node:events";
import { request, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import pino from "pino";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createFakeEmbedding } from "../../../testing/fakes/fake-embedding.ts";
import { NO_PAGES, SECRET, writeBuiltPages } from "../../../testing/server/built-pages.ts";
import type { ServerOverrides } from "../../../server.ts";
import { startTestServer, type TestServer } from "../../../testing/server/test-server.ts";
import { findPages } from "./built-pages.ts";
import { addPages } from "./pages.ts";

const STALLED_MS = 500;

let folders: Awaited<ReturnType<typeof writeBuiltPages>>;
let server: TestServer;

beforeAll(async () => {
  folders = await writeBuiltPages();
  return () => folders.remove();
});

/** Starts a server for the tests of a `describe`. */
function useServer(options: () => ServerOverrides & { env?: Record<string, string> }) {
  beforeAll(async () => {
    server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() }, ...options() });
    return async () => {
      await server.close();
      await server.database.drop();
    };
  });
}

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request whose path is sent as it is written. */
async function get(
  path: string,
  { method = "GET", ...headers }: Record<string, string> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  const asked = request({ hostname, port, path, method, headers, agent: false }).end();
  const [response] = await once(asked, "response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

describe("the page", () => {
  useServer(() => ({ pageDirectories: folders, limits: { stalledMs: STALLED_MS } }));

  test("is at /, under a strict policy that lets YouTube's player have a referrer", async () => {
    const { status, headers, body } = await get("/", BROWSER);
    expect([status, body]).toEqual([200, "<!doctype html><title>The page</title>"]);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    const policy = headers["content-security-policy"]!.toString().split("; ");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-src https://www.youtube-nocookie.com");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toMatch(/unsafe|http:|\*(?!\.ytimg\.com)/);
  });

  test("is asked for anew each time, and is not sent again while it is the same", async () => {
    const { headers } = await get("/");
    expect(headers["cache-control"]).toBe("no-cache");
    const again = await get("/", { "if-none-match": headers.etag! });
    expect([again.status, again.body]).toEqual([304, ""]);
  });

  test("has files that browsers keep for a year, since their names change with them", async () => {
    const { status, headers, body } = await get("/assets/index-abc123.js");
    expect([status, body]).toEqual([200, "console.log('the page')"]);
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-type"]).toMatch(/^(text|application)\/javascript/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect((await get("/icon.svg")).headers["cache-control"]).toBe("no-cache");
  });

  test.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["identity", undefined],
  ])("sends files that were compressed when it was built: %s", async (accepted, encoding) => {
    const { headers } = await get("/assets/index-abc123.js", { "accept-encoding": accepted });
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-type"]).toMatch(/^(text|application)\/javascript/);
    expect(headers.vary).toContain("accept-encoding");
  });

  test("answers HEAD and ranges", async () => {
    const head = await get("/assets/index-abc123.js", { method: "HEAD" });
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", "23"]);
    expect((await get("/", { method: "HEAD" })).status).toBe(200);
    const part = await get("/assets/index-abc123.js", { range: "bytes=0-6" });
    expect([part.status, part.body]).toEqual([206, "console"]);
  });

  test.each(["POST", "PUT", "DELETE"])("takes no %s", async (method) => {
    for (const path of ["/", "/assets/index-abc123.js"]) {
      const { status, headers, body } = await get(path, { method });
      expect([status, headers.allow]).toEqual([405, expect.stringMatching(/GET/)]);
      expect(JSON.parse(body).errors[0].extensions.code).toBe("BAD_REQUEST");
    }
  });

  test.each([
    "/secret.txt",
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//secret.txt",
    "/.hidden",
    "/index.html",
    "/assets/",
    "/assets",
    "/assets/index-abc123.js.br",
    "/assets/index-abc123.js/",
    "/assets/none.js",
    "/assets/index-abc123.js%00",
  ])("gives nothing but its own files: %s", async (path) => {
    const { status, body } = await get(path, BROWSER);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain(SECRET);
    expect(JSON.parse(body).errors[0].extensions.code).toMatch(/NOT_FOUND|BAD_REQUEST/);
  });

  test("cuts readers that take nothing of a file, and no others", async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => {}).pause();
    socket.write(`GET /assets/large-abc123.js HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    const dropped = async () => /readers_dropped_total\{[^}]*http[^}]*\} 1/.test(await metricsOf());
    await expect.poll(dropped, { timeout: 20_000 }).toBe(true);
    expect((await get("/assets/large-abc123.js")).body).toHaveLength(30_000_000);
  });
});

const metricsOf = () => server.services.metrics.registry.metrics();

describe("GraphiQL, with DEMO_PAGE=false", () => {
  useServer(() => ({ pageDirectories: folders, env: { DEMO_PAGE: "false" } }));

  test("is at /graphiql, under a policy that lets nothing leave for another host", async () => {
    const { status, headers, body } = await get("/graphiql", BROWSER);
    expect([status, body]).toEqual([200, "<!doctype html><title>GraphiQL</title>"]);
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(headers["content-security-policy"]).not.toMatch(/https?:|\*/);
    expect((await get("/graphiql/")).headers.location).toBe("/graphiql");
    const asset = await get("/graphiql/assets/index-def456.js");
    expect([asset.status, asset.headers["cache-control"]]).toEqual([
      200,
      expect.stringContaining("immutable"),
    ]);
  });

  test("is where Sandbox's page goes on to, should Apollo's script not come", async () => {
    const { headers, body } = await get("/graphql", BROWSER);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    const [, nonce] = /script-src 'self' 'nonce-(\w+)'/.exec(body)!;
    expect(body.indexOf(`<script nonce="${nonce}">`)).toBeLessThan(
      body.indexOf("embeddable-sandbox.umd.production"),
    );
    expect(body).toContain('location.replace("/graphiql")');
  });

  test("/ leads to GraphQL, and the page's files are not there", async () => {
    const { status, headers } = await get("/", BROWSER);
    expect([status, headers.location]).toEqual([302, "/graphql"]);
    expect((await get("/assets/index-abc123.js")).status).toBe(404);
  });
});

describe("pages that are not built", () => {
  useServer(() => ({ pageDirectories: NO_PAGES }));

  test.each(["/", "/graphiql"])("say at %s how to build them, to people and to programs", async (path) => {
    const shown = await get(path, BROWSER);
    expect([shown.status, shown.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(shown.body).toContain("npm run build");
    expect(shown.headers["content-security-policy"]).toContain("default-src 'none'");
    for (const headers of [undefined, { accept: "*/*" }, { accept: "application/json" }]) {
      const { status, body } = await get(path, headers);
      const [{ message, extensions }] = JSON.parse(body).errors;
      expect([status, extensions.code, message]).toEqual([
        404,
        "NOT_FOUND",
        expect.stringContaining("npm run build"),
      ]);
    }
  });

  test("are named in one line of the log, which says how to build them", async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const fastify = Fastify();
    const refuse = () => expect.unreachable();
    await addPages(fastify, findPages(NO_PAGES, { demoPage: true }), { refuse, logger });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 40,
      msg: expect.stringMatching(/page at \/.*GraphiQL at \/graphiql.*npm run build/),
    });
    lines.length = 0;
    await addPages(Fastify(), findPages(folders, { demoPage: true }), { refuse, logger });
    expect(lines).toEqual([]);
  });

  test("leave Sandbox as it is, which has nowhere else to go", async () => {
    const { body } = await get("/graphql", BROWSER);
    expect(body).toContain("embeddable-sandbox");
    expect(body).not.toContain("location.replace");
  });

  test("keep nobody from the API", async () => {
    expect(await server.request("{ __typename }")).toEqual({ __typename: "Query" });
  });
});
