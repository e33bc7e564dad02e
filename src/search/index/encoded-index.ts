import type { Steps } from "../../async/steps.ts";
import { greatest } from "../../text/sum.ts";
import type { TranscriptCut } from "./cut/cut-transcript.ts";
import { encodeCut, encodeFloats, type EncodedCut } from "./encoded-cut.ts";
import { toFloatArray } from "./vectors/float-array.ts";
import { quantizeSteps } from "./vectors/quantize.ts";

/** The vectors of a transcript by one model, in the order of its windows and of its sentences; all of one length. */
export type TranscriptVectors = {
  model: string;
  windows: Float32Array[];
  sentences: Float32Array[];
};

/** The vectors as statements take them. */
export type EncodedVectors = {
  model: string;
  dimensions: number;
  /** The windows' as `float4[]`, `WINDOWS_PER_STATEMENT` in each but the last. */
  windows: { count: number; floats: Uint8Array }[];
  /** The sentences', at eight bits a number, and their scales. */
  values: Uint8Array;
  scales: Uint8Array;
};

/** All that search keeps of a transcript, as statements take it. */
export type EncodedIndex = {
  text: string;
  cut: EncodedCut;
  passages: { startMs: number; endMs: number; text: string }[];
  /** null where there is no embedding model. */
  vectors: EncodedVectors | null;
};

/** Rows of one statement: their parameters are made in one go, which holds up the event loop by some 10 ms. */
export const WINDOWS_PER_STATEMENT = 250;

export function* encodeIndexSteps(
  cut: TranscriptCut,
  vectors: TranscriptVectors | null,
): Steps<EncodedIndex> {
  const { text, sentences } = cut;
  const passages: EncodedIndex["passages"] = [];
  for (const { first, last } of cut.passages) {
    const own = sentences.slice(first, last + 1);
    passages.push({
      startMs: own[0]!.startMs,
      endMs: greatest(own.map(({ endMs }) => endMs)),
      text: text.slice(own[0]!.from, own.at(-1)!.to),
    });
    yield;
  }
  const encoded = encodeCut(cut);
  yield;
  return { text, cut: encoded, passages, vectors: vectors && (yield* encodeVectorSteps(vectors)) };
}

export function* encodeVectorSteps({ model, windows, sentences }: TranscriptVectors): Steps<EncodedVectors> {
  const { values, scales } = yield* quantizeSteps(sentences);
  const batches: EncodedVectors["windows"] = [];
  for (let start = 0; start < windows.length; start += WINDOWS_PER_STATEMENT) {
    const batch = windows.slice(start, start + WINDOWS_PER_STATEMENT);
    batches.push({ count: batch.length, floats: toFloatArray(batch) });
    yield;
  }
  return {
    model,
    dimensions: windows[0]?.length ?? 0,
    windows: batches,
    values: new Uint8Array(values.buffer),
    scales: encodeFloats(scales),
  };
}
