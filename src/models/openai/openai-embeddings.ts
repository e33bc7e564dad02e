import { createHash } from "node:crypto";
import type { EmbeddingMeter, EmbeddingModel } from "../embeddings/embedding-model.ts";
import { readVectors, reportedTokens } from "./embedding-response.ts";
import { createEmbedQueue, type QueuedText } from "../embeddings/embed-queue.ts";
import { inSpan, spanFailed } from "../../observability/spans.ts";
import { callAttributes, createOpenAIClient, isOpenAI, type OpenAIProvider } from "./openai-client.ts";
import { ModelError } from "../model-error.ts";
import { costsNothing, refusesParameter, toModelError } from "./openai-errors.ts";
import type { ModelRequestObserver } from "../request-observer.ts";
import { retryRequest, type ModelRetryOptions } from "../retry.ts";

export type OpenAIEmbeddingsOptions = OpenAIProvider & {
  model?: string;
  /** The length of the vectors. Default: 512 for models that can be asked for it, else the model's own. */
  dimensions?: number;
  /** Whether the operator set `dimensions`; otherwise only models known to take the parameter are sent it. */
  dimensionsGiven?: boolean;
  /** Most requests under way at once, apart from four for questions alone. */
  concurrency?: number;
  /** Most texts in one request. Default: 2048 at OpenAI, 128 elsewhere. */
  maxTexts?: number;
  /** How long the texts of a transcript wait for others to share their request, in milliseconds. */
  delayMs?: number;
  /** Limit of one request, without its retries. */
  timeoutMs?: number;
  retry?: Partial<ModelRetryOptions>;
};

/** Requests for questions alone, several so that one that hangs or waits for a retry does not hold up the others. */
const QUESTION_REQUESTS = 4;
/**
 * OpenAI's limits of tokens in one text (longer ones are cut) and in one request, applied to bytes: a token has at least
 * one byte in every language and vocabulary. The windows of a transcript have some hundred bytes.
 */
const MAX_BYTES_PER_TEXT = 8191;
const MAX_BYTES_PER_REQUEST = 300_000;

/**
 * Embeddings of OpenAI's API. Concurrent calls share requests, which are filled to the provider's limits and retried one
 * by one. The length of vectors is checked, and they are scaled to length one.
 */
export function createOpenAIEmbeddings(options: OpenAIEmbeddingsOptions = {}): EmbeddingModel {
  const { model = "text-embedding-3-small", timeoutMs = 60_000, concurrency = 4, delayMs = 10 } = options;
  const retry = { retries: 4, baseDelayMs: 500, maxDelayMs: 30_000, ...options.retry };
  const client = createOpenAIClient(options, timeoutMs);
  const takesDimensions = model.includes("text-embedding-3");
  const isLengthGiven = options.dimensionsGiven ?? options.dimensions !== undefined;
  let sendsDimensions = takesDimensions || isLengthGiven;
  const knownLength = sendsDimensions ? (options.dimensions ?? 512) : OWN_DIMENSIONS.get(model);
  // Many other servers have one model, whatever is asked for: its length is taken, unless the operator set another.
  let expected = isOpenAI(options) || isLengthGiven ? knownLength : undefined;

  let observer: ModelRequestObserver | null = null;
  let meter: EmbeddingMeter = async (_, make) => (await make()).response;

  async function request(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const response = await meter<EmbeddingResponse | ModelError | "without dimensions">(texts, () => send(texts, signal));
    if (response instanceof ModelError) throw response;
    if (response === "without dimensions") {
      sendsDimensions = false;
      return request(texts, signal);
    }
    try {
      const vectors = await readVectors(response, texts.length, expected);
      expected ??= vectors[0]!.length;
      return vectors;
    } catch (error) {
      signal.throwIfAborted();
      throw toModelError(error);
    }
  }

  function send(texts: string[], signal: AbortSignal) {
    const attributes = { ...callAttributes(options, "embeddings", model), "video_rag.embed.texts": texts.length };
    return inSpan(`embeddings ${model}`, { attributes, kind: "client" }, async (span) => {
      const sent = await ask(texts, signal);
      if (sent.reported !== null) span.setAttribute("gen_ai.usage.input_tokens", sent.reported);
      if (sent.response instanceof ModelError) spanFailed(span, sent.response.code);
      return sent;
    });
  }

  async function ask(texts: string[], signal: AbortSignal) {
    const dimensions = sendsDimensions ? { dimensions: knownLength! } : {};
    try {
      // Base64 is a quarter of the size of numbers. Where it is set explicitly, the SDK leaves the decoding to its caller.
      const body = { model, input: texts, encoding_format: "base64" as const, ...dimensions };
      const response = await client.embeddings.create(body, { signal });
      return { response, reported: reportedTokens(response) };
    } catch (error) {
      signal.throwIfAborted();
      if (takesDimensions || !("dimensions" in dimensions) || !refusesParameter(error, "dimensions")) {
        const failure = toModelError(error);
        if (costsNothing(error)) return { response: failure, reported: 0 };
        throw failure;
      }
      return { response: "without dimensions" as const, reported: 0 };
    }
  }

  const maxTexts = options.maxTexts ?? (isOpenAI(options) ? 2048 : 128);
  const queue = createEmbedQueue<string, Float32Array>({
    run: (texts, signal) =>
      retryRequest(
        () => request(texts, signal),
        { ...retry, onAttempt: (attempt) => observer?.({ provider: "openai", operation: "embed", ...attempt }) },
        signal,
      ),
    concurrency,
    spareForSmall: QUESTION_REQUESTS,
    maxTexts,
    maxCost: MAX_BYTES_PER_REQUEST,
    delayMs,
  });
  return {
    name: knownLength === undefined ? model : `${model}@${knownLength}`,
    embed: (texts, signal, owner) => queue.embed(texts.map(toQueuedText), signal, owner),
    settings: fingerprint([options.baseURL, options.apiKey, model, knownLength]),
    countBy: (given) => void (meter = given),
    observe: (given) => void (observer = given),
    close: async () => queue.close(),
  };
}

/** Tells settings apart, and reveals none of them. */
const fingerprint = (settings: unknown[]): string =>
  createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);

type EmbeddingResponse = Parameters<typeof readVectors>[0];

/** Models with a fixed length of vectors, which refuse the parameter. */
const OWN_DIMENSIONS = new Map([["text-embedding-ada-002", 1536]]);

/** The text cut to the limit, or a space for an empty one, which would be refused. */
function toQueuedText(text: string): QueuedText<string> {
  const bytes = Buffer.from(text || " ");
  if (bytes.length <= MAX_BYTES_PER_TEXT) return { text: text || " ", cost: bytes.length };
  // Decoding for a stream leaves out the character that the cut has split.
  const cut = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES_PER_TEXT), { stream: true });
  return { text: cut, cost: MAX_BYTES_PER_TEXT };
}
