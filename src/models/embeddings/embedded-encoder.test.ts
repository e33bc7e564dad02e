import { execFile } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { promisify } from "node:util";
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { EmbeddingModel } from "./embedding-model.ts";
import { createEmbeddedEncoder, type EmbeddedEncoderOptions } from "./embedded-encoder.ts";

const live = new AbortController().signal;
const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const one = async (encoder: EmbeddingModel, text: string) => (await encoder.embed([text], live))[0]!;
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i % 40}`).join(" ");

/** A worker's reply: vectors of two dimensions that hold the length of the first text. */
const REPLY = "parentPort.postMessage({ vectors: new Float32Array(texts.length * 2).fill(texts[0].length) })";

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** The real worker, which ends where it would open a connection or look up a name. */
const OFFLINE_WORKER = dataUrl(`
  import net from "node:net"; import dns from "node:dns"; import dgram from "node:dgram";
  import { syncBuiltinESMExports } from "node:module";
  net.Socket.prototype.connect = dns.lookup = dgram.createSocket = globalThis.fetch = () => process.exit(3);
  syncBuiltinESMExports();
  await import(${JSON.stringify(new URL("./embedded-encoder.worker.ts", import.meta.url))});`);

describe("createEmbeddedEncoder", () => {
  const encoder = createEmbeddedEncoder({ script: new URL(OFFLINE_WORKER) });
  afterAll(() => encoder.close());

  it("makes vectors of 512 dimensions and length one, in order, without a network", async () => {
    const texts = Array.from({ length: 6 }, (_, i) => `This is sentence number ${i}.`);
    const vectors = await encoder.embed(texts, live);
    expect(vectors).toHaveLength(6);
    const reversed = (await encoder.embed(texts.toReversed(), live)).toReversed();
    for (const [i, vector] of vectors.entries()) {
      expect(vector).toHaveLength(512);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
      expect(dot(vector, reversed[i]!)).toBeCloseTo(1, 4);
    }
  });

  it("brings near what means the same", async () => {
    const [question, answer, other] = await encoder.embed(
      [
        "How do I bake bread?",
        "Knead the dough and put the loaf in the oven.",
        "The rocket left its launch pad.",
      ],
      live,
    );
    expect(dot(question!, answer!)).toBeGreaterThan(dot(question!, other!));
  });

  it.each(["", " \n\t ", "🙂", "日本語のテキスト", "\ud800", "a".repeat(1_000_000), " ".repeat(1_000_000)])(
    "has a vector for any text (%#)",
    async (text) => {
      const vector = await one(encoder, text);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    },
  );

  it("reads all of 80 words of speech, and not of 130", async () => {
    const speech =
      `So the thing about transformers is that they look at every word at the same time, and what I mean
      by that is the attention mechanism computes a weighted sum over all of the other positions. Now if you have ever
      trained a recurrent network you know that gradients vanish over long sequences, which makes it hard to learn
      dependencies. The neat part here is that you do not need`.split(/\s+/);
    const [whole, changed] = await encoder.embed(
      [speech.slice(0, 80).join(" "), [...speech.slice(0, 79), "elephants"].join(" ")],
      live,
    );
    expect(dot(whole!, changed!)).toBeLessThan(0.9999);
    const long = `${speech.join(" ")} ${speech.join(" ")}`;
    const [first, extended] = await encoder.embed([long, `${long} elephants`], live);
    expect(dot(first!, extended!)).toBeCloseTo(1, 5);
  });

  it("answers a question amid an ingest, and leaves the event loop free", async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const caller = new AbortController();
    const ingest = encoder.embed(
      Array.from({ length: 500 }, () => words(80)),
      caller.signal,
    );
    delay.enable();
    await one(encoder, "What is attention?");
    await one(encoder, "What is a transformer?");
    delay.disable();
    // 500 windows take 15 s and more.
    caller.abort(new Error("enough"));
    await expect(ingest).rejects.toThrow("enough");
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });
});

describe("an embedded encoder's workers", () => {
  const open: EmbeddingModel[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((encoder) => encoder.close()));
  });
  /** An encoder whose workers run this instead. */
  function encoderOf(script: string, options: EmbeddedEncoderOptions = {}) {
    const source = `import { parentPort } from "node:worker_threads"; ${script}`;
    const encoder = createEmbeddedEncoder({ script: new URL(`data:text/javascript,${source}`), ...options });
    open.push(encoder);
    return encoder;
  }
  it("are replaced after a crash, which rejects the calls it hit", async () => {
    const encoder = encoderOf(`parentPort.on("message", ({ texts }) => {
      if (texts[0] === "crash") throw new Error("out of memory");
      ${REPLY}
    })`);
    const crash = encoder.embed(["crash"], live);
    const after = encoder.embed(["after"], live);
    await expect(crash).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    await expect(crash).rejects.toHaveProperty("cause.message", "out of memory");
    expect(await after).toEqual([[5, 5]]);
  });

  it("are replaced when they end by themselves", async () => {
    const encoder = encoderOf(`parentPort.on("message", () => process.exit(3))`);
    await expect(encoder.embed(["x"], live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
    await expect(encoder.embed(["x"], live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  });

  it("reject when they cannot start", async () => {
    const encoder = encoderOf(`import "no-such-package"`);
    await expect(encoder.embed(["x"], live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  });

  it("are replaced when they hang", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const encoder = encoderOf(
      `parentPort.on("message", ({ texts }) => { if (texts[0] !== "hang") ${REPLY} })`,
    );
    const failure = encoder.embed(["hang"], live).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failure).toMatchObject({ code: "MODEL_TIMEOUT", retryable: true });
    expect(await encoder.embed(["x"], live)).toEqual([[1, 1]]);
  });

  it("survive an error that they report", async () => {
    const encoder = encoderOf(`let calls = 0; parentPort.on("message", ({ texts }) => {
      if (calls++ === 0) parentPort.postMessage({ error: new Error("bad tensor") }); else ${REPLY} })`);
    await expect(encoder.embed(["x"], live)).rejects.toHaveProperty("cause.message", "bad tensor");
    expect(await encoder.embed(["x"], live)).toEqual([[1, 1]]);
  });

  it("share the work when there are two", async () => {
    // Each answers only once it has met the other.
    const encoder = encoderOf(
      `import { threadId } from "node:worker_threads";
      const { promise: met, resolve } = Promise.withResolvers();
      const channel = new BroadcastChannel("workers of a test");
      channel.onmessage = () => { channel.onmessage = null; channel.postMessage("hello"); resolve() };
      parentPort.on("message", async ({ texts }) => {
        channel.postMessage("hello");
        await met;
        parentPort.postMessage({ vectors: new Float32Array(texts.length).fill(threadId) });
      })`,
      { workers: 2 },
    );
    const vectors = await encoder.embed(Array(20).fill("x"), live);
    expect(new Set(vectors.flat()).size).toBe(2);
  });

  it("end with the encoder, and pending calls reject", async () => {
    const encoder = encoderOf(`parentPort.on("message", () => {})`);
    const pending = Promise.allSettled([encoder.embed(["x"], live)]);
    await encoder.close();
    expect(await pending).toMatchObject([{ reason: { code: "MODEL_UNAVAILABLE" } }]);
  });
});

describe("a process with the embedded encoder", () => {
  const run = (script: string, options: string) =>
    promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      `import { createEmbeddedEncoder } from ${JSON.stringify(new URL("./embedded-encoder.ts", import.meta.url))};
       const encoder = createEmbeddedEncoder(${options});
       const embed = (text) => encoder.embed([text], new AbortController().signal);
       ${script}`,
    ]);

  it("ends by itself: an idle worker keeps it not alive, a busy one does", async () => {
    const worker = dataUrl(`import { parentPort } from "node:worker_threads";
      parentPort.on("message", ({ texts }) => ${REPLY})`);
    const { stdout } = await run(
      `await embed("hello"); await embed("again"); console.log("embedded twice");`,
      `{ script: new URL(${JSON.stringify(worker)}) }`,
    );
    expect(stdout).toBe("embedded twice\n");
  });
});
