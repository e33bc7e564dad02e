import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { EmbeddingModel } from "./embedding-model.ts";
import { startEmbeddedEncoder, type EmbeddedEncoderOptions } from "./embedded-encoder.ts";
import { loopTurnsDuring } from "../../testing/loop-turns.ts";

const live = new AbortController().signal;
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const one = async (encoder: EmbeddingModel, text: string) => (await encoder.embed([text], live))[0]!;
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i % 40}`).join(" ");

/** A worker's reply: a vector of two dimensions that holds the length of the text. */
const REPLY = 
  "parentPort.postMessage({ vectors: { whole: new Float32Array(2).fill(parts[0].length), parts: [] } })";
const READY = `parentPort.postMessage("ready")`;

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** The real worker, which ends where it would open a connection or look up a name. */
const OFFLINE_WORKER = dataUrl(`
  import net from "node:net"; import dns from "node:dns"; import dgram from "node:dgram";
  import { syncBuiltinESMExports } from "node:module";
  net.Socket.prototype.connect = dns.lookup = dgram.createSocket = globalThis.fetch = () => process.exit(3);
  syncBuiltinESMExports();
  await import(${JSON.stringify(new URL("./embedded-encoder.worker.ts", import.meta.url))});`);

describe("startEmbeddedEncoder", () => {
  let encoder: EmbeddingModel;
  beforeAll(async () => {
    encoder = await startEmbeddedEncoder({ script: new URL(OFFLINE_WORKER) });
  });
  afterAll(() => encoder?.close());

  it("makes vectors of 384 dimensions and length one, in order, without a network", async () => {
    const texts = Array.from({ length: 6 }, (_, i) => `This is sentence number ${i}.`);
    const vectors = await encoder.embed(texts, live);
    expect(vectors).toHaveLength(6);
    const reversed = (await encoder.embed(texts.toReversed(), live)).toReversed();
    for (const [i, vector] of vectors.entries()) {
      expect(vector).toHaveLength(384);
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

  it("gives the vectors of a text's parts as they are read within it", async () => {
    const parts = ["A timer is the best thing to buy.", "It costs four euros.", "Cats sleep all day."];
    const [read] = await encoder.embedParts!([parts], live);
    const alone = await encoder.embed(parts, live);
    expect(dot(read!.whole, await one(encoder, parts.join(" ")))).toBeGreaterThan(0.999);
    expect(read!.parts).toHaveLength(3);
    // "It" is the timer there.
    const timer = await one(encoder, "the price of a timer");
    expect(dot(read!.parts[1]!, timer)).toBeGreaterThan(dot(alone[1]!, timer));
    expect(dot(read!.parts[1]!, timer)).toBeGreaterThan(dot(read!.parts[2]!, timer));
    for (const part of read!.parts) expect(Math.hypot(...part)).toBeCloseTo(1, 5);
  });

  it("gives zeros for a part beyond what it reads", async () => {
    const [read] = await encoder.embedParts!([[words(300), "and the end"]], live);
    expect(read!.parts[1]!.every((value) => value === 0)).toBe(true);
  });

  it("reads the first 256 tokens of a text, among them all of 80 words of speech", async () => {
    const spoken = (count: number, last: string) =>
      `So the thing about transformers is that they look at every word ${"at the same time and ".repeat(count)}${last}.`;
    const [whole, changed] = await encoder.embed([spoken(13, "rainbows"), spoken(13, "elephants")], live);
    expect(dot(whole!, changed!)).toBeLessThan(0.99);
    const [cut, extended] = await encoder.embed([spoken(60, "rainbows"), spoken(60, "elephants")], live);
    expect(dot(cut!, extended!)).toBeCloseTo(1, 5);
  });

  it("answers a question amid an ingest before its next text, and leaves the event loop free", async () => {
    const caller = new AbortController();
    const ingest = encoder.embed(
      Array.from({ length: 500 }, () => words(80)),
      caller.signal,
    );
    const asked = ["What is attention?", "What is a transformer?"].map((text) => one(encoder, text));
    const turns = await loopTurnsDuring(Promise.all(asked));
    // 500 windows take 5 s and more.
    caller.abort(new Error("enough"));
    await expect(ingest).rejects.toThrow("enough");
    expect(turns).toBeGreaterThan(20);
  });

  it.each([
    ["the runtime is missing", `await import("no-such-package")`, /no-such-package/],
    ["the thread ends while it loads", "process.exit(3)", /ended with code 3/],
  ])("rejects with the reason where %s", async (_, script, reason) => {
    const source = `data:text/javascript,${encodeURIComponent(script)}`;
    await expect(startEmbeddedEncoder({ script: new URL(source) })).rejects.toThrow(reason);
  });

  it("rejects where loading does not end", async () => {
    const source = "data:text/javascript,setInterval(() => {}, 1000)";
    await expect(startEmbeddedEncoder({ script: new URL(source), timeoutMs: 50 })).rejects.toMatchObject({
      code: "MODEL_TIMEOUT",
    });
  });
});

describe("an embedded encoder's worker", () => {
  const open: EmbeddingModel[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((encoder) => encoder.close()));
  });
  /** An encoder whose worker runs this instead, once it is ready. */
  async function encoderOf(script: string, options: EmbeddedEncoderOptions = {}) {
    const source = `import { parentPort } from "node:worker_threads"; ${script}; ${READY}`;
    const encoder = await startEmbeddedEncoder({ script: new URL(dataUrl(source)), ...options });
    open.push(encoder);
    return encoder;
  }

  it("is replaced after a crash, which rejects the calls it hit", async () => {
    const encoder = await encoderOf(`parentPort.on("message", ({ parts }) => {
      if (parts[0] === "crash") throw new Error("out of memory");
      ${REPLY}
    })`);
    const crash = encoder.embed(["crash"], live);
    const after = encoder.embed(["after"], live);
    await expect(crash).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    await expect(crash).rejects.toHaveProperty("cause.message", "out of memory");
    expect(await after).toEqual([Float32Array.of(5, 5)]);
  });

  it("is replaced when it ends by itself", async () => {
    const encoder = await encoderOf(`parentPort.on("message", () => process.exit(3))`);
    await expect(encoder.embed(["x"], live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
    await expect(encoder.embed(["x"], live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  });

  it("is replaced when it hangs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const encoder = await encoderOf(
      `parentPort.on("message", ({ parts }) => { if (parts[0] !== "hang") ${REPLY} })`,
    );
    const failure = encoder.embed(["hang"], live).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failure).toMatchObject({ code: "MODEL_TIMEOUT", retryable: true });
    expect(await encoder.embed(["x"], live)).toEqual([Float32Array.of(1, 1)]);
  });

  it("survives an error that it reports", async () => {
    const encoder = await encoderOf(`let calls = 0; parentPort.on("message", ({ parts }) => {
      if (calls++ === 0) parentPort.postMessage({ error: new Error("bad tensor") }); else ${REPLY} })`);
    await expect(encoder.embed(["x"], live)).rejects.toHaveProperty("cause.message", "bad tensor");
    expect(await encoder.embed(["x"], live)).toEqual([Float32Array.of(1, 1)]);
  });

  it("ends with the encoder, and pending calls reject", async () => {
    const encoder = await encoderOf(`parentPort.on("message", () => {})`);
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
      `import { startEmbeddedEncoder } from ${JSON.stringify(new URL("./embedded-encoder.ts", import.meta.url))};
       const encoder = await startEmbeddedEncoder(${options});
       const embed = (text) => encoder.embed([text], new AbortController().signal);
       ${script}`,
    ]);

  it("ends by itself: an idle worker keeps it not alive, a busy one does", async () => {
    const worker = dataUrl(`import { parentPort } from "node:worker_threads";
      parentPort.on("message", ({ parts }) => ${REPLY}); ${READY}`);
    const { stdout } = await run(
      `await embed("hello"); await embed("again"); console.log("embedded twice");`,
      `{ script: new URL(${JSON.stringify(worker)}) }`,
    );
    expect(stdout).toBe("embedded twice\n");
  });
});

it("has the runtime report nothing of its use to its maker", async () => {
  const encoder = await startEmbeddedEncoder();
  onTestFinished(() => encoder.close());
  // Read from the process's own environment by the runtime when it loads.
  const { stdout } = await promisify(execFile)(process.execPath, ["-p", "process.env.ORT_DISABLE_TELEMETRY"]);
  expect(stdout.trim()).toBe("1");
});
