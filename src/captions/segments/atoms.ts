import type { Steps } from "../../async/steps.ts";
import { countWords, createSegmenter, mostCharacters } from "../../text/words.ts";
import type { Span } from "../span.ts";
import type { Timeline } from "../timeline.ts";

/** What a text is never cut inside of: a word, or a piece of what is too long to be one. */
export type Atom = Span & {
  /** In lower case, without punctuation at its ends. */
  word: string;
  isCapitalized: boolean;
  /** How many words it counts as: scripts without spaces count two characters a word. */
  words: number;
  startMs: number;
  endMs: number;
  /** Silence behind it in milliseconds, where a cue ends there. */
  pauseMs: number;
  /** By how much that cue lasts longer than it takes to say it, in milliseconds: there may be silence anywhere in it. */
  slackMs: number;
  endsCue: boolean;
  /** The punctuation it ends in. */
  mark: "end" | "comma" | undefined;
};

/** Characters of a run that are segmented into words at once, which takes long in scripts without spaces. */
const RUN_CHARACTERS = 1_000;
/** A piece of a run without spaces counts as at most so many words. */
const PIECE_WORDS = 10;
/** What is said more slowly than this, in milliseconds a word, has silence in it: cues of machines often do. */
const SLOW_MS = 550;

/** The atoms of a span of a timeline, in order. */
export function* atomSteps(timeline: Timeline, span: Span, language: string): Steps<Atom[]> {
  const atoms: Atom[] = [];
  let cue = timeline.cueAt(span.from);
  let cueWords = 0;
  for (const unit of wordUnits(timeline.text, span, language)) {
    const end = unit.index + unit.text.length;
    while (timeline.cueOffsets[cue + 1]! <= unit.index) {
      cue++;
      cueWords = 0;
    }
    const words = countWords(unit.text);
    cueWords += words;
    const next = timeline.cueOffsets[cue + 1];
    const endsCue = next !== undefined && (end >= next || (end === next - 1 && timeline.text[end] === " "));
    atoms.push({
      from: unit.index,
      to: end,
      word: bareWord(unit.text),
      isCapitalized: CAPITAL.test(unit.text),
      words,
      startMs: timeline.startAt(unit.index),
      endMs: timeline.endAt(end),
      pauseMs: endsCue ? timeline.pauseBefore(next) : 0,
      slackMs: endsCue ? slackOf(timeline, cue, cueWords) : 0,
      endsCue,
      mark: END.test(unit.text) ? "end" : COMMA.test(unit.text) ? "comma" : undefined,
    });
    yield;
  }
  return atoms;
}

const END = /[.!?…。！？．।؟۔։][\p{Pe}\p{Pf}"'»]*$/u;
const CAPITAL = /^\P{L}*\p{Lu}/u;
const COMMA = /[,;:،、，；：–—-]$/u;

const bareWord = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replaceAll("’", "'");

function slackOf(timeline: Timeline, cue: number, words: number): number {
  const { startMs, endMs } = timeline.timesOf(cue);
  return Math.max(0, endMs - startMs - words * SLOW_MS);
}

/** The units that a text may be cut between: runs without white space, the words in long runs, pieces of overlong words. */
function* wordUnits(text: string, span: Span, language: string): Generator<{ text: string; index: number }> {
  let segmenter: Intl.Segmenter | undefined;
  for (const run of text.slice(span.from, span.to).matchAll(/\S+/gu)) {
    const from = span.from + run.index;
    if (hasAtMost(2, run[0])) {
      yield { text: run[0], index: from };
      continue;
    }
    segmenter ??= createSegmenter(language, "word");
    for (const part of run[0].matchAll(RUN_PART)) {
      const start = from + part.index;
      for (const { segment, index } of segmenter.segment(part[0])) {
        if (hasAtMost(PIECE_WORDS, segment)) yield { text: segment, index: start + index };
        else
          for (const piece of segment.matchAll(/.{1,20}/gsu))
            yield { text: piece[0], index: start + index + piece.index };
      }
    }
  }
}

const RUN_PART = new RegExp(`.{1,${RUN_CHARACTERS}}`, "gsu");

const hasAtMost = (words: number, text: string): boolean =>
  text.length <= mostCharacters(words) && countWords(text) <= words;
