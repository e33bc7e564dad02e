import { scriptBeside } from "../../async/threads/script-beside.ts";
import { inSpan } from "../../observability/spans.ts";
import { EMBEDDED_MODEL, type EmbeddingModel, type TextVectors } from "./embedding-model.ts";
import { createEmbedQueue } from "./embed-queue.ts";
import { timedRequest } from "../retry.ts";
import type { ModelRequestObserver } from "../request-observer.ts";
import { startEncoderWorker } from "./encoder-worker.ts";

export type EmbeddedEncoderOptions = {
  /** The time after which a worker that has not answered is replaced; loading takes 0.2 s, a text 15 ms. */
  timeoutMs?: number;
  /** The script of the worker, which tests replace. */
  script?: URL;
};

/**
 * The sentence encoder in models/: no key, no network, 384 dimensions, English. It reads the first 256 tokens of a text,
 * which are some 180 words of speech.
 *
 * It runs in a thread, so the event loop stays free, one text after another: a question waits for no more than the text
 * under way. When the thread crashes, the calls whose text it had reject, and the next text gets a new thread. Rejects with
 * what keeps the model from loading: its runtime has no build for some machines.
 */
export async function startEmbeddedEncoder(options: EmbeddedEncoderOptions = {}): Promise<EmbeddingModel> {
  const { timeoutMs = 60_000, script = scriptBeside(import.meta, "embedded-encoder.worker") } = options;
  // From 1.29 on the runtime reports its use to its maker, unless this stands in the process's own environment, which a
  // worker's process.env is a copy of: nothing that is said here leaves the machine.
  process.env["ORT_DISABLE_TELEMETRY"] = "1";
  const start = () => startEncoderWorker(script, timeoutMs);
  let worker = start();
  let observer: ModelRequestObserver | null = null;
  await worker.ready;

  const queue = createEmbedQueue<string[], TextVectors>({
    // Ignores the signal: a worker cannot be interrupted, and is not free for another text until it has answered.
    async run(texts) {
      if (worker.ended()) worker = start();
      return [
        await timedRequest(
          () => worker.encode(texts[0]!),
          (ended) => observer?.({ provider: "embedded", operation: "embed", attempt: 1, ...ended }),
        ),
      ];
    },
    concurrency: 1,
    // Several at once are no faster, and padding them to one length costs.
    maxTexts: 1,
  });
  return {
    name: EMBEDDED_MODEL,
    async embed(texts, signal, owner) {
      const queued = texts.map((text) => toQueued([text]));
      const vectors = await inSpan(...spanOf(texts), () => queue.embed(queued, signal, owner));
      return vectors.map(({ whole }) => whole);
    },
    observe: (given) => void (observer = given),
    embedParts: (texts, signal, owner) =>
      inSpan(...spanOf(texts), () => queue.embed(texts.map(toQueued), signal, owner)),
    close: async () => {
      queue.close();
      await worker.end();
    },
  };
}

/** A call's span, with the wait for those before it. */
const spanOf = ({ length }: unknown[]) =>
  [
    `embeddings ${EMBEDDED_MODEL}`,
    {
      attributes: {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.provider.name": "video-rag",
        "gen_ai.request.model": EMBEDDED_MODEL,
        "video_rag.embed.texts": length,
      },
    },
  ] as const;

/** What a text takes beside its characters, in characters, so that long and short ones cost as much as they take of time. */
const TEXT_COST = 40;

const toQueued = (text: string[]) => ({
  text,
  cost: text.reduce((sum, part) => sum + part.length, TEXT_COST),
});
