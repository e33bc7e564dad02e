import { once } from "node:events";
import { connect } from "node:net";
import { Writable } from "node:stream";
import pino from "pino";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parseConfig } from "../../../config.ts";
import { startServer } from "../../../server.ts";
import { createTestDatabase } from "../../../testing/database/test-database.ts";
import { createFakeEmbedding } from "../../../testing/fakes/fake-embedding.ts";

const STALLED_MS = 400;

let url: URL;
let logged = "";
beforeAll(async () => {
  const database = await createTestDatabase();
  const log = new Writable({ write: (chunk, _encoding, done) => ((logged += String(chunk)), done()) });
  const server = await startServer(
    parseConfig({ PORT: "0", ...database.env, CORS_ORIGINS: "https://app.example" }),
    pino({ level: "warn" }, log),
    {
      dependencies: { embedding: createFakeEmbedding() },
      limits: { stalledMs: STALLED_MS, headersMs: 500, bodyMs: 3000, refusedBodyMs: 1000 },
    },
  );
  url = new URL(server.url);
  return async () => {
    await server.close();
    await database.drop();
  };
});

/** A connection on which text is written as it is; `read` waits for its end. */
async function open() {
  const socket = connect(Number(url.port), url.hostname);
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  socket.on("error", () => {});
  await once(socket, "connect");
  return {
    socket,
    async read() {
      if (!socket.closed) await once(socket, "close");
      const [head = "", body = ""] = text.split("\r\n\r\n");
      return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), body };
    },
  };
}

async function send(text: string) {
  const connection = await open();
  connection.socket.write(text);
  const { status, head, body } = await connection.read();
  const { errors } = JSON.parse(body) as { errors: { message: string; extensions: { code: string } }[] };
  return { status, head, code: errors[0]!.extensions.code, message: errors[0]!.message };
}

const request = (line: string, headers: string[] = [], body = "") =>
  [`${line} HTTP/1.1`, `Host: ${url.host}`, "Connection: close", ...headers].join("\r\n") + `\r\n\r\n${body}`;
const UPGRADE = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
const JSON_BODY = "content-type: application/json";

describe("what a client does wrong is told with a status of 4xx, GraphQL's errors and a code", () => {
  test.each<[string, () => string, number, string]>([
    ["no Host", () => "GET /graphql HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "BAD_REQUEST"],
    [
      "a Host that is none",
      () => "GET /graphql HTTP/1.1\r\nHost: a b/@\r\nConnection: close\r\n\r\n",
      400,
      "BAD_REQUEST",
    ],
    ["no HTTP", () => "nonsense\r\n\r\n", 400, "BAD_REQUEST"],
    ["HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "BAD_REQUEST"],
    ["headers too large", () => request("GET /", [`x: ${"a".repeat(20_000)}`]), 431, "BAD_REQUEST"],
    [
      "a length that is none",
      () => request("POST /graphql", [JSON_BODY, "content-length: x"], "{}"),
      400,
      "BAD_REQUEST",
    ],
    [
      "two lengths",
      () => request("POST /graphql", [JSON_BODY, "content-length: 2", "transfer-encoding: chunked"], "{}"),
      400,
      "BAD_REQUEST",
    ],
    ["a path that cannot be decoded", () => request("GET /%zz"), 400, "BAD_REQUEST"],
    [
      "an id that is too long",
      () => request(`GET /videos/${"a".repeat(300)}/transcript.vtt`),
      414,
      "BAD_REQUEST",
    ],
    ["a path that is not there", () => request("GET /nothing"), 404, "NOT_FOUND"],
    ["a method that is not taken", () => request("DELETE /graphql"), 405, "BAD_REQUEST"],
    ["a method of another path", () => request("POST /videos/1/transcript.vtt"), 405, "BAD_REQUEST"],
    ["CONNECT", () => request("CONNECT other:443"), 405, "BAD_REQUEST"],
    ["a WebSocket elsewhere", () => request("GET /other", UPGRADE), 404, "NOT_FOUND"],
    ["a WebSocket without its key", () => request("GET /graphql", UPGRADE), 400, "BAD_REQUEST"],
    [
      "a body of another type",
      () => request("POST /graphql", ["content-type: text/xml", "content-length: 2"], "{}"),
      415,
      "BAD_REQUEST",
    ],
    [
      "plain text",
      () => request("POST /graphql", ["content-type: text/plain", "content-length: 2"], "{}"),
      415,
      "BAD_REQUEST",
    ],
    ["no JSON", () => request("POST /graphql", [JSON_BODY, "content-length: 2"], "{x"), 400, "BAD_REQUEST"],
    [
      "a body that is too large",
      () => request("POST /graphql", [JSON_BODY, "content-length: 99999999"], "{"),
      413,
      "BAD_USER_INPUT",
    ],
    [
      "JSON that is nested too deep",
      () => request("POST /graphql", [JSON_BODY, "content-length: 1000"], "[".repeat(1000)),
      400,
      "BAD_REQUEST",
    ],
  ])("%s", async (_, text, status, code) => {
    const told = await send(text());
    expect([told.status, told.code]).toEqual([status, code]);
    expect(told.message.length).toBeGreaterThan(10);
    expect(told.head).toContain("content-type: application/json");
    expect(told.head).toContain("x-content-type-options: nosniff");
    expect(logged).toBe("");
  });

  test("a method that is not taken, with those that are", async () => {
    expect((await send(request("DELETE /transcripts"))).head).toContain("\r\nallow: post\r\n");
    expect((await send(request("PUT /health/live"))).head).toContain("\r\nallow: get, head\r\n");
  });

  test("HTTP/1.0 needs no Host", async () => {
    const { socket, read } = await open();
    socket.write("GET /graphql?query={__typename} HTTP/1.0\r\nApollo-Require-Preflight: 1\r\n\r\n");
    expect(await read()).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
    expect(logged).toBe("");
  });
});

test.each([
  ["404", "POST /nothing", [JSON_BODY]],
  ["405", "PUT /graphql", [JSON_BODY]],
  ["415", "POST /graphql", ["content-type: text/xml"]],
  ["413", "POST /graphql", [JSON_BODY]],
  ["400", "POST /transcripts", [JSON_BODY]],
  ["401", "POST /transcripts", ["content-type: multipart/form-data; boundary=x"]],
])("a refusal with %s is seen by a client that is still writing", async (status, line, headers) => {
  const bytes = 30_000_000;
  const { socket, read } = await open();
  socket.write(request(line, [...headers, `content-length: ${bytes}`]));
  const chunk = Buffer.alloc(100_000, "a");
  for (let sent = 0; sent < 3_000_000 && socket.writable; sent += chunk.length) {
    if (!socket.write(chunk)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
  }
  expect(await read()).toMatchObject({ status: Number(status), body: expect.stringContaining('"errors"') });
});

describe("a request that comes too slowly", () => {
  test("is refused where its headers do not come to their end", async () => {
    expect((await send("GET /graphql HTTP/1.1\r\nHost: x\r\n")).status).toBe(408);
  });

  test("is refused where little of its body comes", async () => {
    const { socket, read } = await open();
    socket.write(request("POST /graphql", [JSON_BODY, "content-length: 1000"]));
    const drip = setInterval(() => socket.write(" "), 50);
    onTestFinished(() => clearInterval(drip));
    expect(await read()).toMatchObject({ status: 408, body: expect.stringContaining("too slowly") });
  });
});

describe("security headers", () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, url), { headers: { "apollo-require-preflight": "1", ...headers } });

  test("stand on every answer, and load nothing", async () => {
    for (const path of [
      "/health/live",
      "/nothing",
      "/graphql?query={__typename}",
      "/videos/x/transcript.vtt",
    ]) {
      const { headers } = await get(path);
      expect([path, headers.get("content-security-policy")]).toEqual([
        path,
        expect.stringContaining("default-src 'none'"),
      ]);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  test("let Sandbox load what its own page says", async () => {
    const response = await get("/graphql", { accept: "text/html" });
    expect(response.headers.get("content-security-policy")).toBe(
      "frame-ancestors 'none'; object-src 'none'; base-uri 'none'",
    );
    expect(await response.text()).toContain("embeddable-sandbox.cdn.apollographql.com");
  });

  test("stand on streams, and leave pages of CORS_ORIGINS their access", async () => {
    const origin = "https://app.example";
    const query = encodeURIComponent("subscription { videoEvents { __typename } }");
    const { headers, body } = await get(`/graphql?query=${query}`, { origin, accept: "text/event-stream" });
    expect(headers.get("content-type")).toContain("text/event-stream");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    await body!.cancel();
    const preflight = await fetch(url, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
  });
});
