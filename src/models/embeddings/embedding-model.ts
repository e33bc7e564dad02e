/**
 * Turns texts into vectors of one model, one vector a text, in order, all of the same length, each of length one
 * (so that a dot product is their cosine). Rejects with a `ModelError`, or with the signal's reason when it is aborted.
 */
export type Embed = (texts: string[], signal: AbortSignal) => Promise<Float32Array[]>;

/** An embedding model. `name` stands beside every stored vector: only vectors of one name are ever compared. */
export type EmbeddingModel = {
  /** The model's name, with its dimensions where it has several: `text-embedding-3-small@512`. */
  name: string;
  embed: Embed;
  /** Ends threads and requests; pending calls reject. */
  close(): Promise<void>;
};
