import type { TextVectors } from "../../models/embeddings/embedding-model.ts";
import type { StoredChapters } from "../overview.ts";
import type { PreparedTranscript } from "./prepare-transcript.ts";

/** A transcript that a thread or a process of its own prepares. */
export type ApartTranscript = {
  /** `StoredCue`s as JSON. */
  cues: string;
  language: string | null;
  durationMs: number | null;
  chapters: StoredChapters | null;
};

/** The embedding model; `isOwn`: the one that prepares starts it by itself, and asks for no vectors. */
export type ApartModel = { name: string; embedsParts: boolean; isOwn: boolean };

export type ToPreparer =
  | { start: ApartTranscript; model: ApartModel | null }
  | { answers: number; vectors: Float32Array[] | TextVectors[] }
  /** The model failed; whoever started the preparer knows how. */
  | { fails: number };

export type FromPreparer =
  | { asks: number; texts: string[] }
  | { asks: number; parts: string[][] }
  | { progress: number }
  /** Something failed that leaves a transcript without suggested questions, and no more. */
  | { problem: Error }
  | { prepared: PreparedTranscript }
  /** `because`: the call of the model that failed; null: none of them. */
  | { failed: Error; because: number | null };

/** Either end of the connection between the server and a preparer. */
export type Port<Out, In> = {
  post(message: Out, transfer?: ArrayBuffer[]): void;
  listen(listener: (message: In) => void): void;
};
