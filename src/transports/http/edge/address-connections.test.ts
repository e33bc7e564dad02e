import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { eventually } from "../../../testing/eventually.ts";
import { createFakeEmbedding } from "../../../testing/fakes/fake-embedding.ts";
import { openSocket } from "../../../testing/network/raw-socket.ts";
import { startTestServer } from "../../../testing/server/test-server.ts";

// Each starts a server, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const LIMIT = "MAX_CONNECTIONS_PER_ADDRESS";
const REFUSED = {
  status: 429,
  code: "RATE_LIMITED",
  limit: LIMIT,
  retryAfter: "5",
};

const start = (env: Record<string, string>) =>
  startTestServer({
    env: { [LIMIT]: "3", METRICS_PORT: "0", ...env },
    dependencies: { embedding: createFakeEmbedding() },
    limits: { lingerMs: 500 },
  });

/** Asks on a connection of its own. */
async function ask(url: string, headers: Record<string, string> = {}, path = "/graphql?query={__typename}") {
  const request = httpRequest(new URL(path, url), {
    agent: false,
    headers: { "apollo-require-preflight": "1", ...headers },
  });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return read(response);
}

async function read(response: IncomingMessage) {
  const { errors } = JSON.parse(await text(response)) as {
    errors?: { message: string; extensions: { code: string; limit: string } }[];
  };
  const { code, limit } = errors?.[0]!.extensions ?? {};
  return { status: response.statusCode, code, limit, retryAfter: response.headers["retry-after"] };
}

/** What a WebSocket is answered that is not accepted. */
async function askForSocket(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), ["graphql-transport-ws"], { headers });
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  return read(response);
}

describe("more connections of an address than it may have", () => {
  test("are told so, on HTTP and for WebSockets, until others are closed", async () => {
    const server = await start({});
    const present = [
      await openSocket(server.url),
      await openSocket(server.url),
      await openSocket(server.url),
    ];
    expect(await ask(server.url)).toEqual(REFUSED);
    expect(await askForSocket(server.url)).toEqual(REFUSED);
    expect((await ask(server.url, {}, "/health/live")).status).toBe(200);
    const metrics = async () => (await fetch(server.metricsUrl!)).text();
    expect(await metrics()).toMatch(/^video_rag_rate_limited_total{limit="MAX_CONNECTIONS_PER_ADDRESS"} 3$/m);
    present[0]!.socket.terminate();
    await eventually(async () => (await ask(server.url)).status === 200);
    const another = await eventually(() => openSocket(server.url).catch(() => false as const));
    expect(another.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("are cut where they ask for nothing", async () => {
    const server = await start({ [LIMIT]: "1" });
    await openSocket(server.url);
    const { hostname, port } = new URL(server.url);
    const silent = connect(Number(port), hostname);
    onTestFinished(() => void silent.destroy());
    silent.on("error", () => {});
    await once(silent.resume(), "close");
    expect(silent.bytesRead).toBe(0);
  });
});

describe("the connections of a proxy that is believed", () => {
  test("are those of the clients that it names, as far as something is open for them", async () => {
    const server = await start({ TRUST_PROXY: "1" });
    const from = (address: string) => ({ "x-forwarded-for": address });
    const one = [1, 2, 3].map((host) => from(`2001:db8:0:1::${host}`));
    const sockets = [];
    for (const headers of one) sockets.push(await openSocket(server.url, { headers }));
    expect(await ask(server.url, one[0])).toEqual(REFUSED);
    expect(await askForSocket(server.url, one[1])).toEqual(REFUSED);
    // More requests than that, one after the other.
    for (let count = 0; count < 5; count++)
      expect((await ask(server.url, from("2001:db8:0:2::1"))).status).toBe(200);
    sockets[0]!.socket.terminate();
    await eventually(async () => (await ask(server.url, one[0])).status === 200);
  });
});
