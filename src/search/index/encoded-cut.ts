import { endianness } from "node:os";
import type { TranscriptCut } from "./cut/cut-transcript.ts";
import type { Range } from "./range.ts";
import type { IndexedSentences, IndexedRanges, ReadTranscript } from "./transcript-index.ts";

/**
 * How a transcript is cut, as it is stored: 32-bit integers, little-endian. Of the sentences first all starts, then all
 * ends (both in milliseconds), then the offsets in the text at which they begin, then those at which they end; of windows
 * and passages first the numbers of their first sentences, then of their last ones.
 */
export type EncodedCut = { sentences: Buffer; windows: Buffer; passages: Buffer };

export function encodeCut({ sentences, windows, passages }: TranscriptCut): EncodedCut {
  return {
    sentences: encode([
      ...sentences.map(({ startMs }) => startMs),
      ...sentences.map(({ endMs }) => endMs),
      ...sentences.map(({ from }) => from),
      ...sentences.map(({ to }) => to),
    ]),
    windows: encodeRanges(windows),
    passages: encodeRanges(passages),
  };
}

/** A transcript as it has just been cut, as it would be read from the database; its passages are called by their numbers. */
export function readFreshCut(
  cut: TranscriptCut,
  about: Pick<ReadTranscript, "transcriptId" | "language" | "vectors">,
): ReadTranscript {
  const { sentences, windows, passages } = encodeCut(cut);
  return {
    ...about,
    version: 1,
    text: cut.text,
    sentences: decodeSentences(sentences),
    windows: decodeRanges(windows),
    passages: { ...decodeRanges(passages), ids: cut.passages.map((_, number) => String(number)) },
  };
}

export function decodeSentences(buffer: Uint8Array): IndexedSentences {
  const [startMs, endMs, from, to] = columns(buffer, 4);
  return { startMs: startMs!, endMs: endMs!, from: from!, to: to! };
}

export function decodeRanges(buffer: Uint8Array): IndexedRanges {
  const [first, last] = columns(buffer, 2);
  return { first: first!, last: last! };
}

export const encodeFloats = (values: Float32Array): Buffer =>
  littleEndian(Buffer.from(values.slice().buffer));

export const decodeFloats = (buffer: Uint8Array): Float32Array =>
  new Float32Array(littleEndian(Buffer.from(new Uint8Array(buffer).buffer)).buffer);

const encodeRanges = (ranges: Range[]): Buffer =>
  encode([...ranges.map(({ first }) => first), ...ranges.map(({ last }) => last)]);

const encode = (values: number[]): Buffer => littleEndian(Buffer.from(Int32Array.from(values).buffer));

/** Integers in so many runs of equal length. Copied, since what the driver hands over need not be aligned. */
function columns(buffer: Uint8Array, count: number): Int32Array[] {
  const values = new Int32Array(littleEndian(Buffer.from(new Uint8Array(buffer).buffer)).buffer);
  const rows = values.length / count;
  return Array.from({ length: count }, (_, column) => values.subarray(column * rows, (column + 1) * rows));
}

/** Turns the bytes of 32-bit numbers round where the machine is big-endian. */
const littleEndian = (bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> =>
  endianness() === "LE" ? bytes : bytes.swap32();
