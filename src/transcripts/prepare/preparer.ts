import type { StoredCue } from "../../captions/cue.ts";
import { startEmbeddedEncoder } from "../../models/embeddings/embedded-encoder.ts";
import type { EmbeddingModel, TextVectors } from "../../models/embeddings/embedding-model.ts";
import { createSuggester } from "../../suggestions/suggest-questions.ts";
import type { ApartModel, ApartTranscript, FromPreparer, Port, ToPreparer } from "./messages.ts";
import { prepareTranscript, type PreparedTranscript } from "./prepare-transcript.ts";

/** A call of the model failed, which the server knows by its number. */
class ModelFailed extends Error {
  readonly call: number;

  constructor(call: number) {
    super("The embedding model failed");
    this.call = call;
  }
}

/** Prepares the one transcript that it is sent. Runs in a thread or process of its own, which may be ended at any time. */
export function runPreparer({ post, listen }: Port<FromPreparer, ToPreparer>): void {
  const calls = new Map<number, PromiseWithResolvers<Float32Array[] | TextVectors[]>>();

  function ask(message: { texts: string[] } | { parts: string[][] }) {
    const call = calls.size;
    const answer = Promise.withResolvers<Float32Array[] | TextVectors[]>();
    calls.set(call, answer);
    post({ asks: call, ...message });
    return answer.promise;
  }

  /** The server's model. */
  const askingModel = ({ name, embedsParts }: ApartModel): EmbeddingModel => ({
    name,
    embed: (texts) => ask({ texts }) as Promise<Float32Array[]>,
    embedParts: embedsParts ? (parts) => ask({ parts }) as Promise<TextVectors[]> : undefined,
    close: () => Promise.resolve(),
  });

  async function prepare(start: ApartTranscript, model: ApartModel | null): Promise<void> {
    const embedding = model && (model.isOwn ? await startEmbeddedEncoder() : askingModel(model));
    const suggester = createSuggester({
      embedding,
      onFailure: (problem) => post({ problem: toError(problem) }),
      // In this thread: nobody else waits for it.
      english: {
        read: async (request) => {
          const { englishQuestions } = await import("../../suggestions/english/english-questions.ts");
          return englishQuestions(request.sentences, request.titles);
        },
        close: () => Promise.resolve(),
      },
    });
    const cues = (JSON.parse(start.cues) as StoredCue[]).map(([startMs, endMs, text]) => ({
      startMs,
      endMs,
      text,
    }));
    const prepared = await prepareTranscript(
      { ...start, cues },
      {
        embedding,
        suggester,
        owner: "",
        signal: new AbortController().signal,
        onProgress: (progress) => post({ progress }),
      },
    );
    await embedding?.close();
    post({ prepared }, buffersOf(prepared));
  }

  listen((message) => {
    if ("start" in message) {
      prepare(message.start, message.model).catch((error: unknown) =>
        post({ failed: toError(error), because: error instanceof ModelFailed ? error.call : null }),
      );
      return;
    }
    if ("fails" in message) calls.get(message.fails)!.reject(new ModelFailed(message.fails));
    else calls.get(message.answers)!.resolve(message.vectors);
  });
}

/** The memory that is handed over instead of being copied. */
function buffersOf({ index: { vectors } }: PreparedTranscript): ArrayBuffer[] {
  if (!vectors) return [];
  const arrays = [vectors.values, vectors.scales, ...vectors.windows.map(({ floats }) => floats)];
  // Small ones share the memory of others.
  return arrays.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
