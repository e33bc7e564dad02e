import { expect, test, vi } from "vitest";
import { ApiError } from "../api/api-error.ts";
import type { Http } from "../api/http.ts";
import type { Follower, Socket } from "../api/socket.ts";
import { createAnswerStore } from "./answer-store.ts";
import type { AnswerEvent } from "./answer-view.ts";
import { delta, sampleAnswer as answer } from "./sample-answer.ts";

/** A store on a socket and an HTTP that the test plays. */
function open(responses: Record<string, unknown> = {}) {
  type Followed = Follower<{ answerEvents: AnswerEvent }> & {
    variables: { id: string; after: string | null };
  };
  const followed: Followed[] = [];
  const stopped: string[] = [];
  const follow = (_document: unknown, variables: Followed["variables"], follower: Followed) => {
    followed.push({ ...follower, variables });
    return () => stopped.push(variables.id);
  };
  const request = vi.fn<(document: string, variables: unknown) => Promise<unknown>>(async (document) => {
    const name = /(?:mutation|query) (\w+)/.exec(String(document))?.[1] ?? "";
    const response = responses[name];
    if (response instanceof Error) throw response;
    return response;
  });
  const onSessionOver = vi.fn<() => void>();
  const store = createAnswerStore({
    socket: { follow } as unknown as Socket,
    http: { request } as unknown as Http,
    onSessionOver,
  });
  const texts = () => store.order.value.map((view) => view.value.text);
  return { store, followed, stopped, request, onSessionOver, texts };
}

test("an answer is followed from its beginning, and its variables keep the last cursor", () => {
  const { store, followed, texts } = open();
  store.show(answer());
  expect(followed[0]?.variables).toEqual({ id: "1", after: null });
  followed[0]?.onEvent({ answerEvents: delta("a", 0, "In a ") });
  followed[0]?.onEvent({ answerEvents: delta("b", 5, "tin.") });
  expect(texts()).toEqual(["In a tin."]);
  expect(followed[0]?.variables.after).toBe("b");
  expect(followed[0]?.isOver()).toBe(false);
});

test("an answer that has ended is shown and not followed", () => {
  const { store, followed, texts } = open();
  store.show(answer({ status: "COMPLETED", text: "In a tin." }));
  expect([followed.length, texts()]).toEqual([0, ["In a tin."]]);
});

test("answers stand in the order in which they were asked, and none twice", () => {
  const { store } = open();
  store.show(answer({ id: "2", createdAt: "2026-01-01T00:00:02.000Z" }));
  store.show(answer({ id: "1", createdAt: "2026-01-01T00:00:01.000Z" }));
  store.show(answer({ id: "2", createdAt: "2026-01-01T00:00:02.000Z" }));
  expect(store.order.value.map((view) => view.value.id)).toEqual(["1", "2"]);
});

test("a cursor that the server does not take begins the answer anew", () => {
  const { store, followed, texts } = open();
  store.show(answer());
  followed[0]?.onEvent({ answerEvents: delta("a", 0, "In a ") });
  followed[0]?.onRefused(new ApiError("No such cursor.", "BAD_USER_INPUT"));
  expect(followed[1]?.variables).toEqual({ id: "1", after: null });
  expect(texts()).toEqual([""]);
});

test("an answer that was deleted leaves", () => {
  const { store, followed } = open();
  store.show(answer());
  followed[0]?.onRefused(new ApiError("No such answer.", "NOT_FOUND"));
  expect(store.order.value).toEqual([]);
});

test("a session that is over is told, and what is on screen stays", () => {
  const { store, followed, stopped, onSessionOver, texts } = open();
  store.show(answer());
  followed[0]?.onEvent({ answerEvents: delta("a", 0, "In a ") });
  followed[0]?.onRefused(new ApiError("Over.", "SESSION_EXPIRED"));
  expect(onSessionOver).toHaveBeenCalledOnce();
  store.freeze("The session ended.");
  expect(texts()).toEqual(["In a "]);
  expect(store.order.value[0]?.value).toMatchObject({ status: "CANCELLED", trouble: "The session ended." });
  expect(stopped).toEqual([]);
  store.setAside();
  expect([store.order.value.length, store.earlier.value.map(({ text }) => text)]).toEqual([0, ["In a "]]);
});

test("a question is sent with a key of its own, and its answer is shown", async () => {
  const { store, request } = open({ Ask: { ask: { answer: answer() } } });
  const asking = store.ask("Where?", ["7"]);
  expect(store.sending.value).toBe("Where?");
  await asking;
  expect(store.sending.value).toBeUndefined();
  expect(request.mock.calls[0]?.[1]).toMatchObject({
    question: "Where?",
    videoIds: ["7"],
    idempotencyKey: expect.stringMatching(/^[\d-]+$/),
  });
  expect(store.order.value).toHaveLength(1);
});

test("a question that was refused is not left hanging", async () => {
  const { store } = open({ Ask: new ApiError("Too many.", "RATE_LIMITED", 1000) });
  await expect(store.ask("Where?", null)).rejects.toThrow("Too many.");
  expect(store.sending.value).toBeUndefined();
});

test("deleting what is gone already does", async () => {
  const { store, stopped } = open({ DeleteAnswer: new ApiError("No such answer.", "NOT_FOUND") });
  store.show(answer());
  await store.remove("1");
  expect([store.order.value.length, stopped]).toEqual([0, ["1"]]);
});

test("the end that the session tells of is taken, once", () => {
  const { store, followed, texts } = open();
  store.show(answer());
  followed[0]?.onEvent({ answerEvents: delta("a", 0, "In a ") });
  store.end(answer({ status: "COMPLETED", text: "In a tin." }));
  expect(texts()).toEqual(["In a tin."]);
  expect(store.order.value[0]?.value.phase).toEqual({ kind: "ended" });
});
