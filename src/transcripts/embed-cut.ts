import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { toUnitLength } from "../models/embeddings/vectors.ts";
import type { CutTexts } from "../search/index/cut/cut-texts.ts";
import type { TranscriptVectors } from "../search/index/encoded-index.ts";

/** Most texts in one call of the embedding model; progress is reported after each call. */
const TEXTS_PER_CALL = 32;

/** Most calls under way at once, of one kind: more than fill all requests that a model has under way at once. */
const CALLS_AT_ONCE = 256;

/**
 * The vectors of a transcript's windows and sentences. A sentence's is the mean of its own and of the one that it has within
 * its window, where the model gives that: the one tells what it says, the other what it speaks of. A text that is said
 * more than once is embedded once. `owner`: whose turn the calls take.
 */
export async function embedCut(
  embedding: EmbeddingModel,
  { sentences, windows }: CutTexts,
  signal: AbortSignal,
  report: (share: number) => void,
  owner?: string,
): Promise<TranscriptVectors> {
  const { embedParts } = embedding;
  const alone = embedParts ? sentences : [...windows.map(({ text }) => text), ...sentences];
  const texts = [...new Set(alone)];
  const within = embedParts ? windows.map(({ first, last }) => sentences.slice(first, last + 1)) : [];
  let done = 0;
  const count = (part: number) => report((done += part) / (texts.length + within.length));
  const [vectors, inWindows] = await allOrNone(signal, (anySignal) => [
    inParts(texts, (part) => embedding.embed(part, anySignal, owner), count),
    embedParts ? inParts(within, (part) => embedParts(part, anySignal, owner), count) : Promise.resolve([]),
  ]);
  const vectorOf = new Map(texts.map((text, index) => [text, vectors[index]!]));
  const made = sentences.map((text) => vectorOf.get(text)!.slice());
  for (const [window, { parts }] of inWindows.entries())
    for (const [at, part] of parts.entries()) add(made[windows[window]!.first + at]!, part);
  return {
    model: embedding.name,
    windows: windows.map(({ text }, window) => inWindows[window]?.whole ?? vectorOf.get(text)!),
    sentences: embedParts ? made.map(toUnitLength) : made,
  };
}

function add(vector: Float32Array, other: Float32Array): void {
  for (let n = 0; n < vector.length; n++) vector[n]! += other[n]!;
}

/** Waits for all that `start` starts. Where one rejects, the signal that they were given is aborted, and so do they all. */
async function allOrNone<Results extends unknown[]>(
  signal: AbortSignal,
  start: (signal: AbortSignal) => { [Index in keyof Results]: Promise<Results[Index]> },
): Promise<Results> {
  const failed = new AbortController();
  const anySignal = AbortSignal.any([signal, failed.signal]);
  // Every call adds a listener.
  setMaxListeners(0, anySignal);
  const started = start(anySignal);
  try {
    return await Promise.all(started);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(started);
    throw error;
  }
}

/** Makes many calls at once: the embedding model decides how many texts share a request, and how many requests run. */
async function inParts<Text, Vectors>(
  texts: Text[],
  embed: (texts: Text[]) => Promise<Vectors[]>,
  count: (done: number) => void,
): Promise<Vectors[]> {
  const limit = pLimit(CALLS_AT_ONCE);
  const calls = equalParts(texts, TEXTS_PER_CALL).map((part) =>
    limit(async () => {
      const vectors = await embed(part);
      count(part.length);
      return vectors;
    }),
  );
  return (await Promise.all(calls)).flat();
}

/** Parts of `most` at most, of about equal size: a small remainder would be taken for a question, and go first. */
function equalParts<T>(list: T[], most: number): T[][] {
  const count = Math.ceil(list.length / most);
  const start = (part: number) => Math.round((part * list.length) / count);
  return Array.from({ length: count }, (_, part) => list.slice(start(part), start(part + 1)));
}
