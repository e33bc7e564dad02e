import { BM25_STANDARD, bm25, type CountedText } from "./bm25.ts";
import type { Track } from "../eval-data.ts";
import { createTimeline } from "../../src/captions/timeline.ts";
import type { Place } from "./score.ts";

const CHUNK_CHARACTERS = 1000;
const OVERLAP_CHARACTERS = 200;

/** A chunk of the usual recipe: 1,000 characters, overlapping by 200. */
export type Chunk = Place & CountedText & { text: string };

export function cutChunks({ videoId, cues }: Track): Chunk[] {
  const timeline = createTimeline(cues);
  const chunks: Chunk[] = [];
  for (let from = 0; from < timeline.text.length; from += CHUNK_CHARACTERS - OVERLAP_CHARACTERS) {
    const to = Math.min(from + CHUNK_CHARACTERS, timeline.text.length);
    const text = timeline.text.slice(from, to);
    chunks.push({
      videoId,
      startMs: timeline.startAt(from),
      endMs: timeline.endAt(to),
      text,
      ...countWords(text),
    });
    if (to === timeline.text.length) break;
  }
  return chunks;
}

/** The words of a text, unstemmed, with stop words. */
function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function countWords(text: string): CountedText {
  const words = plainWords(text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, length: words.length };
}

/** The ten best chunks of each baseline. */
export function rankChunks(
  chunks: Chunk[],
  question: string,
  vectors: { question: Float32Array; chunks: Float32Array[] },
): Record<string, Chunk[]> {
  const words = order(bm25(chunks, [...new Set(plainWords(question))], BM25_STANDARD));
  const top = (ranking: number[]) => ranking.slice(0, 10).map((index) => chunks[index]!);
  const meaning = order(vectors.chunks.map((vector) => dot(vector, vectors.question)));
  const fused = Array.from(chunks, () => 0);
  for (const ranking of [words, meaning]) {
    for (const [rank, index] of ranking.entries()) fused[index]! += 1 / (60 + rank + 1);
  }
  return { "BM25 alone": top(words), "vectors alone": top(meaning), "equal fusion": top(order(fused)) };
}

function order(scores: number[]): number[] {
  return [...scores.keys()].toSorted((one, other) => scores[other]! - scores[one]!);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}
