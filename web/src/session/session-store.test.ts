import { expect, test } from "vitest";
import { ApiError } from "../api/api-error.ts";
import type { Http } from "../api/http.ts";
import { createSessionStore } from "./session-store.ts";
import { createTokenStore } from "./token-store.ts";

/** A store whose sessions are answered by the test; undefined: they cannot be had. */
function open(answer: () => { token: string; created: boolean } | undefined) {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const tokens = createTokenStore(() => storage as unknown as Storage);
  const request = async (document: unknown) => {
    if (String(document).includes("query ServerInfo")) return { server: { version: "1" } };
    if (String(document).includes("mutation EndSession"))
      return { endSession: { deleted: { videos: 1, passages: 2, answers: 3 } } };
    const opened = answer();
    if (!opened) throw new ApiError("The server cannot be reached.", "OFFLINE");
    return { session: { ...opened, session: { id: "1", videos: [] } } };
  };
  return { tokens, session: createSessionStore({ http: { request } as unknown as Http, tokens }) };
}

test("what is done before the session is open waits for it", async () => {
  let answer: { token: string; created: boolean } | undefined;
  const { session } = open(() => answer);
  const done: string[] = [];
  const waiting = session.whenOpen().then(() => done.push("added"));
  await session.open();
  expect([session.phase.value, session.problem.value]).toEqual([
    "unreachable",
    "The server cannot be reached.",
  ]);
  expect(done).toEqual([]);
  answer = { token: "a", created: true };
  await session.open();
  await waiting;
  expect([session.phase.value, done]).toEqual(["open", ["added"]]);
  await session.whenOpen();
});

test("a session that is another than the browser had is told", async () => {
  const { session, tokens } = open(() => ({ token: "b", created: true }));
  expect(session.isReturning).toBe(false);
  await session.open();
  expect(session.isAnother.value).toBe(false);
  await session.open();
  expect([session.isAnother.value, tokens.token()]).toEqual([true, "b"]);
});

test("a session that is deleted leaves a receipt and no token", async () => {
  const { session, tokens } = open(() => ({ token: "a", created: true }));
  await session.open();
  await session.end();
  expect(session.receipt.value).toEqual({ videos: 1, passages: 2, answers: 3 });
  expect([session.phase.value, tokens.stored()]).toEqual(["deleted", undefined]);
});
