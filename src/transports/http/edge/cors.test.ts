import Fastify from "fastify";
import pino from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { addCors } from "./cors.ts";

async function createApp(given: { host: string; corsOrigins: string[]; trustProxy?: number }) {
  const settings = { trustProxy: false as const, ...given };
  const lines: { level: number; msg: string }[] = [];
  const logger = pino({ level: "warn" }, { write: (line) => void lines.push(JSON.parse(line)) });
  const fastify = Fastify();
  onTestFinished(() => fastify.close());
  await addCors(fastify, settings, logger);
  fastify.route({ url: "/graphql", method: ["POST", "OPTIONS"], handler: async () => ({}) });
  const preflight = (origin: string) =>
    fastify.inject({
      url: "/graphql",
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
  /** Whether a browser lets a page of this origin call. */
  const lets = async (origin: string) =>
    (await preflight(origin)).headers["access-control-allow-origin"] === origin;
  return { fastify, preflight, lets, lines };
}

const LOCAL = [
  "http://localhost:5173",
  "http://localhost",
  "https://localhost:3000",
  "http://app.localhost:5173",
  "http://127.0.0.1:8080",
  "http://[::1]:8080",
];
const FOREIGN = [
  "https://app.example",
  "http://localhost.evil.example",
  "http://evil.example/localhost",
  "http://127.0.0.1.evil.example",
  "http://127.0.0.1:80@evil.example",
  "null",
];

test("behind a proxy on this machine no page of another origin may call", async () => {
  const { lets } = await createApp({ host: "127.0.0.1", corsOrigins: [], trustProxy: 1 });
  for (const origin of LOCAL) expect(await lets(origin)).toBe(false);
});

test("a preflight that is refused is no error, and allows nothing", async () => {
  const { preflight } = await createApp({ host: "0.0.0.0", corsOrigins: [] });
  const { statusCode, headers } = await preflight("https://app.example");
  expect(statusCode).toBe(204);
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
});

describe("while only this machine reaches the server, and no origins are set", () => {
  test.each(["127.0.0.1", "localhost", "::1"])("on %s pages of this machine may call", async (host) => {
    const { lets } = await createApp({ host, corsOrigins: [] });
    for (const origin of LOCAL) expect([origin, await lets(origin)]).toEqual([origin, true]);
  });

  test("no other page may", async () => {
    const { lets } = await createApp({ host: "127.0.0.1", corsOrigins: [] });
    for (const origin of FOREIGN) expect([origin, await lets(origin)]).toEqual([origin, false]);
  });

  test("a preflight is told the headers and methods that may be used", async () => {
    const { preflight } = await createApp({ host: "127.0.0.1", corsOrigins: [] });
    const { headers, statusCode } = await preflight(LOCAL[0]!);
    expect(statusCode).toBe(204);
    expect(headers["access-control-allow-headers"]).toBe("authorization,content-type");
    expect(headers["access-control-allow-methods"]).toContain("POST");
    // A cache must not give one origin's answer to another.
    expect(headers["vary"]).toContain("Origin");
  });
});

test.each([["0.0.0.0"], ["::"], ["192.0.2.1"]])("on %s no page of another origin may call", async (host) => {
  const { lets } = await createApp({ host, corsOrigins: [] });
  for (const origin of [...LOCAL, ...FOREIGN]) expect(await lets(origin)).toBe(false);
});

test("with origins set, they alone may call", async () => {
  const { lets } = await createApp({ host: "127.0.0.1", corsOrigins: ["https://app.example"] });
  expect(await lets("https://app.example")).toBe(true);
  for (const origin of LOCAL) expect(await lets(origin)).toBe(false);
});

test("with * all may call, and nothing is logged", async () => {
  const { preflight, lines } = await createApp({ host: "0.0.0.0", corsOrigins: ["*"] });
  for (const origin of FOREIGN)
    expect((await preflight(origin)).headers["access-control-allow-origin"]).toBe("*");
  expect(lines).toEqual([]);
});

describe("the first page that is kept out", () => {
  test("is logged with the setting that lets it in, and no other", async () => {
    const { lets, lines } = await createApp({ host: "0.0.0.0", corsOrigins: [] });
    await lets("http://localhost:5173");
    await lets("https://app.example");
    expect(lines).toMatchObject([
      {
        level: 40,
        origin: "http://localhost:5173",
        msg: expect.stringMatching(/^A page from http:\/\/localhost:5173 .* CORS_ORIGINS/),
      },
    ]);
  });

  test("is logged in a length that nobody chooses from outside", async () => {
    const { lets, lines } = await createApp({ host: "0.0.0.0", corsOrigins: [] });
    await lets(`https://${"a".repeat(5000)}.example`);
    expect(JSON.stringify(lines).length).toBeLessThan(1000);
  });

  test("is none where a page is let in, or a request is no preflight", async () => {
    const { lets, fastify, lines } = await createApp({ host: "127.0.0.1", corsOrigins: [] });
    await lets(LOCAL[0]!);
    await fastify.inject({ url: "/graphql", method: "POST", headers: { origin: "https://app.example" } });
    await fastify.inject({ url: "/graphql", method: "OPTIONS" });
    expect(lines).toEqual([]);
  });
});
