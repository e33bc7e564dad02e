import type { Steps } from "../async/steps.ts";
import { greatest } from "../text/sum.ts";
import type { Chapter } from "./chapter.ts";
import { segmentSteps, SHORTEST_MS } from "./segment.ts";
import { spokenWordSteps } from "./spoken-words.ts";
import { titleSteps } from "./titles.ts";
import { unitSteps, type Timed } from "./units.ts";

/** A transcript whose chapters are sought: a `TranscriptCut` is one, with the language and the video's length. */
export type ChapteredTranscript = {
  /** In order. */
  sentences: Timed[];
  /** BCP 47 tag. */
  language: string;
  /** null where it is unknown: the video is taken to end with its last sentence. */
  durationMs: number | null;
};

const MOST_CHAPTERS = 12;
/** How many chapters a video has, for the root of its minutes. */
const CHAPTERS_PER_ROOT = 1.7;

/** How many chapters a video of this length has at most. */
export function chapterCount(durationMs: number): number {
  const usual = Math.round(CHAPTERS_PER_ROOT * Math.sqrt(durationMs / 60_000));
  const most = Math.floor(durationMs / SHORTEST_MS);
  return Math.max(1, Math.min(Math.max(2, usual), most, MOST_CHAPTERS));
}

/**
 * The chapters of a transcript, in order and without gaps, from 0 to the video's end; none where nothing is said. Each but
 * the first begins with a sentence. `vectors` are unit vectors of the sentences; without them (null) only words tell.
 */
export function* detectChapters(
  { sentences, language, durationMs }: ChapteredTranscript,
  vectors: Float32Array[] | null,
): Steps<Chapter[]> {
  if (sentences.length === 0) return [];
  if (vectors !== null && vectors.length !== sentences.length)
    throw new RangeError(`There are ${vectors.length} vectors of ${sentences.length} sentences`);
  const endMs = endOf(sentences, durationMs);
  const count = chapterCount(endMs);
  const words = yield* spokenWordSteps(sentences, language);
  const units = yield* unitSteps(sentences, words, vectors, count);
  const cuts = yield* segmentSteps(units, count, endMs);
  const firsts = [0, ...cuts.map((unit) => units.first[unit]!)];
  const titles = yield* titleSteps(sentences, words, firsts, language);
  const starts = [0, ...firsts.slice(1).map((sentence) => sentences[sentence]!.startMs)];
  return starts.map((startMs, chapter) => ({
    startMs,
    endMs: starts[chapter + 1] ?? endMs,
    title: titles[chapter]!,
  }));
}

/** The end of the video, or of its transcript where what is known of the video's length leaves sentences out. */
function endOf(sentences: Timed[], durationMs: number | null): number {
  return durationMs !== null && durationMs > sentences.at(-1)!.startMs
    ? durationMs
    : greatest(sentences.map(({ endMs }) => endMs));
}
