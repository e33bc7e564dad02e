import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { Tokenizer } from "@huggingface/tokenizers";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import type { TextVectors } from "./embedding-model.ts";
import { toUnitLength } from "./vectors.ts";
import type { EncoderReply, EncoderRequest } from "./encoder-worker.ts";

/** The tokens that the model was trained to read of a text, with the two that stand around it. */
const MAX_TOKENS = 256;
/** More than 256 tokens of any sensible text: of a longer one the tokenizer need not read the rest. */
const MAX_CHARACTERS = 8_000;
const OF_TEXT = "sentence_embedding";
const OF_TOKENS = "last_hidden_state";

const fileOf = (name: string) =>
  fileURLToPath(new URL(`../../../models/all-MiniLM-L6-v2/${name}`, import.meta.url));

// Below an error the runtime remarks on the machine, on stderr.
env.logLevel = "error";
const tokenizer = new Tokenizer(JSON.parse(readFileSync(fileOf("tokenizer.json"), "utf8")) as object, {});
const session = await InferenceSession.create(fileOf("model_quantized.onnx"), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  // Buffers are given back after each text: kept ones would be those of the longest.
  enableCpuMemArena: false,
  enableMemPattern: false,
});

parentPort!.on("message", async ({ parts }: EncoderRequest) => {
  try {
    const vectors = await encode(parts);
    const made = [vectors.whole, ...vectors.parts].map(({ buffer }) => buffer as ArrayBuffer);
    reply({ vectors }, made);
  } catch (error) {
    reply({ error: error instanceof Error ? error : new Error(String(error)) });
  }
});
reply("ready");

function reply(message: EncoderReply, transfer: ArrayBuffer[] = []) {
  parentPort!.postMessage(message, transfer);
}

/** A text of one part has no vector for that: it is the whole. */
async function encode(parts: string[]): Promise<TextVectors> {
  const { ids, ends } = tokenIds(parts);
  const shape = [1, ids.length];
  const outputs = await session.run(
    {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
    },
    parts.length > 1 ? [OF_TEXT, OF_TOKENS] : [OF_TEXT],
  );
  const whole = toUnitLength(outputs[OF_TEXT]!.data as Float32Array);
  if (parts.length === 1) return { whole, parts: [whole.slice()] };
  const tokens = outputs[OF_TOKENS]!.data as Float32Array;
  return { whole, parts: ends.map((end, part) => sumOf(tokens, part === 0 ? 1 : ends[part - 1]!, end, whole.length)) };
}

/** The sum of the vectors of some tokens, at unit length: that of their mean. */
function sumOf(tokens: Float32Array, first: number, end: number, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (let token = first; token < end; token++)
    for (let n = 0; n < dimensions; n++) sum[n]! += tokens[token * dimensions + n]!;
  return first < end ? toUnitLength(sum) : sum;
}

/** The tokens of a text, cut to what the model reads, between those that mark its ends; and where each part ends. */
function tokenIds(parts: string[]): { ids: number[]; ends: number[] } {
  const ids: number[] = [];
  const ends: number[] = [];
  let last = 0;
  for (const part of parts) {
    const read = tokenizer.encode(
      part
        .slice(0, 2 * MAX_CHARACTERS)
        .replace(/\s+/g, " ")
        .slice(0, MAX_CHARACTERS),
    ).ids;
    if (ids.length === 0) ids.push(read[0]!);
    last = read.at(-1)!;
    for (let at = 1; at < read.length - 1 && ids.length < MAX_TOKENS - 1; at++) ids.push(read[at]!);
    ends.push(ids.length);
  }
  ids.push(last);
  return { ids, ends };
}
