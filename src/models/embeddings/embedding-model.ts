import type { ModelRequestObserver } from "../request-observer.ts";

/**
 * Turns texts into vectors of one model, one vector a text, in order, all of the same length, each of length one
 * (so that a dot product is their cosine). Rejects with a `ModelError`, or with the signal's reason when it is aborted.
 * Long calls of several owners, such as sessions, take turns; those that name none have one turn for all.
 */
export type Embed = (texts: string[], signal: AbortSignal, owner?: string) => Promise<Float32Array[]>;

/**
 * Turns texts, each given as its parts, into the vector of the whole and one for each part as it is read within the whole:
 * the mean of its tokens' outputs (late pooling: Günther et al., Late Chunking, arXiv 2409.04701). A part beyond what the
 * model reads of a text has a vector of zeros.
 */
export type EmbedParts = (texts: string[][], signal: AbortSignal, owner?: string) => Promise<TextVectors[]>;
export type TextVectors = { whole: Float32Array; parts: Float32Array[] };

/** The model that the server brings along, which reads English alone. */
export const EMBEDDED_MODEL = "all-MiniLM-L6-v2";

/**
 * Makes a request for texts, and counts what it takes. `reported`: the tokens that the provider counted, 0 for a request that
 * cost nothing, null where it did not say. Rejects with a `ModelError` where the request may not be made, and as the request does.
 */
export type EmbeddingMeter = <Response>(
  texts: string[],
  request: () => Promise<{ response: Response; reported: number | null }>,
) => Promise<Response>;

/** An embedding model. `name` stands beside every stored vector: only vectors of one name are ever compared. */
export type EmbeddingModel = {
  /** The model's name, with its dimensions where it has several: `text-embedding-3-small@512`. */
  name: string;
  embed: Embed;
  /** undefined where a model gives no outputs of single tokens, as no provider's does. */
  embedParts?: EmbedParts | undefined;
  /** Has each further request to a provider counted; undefined where there is none to pay. */
  countBy?: ((meter: EmbeddingMeter) => void) | undefined;
  /** Has the observer told of each further request. */
  observe?: ((observer: ModelRequestObserver) => void) | undefined;
  /** A fingerprint of the settings that a provider is called with; undefined where there is none. */
  settings?: string | undefined;
  /** Ends threads and requests; pending calls reject. */
  close(): Promise<void>;
};
