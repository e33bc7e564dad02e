import { afterEach, expect, test, vi } from "vitest";
import { createClock } from "./clock.ts";
import { KeepSessionDocument } from "./generated/graphql.ts";
import { createHttp } from "./http.ts";
import { createSwitch } from "./switch.ts";

type Reply = { body?: unknown; status?: number; date?: string } | "LOST";

/** `fetch` answers with the replies in turn, and after them with the last. */
function open(...replies: Reply[]) {
  const calls: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ path, init });
    const reply = replies[Math.min(calls.length, replies.length) - 1];
    if (!reply || reply === "LOST") throw new TypeError("Failed to fetch");
    const headers = reply.date ? { date: reply.date } : undefined;
    return new Response(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), {
      headers,
    });
  });
  const line = createSwitch();
  const clock = createClock(() => 0);
  const http = createHttp({ token: () => "secret", clock, line, wait: async () => {} });
  return { http, line, clock, calls };
}
afterEach(() => void vi.unstubAllGlobals());

const session = { id: "1" };

test("a request carries the token and gives the data", async () => {
  const { http, calls } = open({ body: { data: { session } } });
  expect(await http.request(KeepSessionDocument, {})).toEqual({ session });
  expect(calls[0]).toMatchObject({ path: "/graphql", init: { headers: { authorization: "Bearer secret" } } });
});

test("what no answer came to is sent again", async () => {
  const { http, calls } = open("LOST", { body: "<html>Bad Gateway" }, { body: { data: { session } } });
  expect(await http.request(KeepSessionDocument, {})).toEqual({ session });
  expect(calls).toHaveLength(3);
});

test("a server that stays away is said to be so", async () => {
  const { http, calls } = open("LOST");
  await expect(http.request(KeepSessionDocument, {})).rejects.toMatchObject({ code: "OFFLINE" });
  expect(calls).toHaveLength(6);
});

test("what the server refuses is not sent again", async () => {
  const errors = [{ message: "Too many.", extensions: { code: "RATE_LIMITED", retryAfterMs: 5000 } }];
  const { http, calls } = open({ body: { errors } });
  await expect(http.request(KeepSessionDocument, {})).rejects.toMatchObject({
    code: "RATE_LIMITED",
    message: "Too many.",
    retryAfterMs: 5000,
    isSessionOver: false,
  });
  expect(calls).toHaveLength(1);
});

test.each(["SESSION_EXPIRED", "UNAUTHENTICATED"])("%s says that the session is over", async (code) => {
  const { http } = open({ body: { errors: [{ message: "Over.", extensions: { code } }] } });
  await expect(http.request(KeepSessionDocument, {})).rejects.toMatchObject({ isSessionOver: true });
});

test("while the line is cut nothing is sent, and then it is", async () => {
  const { http, line, calls } = open({ body: { data: { session } } });
  line.isOn.value = false;
  const request = http.request(KeepSessionDocument, {});
  await Promise.resolve();
  expect(calls).toHaveLength(0);
  line.isOn.value = true;
  expect(await request).toEqual({ session });
});

test("the server's clock is taken from its responses, where it is seconds away", async () => {
  const { http, clock } = open(
    { body: { data: { session } }, date: "Thu, 01 Jan 1970 00:05:00 GMT" },
    { body: { data: { session } }, date: "Thu, 01 Jan 1970 00:00:01 GMT" },
  );
  await http.request(KeepSessionDocument, {});
  expect(clock.now()).toBe(300_000);
  await http.request(KeepSessionDocument, {});
  expect(clock.now()).toBe(0);
});

test("a file goes as a form, its fields before it", async () => {
  const { http, calls } = open({ body: { videoId: "7", warnings: [] } });
  const file = new Blob(["WEBVTT"]);
  await http.upload({ file, name: "tea.vtt", title: "Tea", url: undefined, idempotencyKey: "k" });
  const form = calls[0]?.init.body as FormData;
  expect([...form.keys()]).toEqual(["title", "idempotencyKey", "file"]);
  expect(calls[0]?.path).toBe("/transcripts");
});
