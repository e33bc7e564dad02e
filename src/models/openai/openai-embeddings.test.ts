import { afterEach, describe, expect, it } from "vitest";
import {
  openAIFailures,
  startOpenAIServer,
  type OpenAIServerOptions,
} from "../../testing/openai/openai-server.ts";
import type { EmbeddingMeter, EmbeddingModel } from "../embeddings/embedding-model.ts";
import { createOpenAIEmbeddings, type OpenAIEmbeddingsOptions } from "./openai-embeddings.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A stand-in and a model of it. As the URL is not OpenAI's, OpenAI's number of texts a request is given. */
async function start(options: OpenAIEmbeddingsOptions = {}, serverOptions: OpenAIServerOptions = {}) {
  const server = await startOpenAIServer(serverOptions);
  const model = createOpenAIEmbeddings({
    apiKey: "sk-test",
    baseURL: server.url,
    maxTexts: 2048,
    retry: { retries: 2, baseDelayMs: 1, maxDelayMs: 100 },
    ...options,
  });
  open.push(model, server);
  return { server, model, inputs: () => server.requests.map(({ body }) => body.input as string[]) };
}

const live = () => new AbortController().signal;
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const texts = (count: number, prefix = "passage ") => Array.from({ length: count }, (_, i) => prefix + i);
const one = async (model: EmbeddingModel, text: string) => (await model.embed([text], live()))[0]!;

describe("createOpenAIEmbeddings", () => {
  it("asks for 512 dimensions and returns vectors of length one, in the order of the texts", async () => {
    const { server, model } = await start({}, { always: { reversed: true } });
    const vectors = await model.embed(
      ["Bake the bread", "Rockets fly", "Bread is baked in the oven"],
      live(),
    );
    expect(model.name).toBe("text-embedding-3-small@512");
    expect(server.requests[0]!.body).toMatchObject({ model: "text-embedding-3-small", dimensions: 512 });
    expect(server.requests[0]!.headers.authorization).toBe("Bearer sk-test");
    for (const vector of vectors)
      expect([vector.length, dot(vector, vector)]).toEqual([512, expect.closeTo(1, 5)]);
    expect(dot(vectors[0]!, vectors[2]!)).toBeGreaterThan(dot(vectors[0]!, vectors[1]!));
  });

  it("reads arrays of numbers as it reads base64", async () => {
    const encoded = await one((await start()).model, "the same text");
    const plain = await one((await start({}, { always: { floats: true } })).model, "the same text");
    for (const [i, x] of plain.entries()) expect(x).toBeCloseTo(encoded[i]!, 6);
  });

  it("puts the texts of concurrent callers into one request", async () => {
    const { model, inputs } = await start();
    const [a, b] = await Promise.all([
      model.embed(texts(20, "a"), live()),
      model.embed(texts(30, "b"), live()),
    ]);
    expect([a.length, b.length]).toEqual([20, 30]);
    expect(inputs()).toHaveLength(1);
    expect(b[29]).toEqual(await one(model, "b29"));
  });

  it("fills requests up to 2048 texts", async () => {
    const { model, inputs } = await start({ dimensions: 8 });
    expect(await model.embed(texts(5000), live())).toHaveLength(5000);
    expect(
      inputs()
        .map((input) => input.length)
        .toSorted(),
    ).toEqual([2048, 2048, 904]);
  });

  it("fills requests up to 300,000 bytes, which no vocabulary makes more tokens of", async () => {
    const { model, inputs } = await start({ dimensions: 8 });
    const long = texts(50).map((text) => text.padEnd(8000, "हिन्दी "));
    expect(await model.embed(long, live())).toHaveLength(50);
    const sizes = inputs().map((input) => Buffer.byteLength(input.join("")));
    expect(sizes.filter((size) => size > 300_000)).toEqual([]);
    expect(sizes.filter((size) => size <= 290_000)).toHaveLength(1);
  });

  it("cuts a text that is too long, between characters, and embeds an empty one", async () => {
    const { model, inputs } = await start();
    const [cut, empty] = await model.embed(["語".repeat(20_000), ""], live());
    expect([cut!.length, empty!.length]).toEqual([512, 512]);
    expect(inputs()).toEqual([["語".repeat(2730), " "]]);
  });

  it("has no more requests under way than allowed, and four more for questions", async () => {
    const { server, model, inputs } = await start(
      { maxTexts: 10, concurrency: 2 },
      { always: { hang: true } },
    );
    const aborting = new AbortController();
    const ignore = () => {};
    void model.embed(texts(100), live()).catch(ignore);
    await expect.poll(() => server.requests.length).toBe(2);
    for (let number = 1; number <= 4; number++) {
      void model.embed([`question ${number}`], aborting.signal).catch(ignore);
      await expect.poll(() => server.requests.length).toBe(2 + number);
    }
    const fifth = model.embed(["question 5"], live());
    void fifth.catch(ignore);
    // Sent later, and there sooner than what waits.
    server.behave({ hang: false });
    await one(createOpenAIEmbeddings({ apiKey: "sk-test", baseURL: server.url }), "of another model");
    expect(inputs().slice(-1)).toEqual([["of another model"]]);

    // Questions that are given up leave their places at once, to the next question and not to the ingest.
    server.behave({ hang: false });
    aborting.abort(new Error("too late"));
    expect(await fifth).toHaveLength(1);
    expect(server.requests).toHaveLength(8);
  });

  it("lets a question that is given up between two tries leave its place", async () => {
    const { server, model } = await start({ concurrency: 1, retry: { retries: 9, maxDelayMs: 1e8 } });
    const caller = new AbortController();
    const limited = { failure: openAIFailures.rateLimited(5000) };
    server.behave(...Array.from({ length: 5 }, () => limited));
    const calls: Promise<unknown>[] = [];
    for (let number = 1; number <= 5; number++) {
      calls.push(model.embed([`question ${number}`], caller.signal));
      await expect.poll(() => server.requests.length).toBe(number);
    }
    const next = one(model, "the next question");
    const settled = Promise.allSettled(calls);
    caller.abort(new Error("too late"));
    expect(await next).toHaveLength(512);
    for (const { status } of await settled) expect(status).toBe("rejected");
  });

  it("rejects pending calls when it is closed", async () => {
    const { server, model } = await start({}, { always: { hang: true } });
    const pending = Promise.allSettled([model.embed(["x"], live())]);
    await expect.poll(() => server.requests.length).toBe(1);
    await model.close();
    expect(await pending).toMatchObject([{ reason: { code: "MODEL_UNAVAILABLE" } }]);
    await expect.poll(() => server.requests[0]!.abortedAt).toBeDefined();
  });
});

describe("the dimensions", () => {
  it("are not sent to a model not known to take them, whose own are taken", async () => {
    const { server, model } = await start({
      model: "nomic-embed-text",
      dimensions: 512,
      dimensionsGiven: false,
    });
    expect(await one(model, "x")).toHaveLength(1536);
    expect(model.name).toBe("nomic-embed-text");
    expect(server.requests[0]!.body).not.toHaveProperty("dimensions");
    server.behave({ dimensions: 768 });
    await expect(one(model, "x")).rejects.toMatchObject({ code: "MODEL_REJECTED", retryable: false });
  });

  it("are named where the model has its own", async () => {
    const { model } = await start({ model: "text-embedding-ada-002" });
    expect(model.name).toBe("text-embedding-ada-002@1536");
    expect(await one(model, "x")).toHaveLength(1536);
  });

  it("are sent to any model where they were given, until it refuses them", async () => {
    const { server, model } = await start(
      { model: "nomic-embed-text", dimensions: 1536, dimensionsGiven: true },
      { always: { rejects: ["dimensions"] } },
    );
    expect(model.name).toBe("nomic-embed-text@1536");
    expect(await one(model, "x")).toHaveLength(1536);
    await one(model, "y");
    expect(server.requests.map(({ body }) => body.dimensions)).toEqual([1536, undefined, undefined]);
  });

  it("are the server's own where it has one model whatever is asked for, and nobody named another", async () => {
    const { server, model } = await start({}, { always: { dimensions: 768 } });
    expect(await one(model, "x")).toHaveLength(768);
    expect(server.requests[0]!.body).toMatchObject({ dimensions: 512 });
  });

  it.each([
    ["another length", { dimensions: 256 }, "returned 256 dimensions, not 512"],
    ["another number of vectors", { vectors: 1 }, "returned 1 vectors for 2 texts"],
  ])("must be what was asked for: not %s", async (_, behaviour, message) => {
    const { model } = await start({ dimensions: 512 }, { always: behaviour });
    await expect(model.embed(["a", "b"], live())).rejects.toMatchObject({
      code: "MODEL_REJECTED",
      message: expect.stringContaining(message),
    });
  });
});

describe("a failing provider of embeddings", () => {
  it("is asked again, for the failed request alone", async () => {
    const { server, model, inputs } = await start({ maxTexts: 10, dimensions: 8 });
    server.behave({ failure: openAIFailures.overloaded }, {}, { failure: openAIFailures.rateLimited(0.05) });
    expect(await model.embed(texts(30), live())).toHaveLength(30);
    expect(inputs().map((input) => input.length)).toEqual([10, 10, 10, 10, 10]);
  });

  it.each([
    [openAIFailures.serverError, { code: "MODEL_UNAVAILABLE", retryable: true }, 3],
    [openAIFailures.rateLimited(), { code: "MODEL_RATE_LIMITED", retryable: true }, 3],
    [openAIFailures.rateLimited(9), { code: "MODEL_RATE_LIMITED", retryAfterMs: 9000 }, 1],
    [openAIFailures.rateLimited(1e15), { code: "MODEL_RATE_LIMITED", retryAfterMs: 86_400_000 }, 1],
    [
      openAIFailures.insufficientQuota,
      { code: "MODEL_REJECTED", retryable: false, refusesSettings: true },
      1,
    ],
    [
      { ...openAIFailures.insufficientQuota, type: "billing_not_active", code: "billing_not_active" },
      { code: "MODEL_REJECTED", retryable: false, refusesSettings: true },
      1,
    ],
    [openAIFailures.unauthorized, { code: "MODEL_REJECTED", retryable: false }, 1],
  ])("fails with %j as %j", async (failure, expected, requests) => {
    const { server, model } = await start({}, { always: { failure } });
    await expect(one(model, "x")).rejects.toMatchObject(expected);
    expect(server.requests).toHaveLength(requests);
  });

  it("has told what each request cost: nothing where it was refused or not reached", async () => {
    const { server, model } = await start({ timeoutMs: 500 });
    const costs: (number | null)[] = [];
    const meter: EmbeddingMeter = async (_, request) => {
      const at = costs.push(null) - 1;
      const { response, reported } = await request();
      costs[at] = reported;
      return response;
    };
    model.countBy!(meter);
    server.behave({ failure: openAIFailures.serverError }, { hang: true }, {});
    await one(model, "water");
    expect(costs).toEqual([0, null, expect.any(Number)]);
    expect(costs[2]).toBeGreaterThan(0);
    await server.close();
    await expect(one(model, "water")).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(costs.slice(3)).toEqual([0, 0, 0]);
  });

  it("is asked again when it timed out", async () => {
    const { server, model } = await start({ timeoutMs: 500 });
    server.behave({ hang: true });
    expect(await one(model, "x")).toHaveLength(512);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]!.abortedAt).toBeDefined();
  });

  it("has failed when the last try has timed out", async () => {
    const { server, model } = await start({ timeoutMs: 60 }, { always: { hang: true } });
    await expect(one(model, "x")).rejects.toMatchObject({ code: "MODEL_TIMEOUT", retryable: true });
    expect(server.requests).toHaveLength(3);
  });

  it("fails one caller only for that caller's text", async () => {
    const { model, inputs } = await start({}, { always: { refusesText: "bad" } });
    const [bad, good] = await Promise.allSettled([
      model.embed(["bad"], live()),
      model.embed(["good"], live()),
    ]);
    expect(bad).toMatchObject({ status: "rejected", reason: { code: "MODEL_REJECTED" } });
    expect(good.status).toBe("fulfilled");
    expect(inputs()[0]).toEqual(["bad", "good"]);
    expect(inputs()).toHaveLength(3);
  });
});

describe("an aborted caller of embeddings", () => {
  it("rejects at once, and the request is aborted when nobody else wants it", async () => {
    const { server, model } = await start({}, { always: { hang: true } });
    const [first, other] = [new AbortController(), new AbortController()];
    const calls = [model.embed(texts(3), first.signal), model.embed(texts(3), other.signal)];
    const results = Promise.allSettled(calls);
    await expect.poll(() => server.requests.length).toBe(1);
    first.abort(new Error("left"));
    await expect(calls[0]).rejects.toThrow("left");
    expect(server.requests[0]!.abortedAt).toBeUndefined();
    other.abort(new Error("left too"));
    await expect.poll(() => server.requests[0]!.abortedAt).toBeDefined();
    expect((await results)[1]).toMatchObject({ reason: { message: "left too" } });
  });

  it("has its waiting texts dropped", async () => {
    const { model, inputs } = await start();
    const caller = new AbortController();
    const dropped = model.embed(texts(10, "dropped "), caller.signal);
    const kept = model.embed(texts(10, "kept "), live());
    caller.abort(new Error("left"));
    await expect(dropped).rejects.toThrow("left");
    expect(await kept).toHaveLength(10);
    expect(inputs()).toEqual([texts(10, "kept ")]);
  });

  it("is not waited for between retries", async () => {
    const { server, model } = await start(
      { retry: { retries: 3, maxDelayMs: 60_000 } },
      { always: { failure: openAIFailures.rateLimited(30) } },
    );
    const caller = new AbortController();
    const call = model.embed(["x"], caller.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    caller.abort(new Error("left"));
    await expect(call).rejects.toThrow("left");
  });
});
