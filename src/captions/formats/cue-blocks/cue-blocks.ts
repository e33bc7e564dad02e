import type { Cue } from "../../cue.ts";
import { timedCue } from "../../estimate-end.ts";
import { createWarnings, quoted, type Warnings } from "../warnings.ts";
import { type Block, isBlank, type NumberedLine, splitBlocks } from "./blocks.ts";
import { isPartlyHighlighted, plainText } from "./caption-markup.ts";
import { removeIdentifiers } from "./identifiers.ts";

export type CueBlocks = {
  /** Cues with their words and line breaks as in the file, to be normalised before use. */
  cues: Cue[];
  /** The number of readable cue timings, and of those written as the formats have it. */
  timings: number;
  strict: number;
  /** The number of those whose fractions have a comma, as in SubRip, and a point. */
  separators: { ",": number; ".": number };
};

type Read = { cue: Cue; markup: string; segment: number };

/** Highlighted words of one line follow each other closer than this. */
const KARAOKE_GAP_MS = 2_000;
const TOUCHING_MS = 100;
/** Fewer lines with times are no list of chapters. */
const MIN_CHAPTERS = 3;
/** More layers than are shown at a time. */
const MAX_LAYERS = 4;

/** The header of WebVTT, which stands again where the segments of a stream were joined. */
const HEADER = /^\uFEFF?WEBVTT(?:[ \t]|$)/;
/** What stands between cues of WebVTT without being words. */
const NO_WORDS = /^\s*(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t:]|$)/;

/**
 * Reads the cues of WebVTT or SubRip. A timing line begins a cue wherever it stands, so that a missing header, number or
 * blank line does no harm. Cues whose times cannot be read, and text outside of cues, are left out with a warning. In WebVTT
 * a blank line below words ends a cue; SubRip files have blank lines inside cues (`blankLineEnds: false`).
 */
export function readCueBlocks(
  content: string,
  { blankLineEnds, warnings = createWarnings() }: { blankLineEnds: boolean; warnings?: Warnings },
): CueBlocks {
  const { above, blocks } = splitBlocks(content);
  removeIdentifiers(above, blocks, { isVtt: blankLineEnds });
  if (blocks.length > 0) warnAbove(above, blankLineEnds, warnings);
  const read: Read[] = [];
  let segment = 0;
  for (const block of blocks) {
    const { words, segments } = wordsOf(block, blankLineEnds, warnings);
    const cue = cueOf(block, words, warnings);
    if (cue !== undefined) addCue(read, { cue, markup: words, segment });
    segment += segments;
  }
  const timings = blocks.flatMap(({ timing }) => (timing === "broken" ? [] : [timing]));
  return {
    cues: read.map(({ cue }) => cue),
    timings: timings.length,
    strict: timings.filter(({ isStrict }) => isStrict).length,
    separators: {
      ",": timings.filter(({ separator }) => separator === ",").length,
      ".": timings.filter(({ separator }) => separator === ".").length,
    },
  };
}

function cueOf({ timing, line }: Block, markup: string, warnings: Warnings): Cue | undefined {
  const text = plainText(markup).trim();
  if (text === "") return undefined;
  if (timing === "broken") {
    warnings.add(line.number, `${quoted(line.text)} is no time, so the words below it were left out.`);
    return undefined;
  }
  const { startMs, endMs } = timing;
  if (endMs === undefined)
    warnings.add(line.number, `${quoted(line.text)} has no end that can be read; it was estimated.`);
  return timedCue(startMs, endMs === undefined ? undefined : endMs - startMs, text);
}

/** Adds a cue, or makes the one before last longer where it only goes on. */
function addCue(read: Read[], next: Read): void {
  const before = read.at(-1);
  if (before !== undefined && isKaraoke(before, next)) {
    before.cue.endMs = Math.max(before.cue.endMs, next.cue.endMs);
    before.markup = next.markup;
    return;
  }
  const cut = read.slice(-MAX_LAYERS).find((one) => isCutInTwo(one, next));
  if (cut === undefined) read.push(next);
  else cut.cue.endMs = Math.max(cut.cue.endMs, next.cue.endMs);
}

/** Whether the same words are shown with another of them highlighted. */
function isKaraoke(before: Read, next: Read): boolean {
  return (
    before.markup !== next.markup &&
    before.cue.text === next.cue.text &&
    next.cue.startMs >= before.cue.startMs &&
    next.cue.startMs <= before.cue.endMs + KARAOKE_GAP_MS &&
    (isPartlyHighlighted(before.markup) || isPartlyHighlighted(next.markup))
  );
}

/** Whether a cue goes on from one segment of a stream to the next. */
function isCutInTwo(before: Read, next: Read): boolean {
  const isTouching = Math.abs(next.cue.startMs - before.cue.endMs) <= TOUCHING_MS;
  return before.segment !== next.segment && before.cue.text === next.cue.text && isTouching;
}

/** The marked-up words of a block, and how many headers stand in it. */
function wordsOf(
  { timing, below, line }: Block,
  blankLineEnds: boolean,
  warnings: Warnings,
): { words: string; segments: number } {
  const first = timing === "broken" ? "" : timing.words;
  const headers = below.filter(({ text }) => HEADER.test(text));
  if (!blankLineEnds) return { words: joined(first, below), segments: 0 };
  const from = first === "" ? below.findIndex(({ text }) => text !== "") : 0;
  const header = below.findIndex(({ text }) => HEADER.test(text));
  const isBesideWords = from > 0 && NO_WORDS.test(below[from]!.text);
  if (from < 0 || isBesideWords || header === from) return { words: first, segments: headers.length };
  const blank = below.findIndex(({ text }, index) => index >= from && text === "");
  const to = Math.min(...[header, blank].filter((end) => end >= 0), below.length);
  warnOutside(below.slice(to), line.number, warnings);
  return { words: joined(first, below.slice(from, to)), segments: headers.length };
}

/** SubViewer breaks lines by "[br]". */
const joined = (first: string, lines: NumberedLine[]): string =>
  (first === "" ? lines : [{ text: first }, ...lines])
    .map(({ text }) => text)
    .join("\n")
    .replaceAll("[br]", "\n");

/** Tells of what stands above the first timing: a cue whose timing is not seen as one, or a heading. */
function warnAbove(above: NumberedLine[], isVtt: boolean, warnings: Warnings): void {
  const lines = above.slice(0, -1).filter(({ text }) => !isBlank(text) && /[\p{L}\p{N}]/u.test(text));
  const [first] = lines;
  const isChapters = lines.filter(({ text }) => /\d:\d\d/.test(text)).length >= MIN_CHAPTERS;
  if (first !== undefined && !isVtt && !isChapters && lines.length > 1)
    warnings.add(first.number, `${quoted(first.text)} stands above the first time and was left out.`);
}

/** Tells of the paragraphs below a cue that belong to none. */
function warnOutside(lines: NumberedLine[], timing: number, warnings: Warnings): void {
  let isInParagraph = false;
  for (const { text, number } of lines) {
    if (isBlank(text)) isInParagraph = false;
    else if (!isInParagraph) {
      isInParagraph = true;
      if (!NO_WORDS.test(text))
        warnings.add(
          number,
          `${quoted(text)} stands below a blank line, outside of the cue of line ${timing}, and was left out.`,
        );
    }
  }
}
