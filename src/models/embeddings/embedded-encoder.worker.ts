import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { Tokenizer } from "@huggingface/tokenizers";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import { toUnitLength } from "./vectors.ts";
import type { EncoderReply, EncoderRequest } from "./encoder-worker.ts";

/** The tokens that the model was trained to read of a text, with the two that stand around it. */
const MAX_TOKENS = 256;
/** More than 256 tokens of any sensible text: of a longer one the tokenizer need not read the rest. */
const MAX_CHARACTERS = 8_000;
const OUTPUT = "sentence_embedding";

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

parentPort!.on("message", async ({ text }: EncoderRequest) => {
  try {
    const vector = await encode(text);
    reply({ vector }, [vector.buffer]);
  } catch (error) {
    reply({ error: error instanceof Error ? error : new Error(String(error)) });
  }
});
reply("ready");

function reply(message: EncoderReply, transfer: ArrayBuffer[] = []) {
  parentPort!.postMessage(message, transfer);
}

async function encode(text: string): Promise<Float32Array<ArrayBuffer>> {
  const ids = tokenIds(text);
  const shape = [1, ids.length];
  const outputs = await session.run(
    {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
    },
    [OUTPUT],
  );
  return toUnitLength(outputs[OUTPUT]!.data as Float32Array);
}

/** The tokens of a text, cut to what the model reads; the last one marks the end. */
function tokenIds(text: string): number[] {
  const { ids } = tokenizer.encode(
    text
      .slice(0, 2 * MAX_CHARACTERS)
      .replace(/\s+/g, " ")
      .slice(0, MAX_CHARACTERS),
  );
  return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ids.at(-1)!];
}
