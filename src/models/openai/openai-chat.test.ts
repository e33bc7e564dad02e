import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAIFailures, startOpenAIServer, type OpenAIServer } from "../../testing/openai/openai-server.ts";
import type { ChatModel, ChatUsage } from "../chat.ts";
import { createOpenAIChat, type OpenAIChatOptions } from "./openai-chat.ts";

let server: OpenAIServer;
beforeAll(async () => {
  server = await startOpenAIServer();
});
afterAll(() => server.close());
afterEach(() => {
  server.requests.length = 0;
});

const live = () => new AbortController().signal;
const chat = (options: Partial<OpenAIChatOptions> = {}) =>
  createOpenAIChat({
    apiKey: "sk-test",
    baseURL: server.url,
    model: "gpt-test",
    firstTokenTimeoutMs: 3000,
    retry: { retries: 0, baseDelayMs: 1 },
    ...options,
  });
const ask = [{ role: "user" as const, content: "Question: What is attention?" }];

/** What it streams, and how it ends. */
async function listen(model: ChatModel, { signal = live(), maxTokens = 100, texts = [] as string[] } = {}) {
  let usage: ChatUsage | null = null;
  let error: unknown;
  try {
    const onText = (text: string) => void texts.push(text);
    usage = await model.complete(ask, { maxTokens, onText }, signal);
  } catch (thrown) {
    error = thrown;
  }
  return { texts, text: texts.join(""), usage, error };
}

describe("createOpenAIChat", () => {
  it("streams the text as it comes, then says what was counted", async () => {
    server.behave({ chunks: ["Attention ", "is ", "a ", "weighted ", "sum. 🙂"], delayMs: 5 });
    const { texts, text, usage, error } = await listen(chat());
    expect(error).toBeUndefined();
    expect(text).toBe("Attention is a weighted sum. 🙂");
    expect(texts.length).toBeGreaterThan(2);
    expect(usage).toEqual({ promptTokens: 8, completionTokens: 5 });
  });

  it("gives the first word before the last was said", async () => {
    server.behave({ chunks: ["first", "last"], delayMs: 600_000, firstDelayMs: 0 });
    const reader = new AbortController();
    const first = Promise.withResolvers<string>();
    const answer = chat().complete(ask, { maxTokens: 10, onText: first.resolve }, reader.signal);
    // The last comes after the end of the test.
    expect(await first.promise).toBe("first");
    reader.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
  });

  it("sends the messages, the model and a low temperature, with the key", async () => {
    await listen(chat(), { maxTokens: 77 });
    expect(server.requests[0]).toMatchObject({
      headers: { authorization: "Bearer sk-test" },
      body: { model: "gpt-test", messages: ask, stream: true, temperature: 0.2, max_tokens: 77 },
    });
  });

  it("takes an empty answer and one cut to its length for answers", async () => {
    server.behave({ text: "" }, { chunks: ["one", "two", "three"] });
    expect(await listen(chat())).toMatchObject({ text: "", error: undefined });
    expect(await listen(chat(), { maxTokens: 2 })).toMatchObject({ text: "onetwo", error: undefined });
  });

  it("ends an answer that goes far beyond its limit of tokens", async () => {
    server.behave({ text: "never ending words ", neverEnds: true });
    const { text, error } = await listen(chat(), { maxTokens: 20 });
    expect(error).toBeUndefined();
    expect(text.length).toBeGreaterThan(20 * 32);
    await expect.poll(() => server.requests[0]!.abortedAt).toBeDefined();
  });

  it("needs no usage and no end of the connection once the model has finished", async () => {
    server.behave({ text: "done", noUsage: true, staysOpen: true });
    expect(await listen(chat())).toMatchObject({ text: "done", error: undefined });
  });

  it("follows a redirect", async () => {
    server.behave({ text: "moved" });
    const old = createServer((request, response) => {
      response.writeHead(307, { location: `${server.url}${request.url}` }).end();
    });
    await new Promise<void>((resolve) => void old.listen(0, "127.0.0.1", resolve));
    const { port } = old.address() as AddressInfo;
    expect(await listen(chat({ baseURL: `http://127.0.0.1:${port}` }))).toMatchObject({
      text: "moved",
      error: undefined,
    });
    old.close();
  });

  it("uses connections again", async () => {
    const own = await startOpenAIServer();
    const model = chat({ baseURL: own.url });
    for (let i = 0; i < 8; i++) await listen(model);
    expect(new Set(own.requests.map((request) => request.clientPort)).size).toBeLessThan(4);
    expect(own.requests.every((request) => request.abortedAt === undefined)).toBe(true);
    await own.close();
  });
});

describe("a failing provider", () => {
  it.each([
    ["400", openAIFailures.badRequest("messages", "too long"), { code: "MODEL_REJECTED", retryable: false }],
    ["401", openAIFailures.unauthorized, { code: "MODEL_REJECTED", retryable: false }],
    ["403", { status: 403 }, { code: "MODEL_REJECTED", retryable: false }],
    ["404", openAIFailures.notFound, { code: "MODEL_REJECTED", retryable: false }],
    [
      "429",
      openAIFailures.rateLimited(7),
      { code: "MODEL_RATE_LIMITED", retryable: true, retryAfterMs: 7000 },
    ],
    ["an account without money", openAIFailures.insufficientQuota, { code: "MODEL_REJECTED", retryable: false }],
    ["500", openAIFailures.serverError, { code: "MODEL_UNAVAILABLE", retryable: true }],
    ["503", openAIFailures.overloaded, { code: "MODEL_UNAVAILABLE", retryable: true }],
  ])("maps %s", async (_, failure, expected) => {
    server.behave({ failure });
    const { error } = await listen(chat());
    expect(error).toMatchObject(expected);
  });

  it("has its own words in the cause only", async () => {
    server.behave({ failure: openAIFailures.unauthorized });
    const { message, cause } = (await listen(chat())).error as Error & { cause: Error };
    expect(message).toBe("The model's provider refused the request (401)");
    expect(cause.message).toContain("Incorrect API key provided");
  });

  it("is unavailable where nothing listens", async () => {
    const { error } = await listen(chat({ baseURL: "http://127.0.0.1:9/v1" }));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  });

  it("is rejected where a page answers instead of a stream", async () => {
    const page = createServer((_, response) => response.setHeader("content-type", "text/html").end("<html>"));
    await new Promise<void>((resolve) => void page.listen(0, "127.0.0.1", resolve));
    const { port } = page.address() as AddressInfo;
    const { error } = await listen(chat({ baseURL: `http://127.0.0.1:${port}` }));
    expect(error).toMatchObject({ code: "MODEL_REJECTED", retryable: false });
    page.close();
  });

  it.each([
    ["is cut", { cutAfter: 2 }, "MODEL_UNAVAILABLE"],
    ["ends without having finished", { finishReason: null }, "MODEL_UNAVAILABLE"],
    ["is malformed", { malformedAfter: 2 }, "MODEL_UNAVAILABLE"],
    ["reports an error amid its words", { errorAfter: 2 }, "MODEL_UNAVAILABLE"],
    ["is withheld by the content filter", { finishReason: "content_filter" }, "MODEL_REJECTED"],
  ])("fails after the words that came, where the stream %s", async (_, behaviour, code) => {
    server.behave({ chunks: ["two ", "words"], ...behaviour });
    const { text, error } = await listen(chat({ retry: { retries: 2, baseDelayMs: 1 } }));
    expect(text).toBe("two words");
    expect(error).toMatchObject({ code, retryable: code === "MODEL_UNAVAILABLE" });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["no answer", { hang: true }, { firstTokenTimeoutMs: 60 }, ""],
    ["no first word", { hangAfter: 0 }, { firstTokenTimeoutMs: 60 }, ""],
    ["no next word", { chunks: ["word"], hangAfter: 1 }, { idleTimeoutMs: 60 }, "word"],
    ["no end", { text: "x", neverEnds: true, delayMs: 5 }, { totalTimeoutMs: 100 }, /^x+$/],
  ])("times out where there is %s, and the request is aborted", async (_, behaviour, timeouts, said) => {
    server.behave(behaviour);
    const { text, error } = await listen(chat({ ...timeouts, retry: { retries: 2, baseDelayMs: 1 } }));
    expect(error).toMatchObject({ code: "MODEL_TIMEOUT", retryable: true });
    expect(text).toMatch(said);
    await expect.poll(() => server.requests[0]!.abortedAt).toBeDefined();
    expect(server.requests).toHaveLength(1);
  });
});

describe("retries", () => {
  const patient = () => chat({ retry: { retries: 2, baseDelayMs: 1, maxDelayMs: 100 } });

  it("try again until the first word, and then answer", async () => {
    server.behave({ failure: openAIFailures.overloaded }, { cutAfter: 0 }, { text: "at last" });
    expect(await listen(patient())).toMatchObject({ text: "at last", error: undefined });
    expect(server.requests).toHaveLength(3);
  });

  it("end after the last with its error", async () => {
    server.behave(...Array.from({ length: 3 }, () => ({ failure: openAIFailures.serverError })));
    expect((await listen(patient())).error).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.requests).toHaveLength(3);
  });

  it("are not for an account without money, nor for what was refused", async () => {
    server.behave({ failure: openAIFailures.insufficientQuota }, { failure: openAIFailures.unauthorized });
    await listen(patient());
    await listen(patient());
    expect(server.requests).toHaveLength(2);
  });

  it("wait as long as the provider asks", async () => {
    const waits: number[] = [];
    const sleep = async (ms: number) => void waits.push(ms);
    const model = chat({ retry: { retries: 2, baseDelayMs: 1, sleep, random: () => 0 } });
    server.behave({ failure: openAIFailures.rateLimited(5) });
    expect((await listen(model)).error).toBeUndefined();
    expect(waits).toEqual([5000]);
  });

  it("do not wait longer than they may", async () => {
    server.behave({ failure: openAIFailures.rateLimited(60) });
    expect((await listen(patient())).error).toMatchObject({ retryAfterMs: 60_000 });
    expect(server.requests).toHaveLength(1);
  });

  it("stop when the reader is aborted while they wait", async () => {
    server.behave({ failure: openAIFailures.rateLimited(5) });
    const reason = new Error("cancelled");
    const reader = new AbortController();
    const sleep = async () => reader.abort(reason);
    const model = chat({ retry: { retries: 2, sleep } });
    expect((await listen(model, { signal: reader.signal })).error).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe("an aborted reader", () => {
  it.each([
    ["before the answer", { hang: true }, 0],
    ["before the first word", { firstDelayMs: 10_000 }, 0],
    ["amid the words", { text: "word ", neverEnds: true, delayMs: 5 }, 1],
  ])("throws its reason and aborts the request, %s", async (_, behaviour, wordsBefore) => {
    server.behave(behaviour);
    const reader = new AbortController();
    const reason = new Error("cancelled");
    const texts: string[] = [];
    const result = listen(chat(), { signal: reader.signal, maxTokens: 10_000, texts });
    await expect.poll(() => server.requests.length).toBe(1);
    await expect.poll(() => texts.length).toBeGreaterThanOrEqual(wordsBefore);
    reader.abort(reason);
    expect((await result).error).toBe(reason);
    await expect.poll(() => server.requests[0]!.abortedAt).toBeDefined();
  });

  it("sends nothing when it was aborted before", async () => {
    const reason = new Error("gone");
    expect((await listen(chat(), { signal: AbortSignal.abort(reason) })).error).toBe(reason);
    expect(server.requests).toEqual([]);
  });
});

describe("parameters", () => {
  const parametersSent = () =>
    server.requests.map(({ body }) =>
      Object.keys(body).filter((key) => /^max_|temperature|stream_options/.test(key)),
    );

  it("are left out or replaced where the server refuses them, once and for all", async () => {
    const strict = await startOpenAIServer({
      always: { text: "fine", rejects: ["max_tokens", "temperature", "stream_options"] },
    });
    const model = chat({ baseURL: strict.url });
    expect(await listen(model)).toMatchObject({ text: "fine", error: undefined });
    const tries = strict.requests.length;
    expect(await listen(model)).toMatchObject({ text: "fine", error: undefined });
    expect(strict.requests).toHaveLength(tries + 1);
    expect(strict.requests.at(-1)!.body).toEqual({
      model: "gpt-test",
      messages: ask,
      stream: true,
      max_completion_tokens: 100,
    });
    await strict.close();
  });

  it("are learned by requests that were under way together", async () => {
    const strict = await startOpenAIServer({ always: { text: "fine", rejects: ["max_tokens"] } });
    const model = chat({ baseURL: strict.url });
    const answers = await Promise.all(Array.from({ length: 5 }, () => listen(model)));
    expect(answers.map(({ text }) => text)).toEqual(Array(5).fill("fine"));
    await strict.close();
  });

  it("are not tried for ever where the number is wrong", async () => {
    const tooLarge = openAIFailures.badRequest(
      "max_tokens",
      "max_tokens is too large, as is max_completion_tokens",
    );
    server.behave({ failure: tooLarge }, { failure: tooLarge }, { failure: tooLarge });
    expect((await listen(chat())).error).toMatchObject({ code: "MODEL_REJECTED" });
    expect(parametersSent()).toHaveLength(2);
  });
});
