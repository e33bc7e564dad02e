import { nextTurn } from "../../async/steps.ts";
import { ModelError } from "../model-error.ts";
import { toUnitLength } from "../embeddings/vectors.ts";

/** Base64 of little-endian floats, or numbers, which some servers such as Ollama send in any case. */
export type EncodedVector = string | number[];

/**
 * The vectors of a response in the order of their texts, each scaled to length one; yields to the event loop between them.
 * Rejects with a `ModelError` where there is not one for each text, or not each has `dimensions` (undefined: as many as the
 * first).
 */
export async function readVectors(
  response: { data: { index?: number; embedding: EncodedVector }[] },
  count: number,
  dimensions: number | undefined,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  let expected = dimensions;
  for (const embedding of inOrder(response, count)) {
    const vector = decoded(embedding);
    expected ??= vector.length;
    if (vector.length !== expected) {
      throw new ModelError(
        "MODEL_REJECTED",
        `The embedding model returned ${vector.length} dimensions, not ${expected}`,
        { retryable: false, refusesSettings: dimensions !== undefined },
      );
    }
    vectors.push(toUnitLength(vector));
    if (vectors.length % VECTORS_IN_A_ROW === 0) await nextTurn();
  }
  return vectors;
}

/** The tokens that a provider says a request took; null where it does not say, as some servers do not. */
export function reportedTokens({ usage }: { usage?: { total_tokens?: unknown } }): number | null {
  const tokens = usage?.total_tokens;
  return typeof tokens === "number" && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null;
}

/** The vectors decoded in one turn of the event loop, which takes some milliseconds at 512 dimensions. */
const VECTORS_IN_A_ROW = 256;

function decoded(embedding: EncodedVector): ArrayLike<number> {
  if (typeof embedding !== "string") return embedding;
  // A copy, as floats must be aligned and a small Buffer is a slice of a shared one.
  const bytes = Uint8Array.from(Buffer.from(embedding, "base64"));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}

/** The vectors in the order of their texts: some servers answer in another order, some without an index. */
function inOrder(
  { data }: { data: { index?: number; embedding: EncodedVector }[] },
  count: number,
): EncodedVector[] {
  if (!Array.isArray(data) || data.length !== count) {
    throw rejected(`The embedding model returned ${data?.length} vectors for ${count} texts`);
  }
  const vectors: EncodedVector[] = [];
  data.forEach(({ embedding, index }, position) => {
    vectors[index ?? position] = embedding;
  });
  if (vectors.length !== count || Object.keys(vectors).length !== count) {
    throw rejected("The embedding model returned vectors for other texts than it was given");
  }
  return vectors;
}

function rejected(message: string) {
  return new ModelError("MODEL_REJECTED", message, { retryable: false });
}
