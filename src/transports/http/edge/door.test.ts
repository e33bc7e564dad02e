import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createAdmission } from "../../admission.ts";
import { createDoor } from "./door.ts";

const LONG = 60_000;
const untilNextRound = () => new Promise((resolve) => setImmediate(resolve));

/** A door before a listener for which each request takes so many milliseconds. */
function startDoor({ workMs = 0, maxRunning = 0 } = {}) {
  let time = 0;
  const begun: string[] = [];
  const server = new EventEmitter();
  const door = createDoor({
    admission: createAdmission({ maxRunning, waitMs: LONG, countedMs: LONG }),
    addressOf: ({ headers }) => headers.host!,
    takesPlace: ({ method }) => method === "POST",
    now: () => time,
  });
  server.on("request", ({ url }: IncomingMessage) => {
    begun.push(url!);
    time += workMs;
  });
  door.guard(server as never);
  function send(host: string, url: string, headers: Record<string, string> = { "content-length": "2" }) {
    const request = Object.assign(new EventEmitter(), { method: "POST", url, headers: { host, ...headers } });
    const told: { status?: number; headers?: Record<string, unknown>; body?: string } = {};
    const response = {
      writeHead(status: number, sent: Record<string, unknown>) {
        Object.assign(told, { status, headers: sent });
        return response;
      },
      end: (body: string) => void (told.body = body),
    };
    server.emit("request", request as unknown as IncomingMessage, response as unknown as ServerResponse);
    return { request: request as unknown as IncomingMessage, told };
  }
  return { door, begun, send };
}

test("requests are begun at once, and many over several rounds in which clients take turns", async () => {
  const { begun, send } = startDoor({ workMs: 6 });
  for (let at = 1; at <= 5; at++) send("192.0.2.1", `/a${at}`);
  for (let at = 1; at <= 2; at++) send("192.0.2.2", `/b${at}`);
  expect(begun).toEqual(["/a1", "/a2"]);
  await untilNextRound();
  expect(begun.slice(2)).toEqual(["/a3", "/b1"]);
  send("192.0.2.3", "/c1");
  await untilNextRound();
  expect(begun.slice(4)).toHaveLength(2);
  await untilNextRound();
  await untilNextRound();
  expect(begun.toSorted()).toEqual(["/a1", "/a2", "/a3", "/a4", "/a5", "/b1", "/b2", "/c1"]);
  expect(begun.indexOf("/c1")).toBeLessThan(begun.indexOf("/a5"));
  send("192.0.2.1", "/a6");
  expect(begun.at(-1)).toBe("/a6");
});

test("an operation for which there is no room is refused before anything is done about it", async () => {
  const { begun, send } = startDoor({ maxRunning: 1 });
  send("192.0.2.1", "/1");
  send("192.0.2.1", "/2");
  const { told } = send("192.0.2.1", "/3");
  await untilNextRound();
  expect(begun).toEqual(["/1", "/2"]);
  expect(told).toMatchObject({
    status: 503,
    headers: { "retry-after": "1", "cache-control": "no-store", "content-length": told.body!.length },
  });
  expect(JSON.parse(told.body!)).toMatchObject({
    errors: [{ extensions: { code: "UNAVAILABLE", retryAfterMs: 1000 } }],
  });
});

test("one of another origin, or with a large body, is left to who can tell it so", async () => {
  const { begun, door, send } = startDoor({ maxRunning: 1 });
  const { request } = send("192.0.2.1", "/1");
  send("192.0.2.1", "/2");
  expect(door.isRefused(request)).toBe(false);
  for (const headers of [
    { origin: "https://app.example", "content-length": "2" },
    { "content-length": "70000" },
    {},
  ]) {
    const later = send("192.0.2.1", "/3", headers as Record<string, string>);
    await untilNextRound();
    expect(later.told).toEqual({});
    expect(door.isRefused(later.request)).toBe(true);
  }
  expect(begun).toHaveLength(5);
});

test("an operation whose body has come, or whose client has left, makes room", async () => {
  const { door, send } = startDoor({ maxRunning: 1 });
  const [first, second] = [send("192.0.2.1", "/1"), send("192.0.2.1", "/2")];
  door.hasCome(first.request);
  const [third, fourth] = [send("192.0.2.1", "/3"), send("192.0.2.1", "/4")];
  second.request.emit("close");
  const fifth = send("192.0.2.1", "/5");
  await untilNextRound();
  expect([third, fourth, fifth].map(({ told }) => told.status)).toEqual([undefined, 503, undefined]);
});
