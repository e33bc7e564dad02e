import type { EmbeddingModel } from "../embeddings/embedding-model.ts";
import { readVectors } from "./embedding-response.ts";
import { createEmbedQueue, type QueuedText } from "../embeddings/embed-queue.ts";
import { createOpenAIClient, isOpenAI, type OpenAIProvider } from "./openai-client.ts";
import { refusesParameter, toModelError } from "./openai-errors.ts";
import { retryRequest, type ModelRetryOptions } from "../retry.ts";

export type OpenAIEmbeddingsOptions = OpenAIProvider & {
  model?: string;
  /** The length of the vectors: default 512 for models that can be asked for it, and else the model's own. */
  dimensions?: number;
  /** Whether the operator named `dimensions`: else only models known to take the parameter are sent it. */
  dimensionsGiven?: boolean;
  /** Requests under way at once, beside four for questions alone. */
  concurrency?: number;
  /** Texts in one request. Default: OpenAI's 2048; 128 elsewhere. */
  maxTexts?: number;
  /** How long the texts of a transcript wait for others to share their request, in milliseconds. */
  delayMs?: number;
  /** For one request, without its retries. */
  timeoutMs?: number;
  retry?: Partial<ModelRetryOptions>;
};

/** Requests for questions alone: one that hangs, or waits to be tried again, holds up no other. */
const QUESTION_REQUESTS = 4;
/**
 * OpenAI's limits of tokens in one text (longer ones are cut) and in all texts of a request, kept to in bytes: a token
 * is a byte at least, in every language and vocabulary. The windows of a transcript have some hundred bytes.
 */
const MAX_BYTES_PER_TEXT = 8191;
const MAX_BYTES_PER_REQUEST = 300_000;

/**
 * Embeddings of OpenAI's API. The texts of concurrent calls share requests, filled to the provider's limits and each
 * retried by itself. Vectors are checked against the dimensions expected and brought to length one.
 */
export function createOpenAIEmbeddings(options: OpenAIEmbeddingsOptions = {}): EmbeddingModel {
  const { model = "text-embedding-3-small", timeoutMs = 60_000, concurrency = 4, delayMs = 10 } = options;
  const retry = { retries: 4, baseDelayMs: 500, maxDelayMs: 30_000, ...options.retry };
  const client = createOpenAIClient(options, timeoutMs);
  const takesDimensions = model.includes("text-embedding-3");
  const named = takesDimensions || (options.dimensionsGiven ?? options.dimensions !== undefined);
  const known = named ? (options.dimensions ?? 512) : OWN_DIMENSIONS.get(model);
  // Many servers that speak the API have one model, whatever is asked for, and its length: that is taken, unless the
  // operator named another.
  const insists = isOpenAI(options) || (options.dimensionsGiven ?? options.dimensions !== undefined);
  let expected = insists ? known : undefined;
  let sendsDimensions = named;

  async function request(texts: string[], signal: AbortSignal): Promise<number[][]> {
    const dimensions = sendsDimensions ? { dimensions: known! } : {};
    try {
      // Base64 is a quarter of the size of numbers; asked for by name, the SDK leaves the decoding to us.
      const body = { model, input: texts, encoding_format: "base64" as const, ...dimensions };
      const response = await client.embeddings.create(body, { signal });
      const vectors = await readVectors(response, texts.length, expected);
      expected ??= vectors[0]!.length;
      return vectors;
    } catch (error) {
      signal.throwIfAborted();
      if (takesDimensions || !("dimensions" in dimensions) || !refusesParameter(error, "dimensions")) {
        throw toModelError(error);
      }
    }
    sendsDimensions = false;
    return request(texts, signal);
  }

  const maxTexts = options.maxTexts ?? (isOpenAI(options) ? 2048 : 128);
  const queue = createEmbedQueue({
    run: (texts, signal) => retryRequest(() => request(texts, signal), retry, signal),
    concurrency,
    spareForSmall: QUESTION_REQUESTS,
    maxTexts,
    maxCost: MAX_BYTES_PER_REQUEST,
    delayMs,
  });
  return {
    name: known === undefined ? model : `${model}@${known}`,
    embed: (texts, signal) => queue.embed(texts.map(toQueuedText), signal),
    close: async () => queue.close(),
  };
}

/** Models that have one length of vectors, and refuse to be asked for another. */
const OWN_DIMENSIONS = new Map([["text-embedding-ada-002", 1536]]);

/** An empty text would be refused. */
function toQueuedText(text: string): QueuedText {
  const bytes = Buffer.from(text || " ");
  if (bytes.length <= MAX_BYTES_PER_TEXT) return { text: text || " ", cost: bytes.length };
  // Decoding for a stream leaves out the character that the cut has split.
  const cut = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES_PER_TEXT), { stream: true });
  return { text: cut, cost: MAX_BYTES_PER_TEXT };
}
