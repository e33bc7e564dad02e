import type { Cue } from "../cue.ts";
import { spaceBetween } from "../../text/scripts.ts";
import { cleanCueText } from "./clean-cue-text.ts";

/** Captions that continue on screen leave no more than a frame or two between them. */
const TOUCHING_MS = 100;
/** Too short to be read or spoken: such a cue only hands its words to the next (10 ms in YouTube's automatic WebVTT). */
const FLASH_MS = 50;
/** More lines than any screen shows. */
const MAX_LINES = 8;
/**
 * The share of cues that repeat the one before from which the repeats are taken for rolling captions. Captions of lectures
 * and talks stay far below: a repeat there was kept twice.
 */
const ROLLING_SHARE = 0.4;
const ROLLING_AT_LEAST = 2;
/** A shorter overlap is chance: "and so", "so it is". */
const OVERLAP_CHARS = 8;
const OVERLAP_WORDS = 2;
const MAX_PASSES = 8;

/**
 * Removes words that the screen merely goes on showing. Takes cues in order of start, with the line breaks of their format,
 * and returns them with one line each. It removes:
 * - the top lines of a cue that were the bottom lines of the one before, where many cues begin so (YouTube's automatic
 *   WebVTT, live captions), or where the one before is too short to be read;
 * - a cue with the words of the one before, where it is too short to be read, and any that has the words and times of another (layers of a style);
 * - the words of the cue before at the start of a cue, where many cues begin so (karaoke, captions that grow,
 *   rolling captions whose lines were joined).
 * Only cues that touch or overlap in time are compared; other repeats were spoken and stay.
 */
export function withoutRepeats(cues: Cue[]): Cue[] {
  let remaining = withoutFlashes(withoutRepeatedLines(cues));
  for (let pass = 0; pass < MAX_PASSES && isCumulative(remaining); pass += 1)
    remaining = withoutFlashes(withoutRepeatedCues(remaining));
  return remaining;
}

function withoutRepeatedLines(cues: Cue[]): Cue[] {
  const shown = cues.map((cue) => ({ ...cue, lines: linesOf(cue.text) }));
  const rolls = isRolling(shown);
  const kept: Cue[] = [];
  for (const [index, { startMs, endMs, lines }] of shown.entries()) {
    const before = shown[index - 1];
    const goesOn = before !== undefined && touches(before, startMs) && (rolls || isFlash(before));
    const repeated = goesOn ? repeatedLines(lines, before.lines) : 0;
    const text = cleanCueText(lines.slice(repeated).join("\n"));
    const last = kept.at(-1);
    if (text !== "") kept.push({ startMs, endMs, text });
    else if (last !== undefined && repeated > 0) last.endMs = Math.max(last.endMs, endMs);
  }
  return kept;
}

function withoutFlashes(cues: Cue[]): Cue[] {
  const kept: Cue[] = [];
  /** Cues that begin with the last, by their words and ends. */
  let layers = new Map<string, Cue>();
  for (const cue of cues) {
    const last = kept.at(-1);
    if (last?.startMs !== cue.startMs) layers = new Map();
    const layer = `${cue.endMs} ${cue.text}`;
    if (layers.has(layer)) continue;
    const repeats = last !== undefined && last.text === cue.text && touches(last, cue.startMs);
    if (repeats && isFlash(cue)) last.endMs = Math.max(last.endMs, cue.endMs);
    else {
      kept.push({ ...cue });
      layers.set(layer, cue);
    }
  }
  return kept;
}

function withoutRepeatedCues(cues: Cue[]): Cue[] {
  const kept: Cue[] = [];
  for (const [index, { startMs, endMs, text }] of cues.entries()) {
    const more = text.slice(repeatedLength(cues[index - 1], cues[index]!)).trimStart();
    const last = kept.at(-1);
    if (more !== "") kept.push({ startMs, endMs, text: more });
    else if (last !== undefined) last.endMs = Math.max(last.endMs, endMs);
  }
  return kept;
}

/** Whether many cues begin with words of the one before. */
function isCumulative(cues: Cue[]): boolean {
  let repeats = 0;
  for (const [index, cue] of cues.entries()) if (repeatedLength(cues[index - 1], cue) > 0) repeats += 1;
  return repeats >= ROLLING_AT_LEAST && repeats >= cues.length * ROLLING_SHARE;
}

/** Whether many of the cues with several lines begin with a line of the one before. */
function isRolling(cues: { lines: string[] }[]): boolean {
  let several = 0;
  let rolling = 0;
  for (const [index, { lines }] of cues.entries()) {
    const [top] = lines;
    if (top === undefined || lines.length < 2) continue;
    several += 1;
    const before = cues[index - 1]?.lines;
    if (before?.at(-1) === top || before?.[1] === top) rolling += 1;
  }
  return rolling >= ROLLING_AT_LEAST && rolling >= several * ROLLING_SHARE;
}

/** How many top lines of a cue were the bottom lines of the one before; 0 for a cue of one line, which may be kept again. */
function repeatedLines(lines: string[], before: string[]): number {
  if (lines.length < 2) return 0;
  for (let count = Math.min(MAX_LINES, lines.length, before.length); count > 0; count -= 1) {
    const bottom = before.slice(-count);
    if (bottom.every((line, index) => line === lines[index])) return count;
  }
  return 0;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map(cleanCueText);
  return lines.filter((line) => line !== "");
}

function isFlash({ startMs, endMs }: Cue): boolean {
  return endMs - startMs <= FLASH_MS;
}

function touches(before: Cue, startMs: number): boolean {
  return startMs <= before.endMs + TOUCHING_MS;
}

/**
 * How much of a cue's beginning the one before it showed: all of that, or its last words where a converter joined the lines
 * of rolling captions.
 */
function repeatedLength(before: Cue | undefined, { startMs, text }: Cue): number {
  if (before === undefined || !touches(before, startMs)) return 0;
  if (beginsWith(text, before.text)) return before.text.length;
  const overlap = overlapLength(before.text, text);
  const words = text.slice(0, overlap);
  const isEnough = overlap >= OVERLAP_CHARS && words.trim().split(" ").length >= OVERLAP_WORDS;
  return isEnough && beginsWith(text, words) && endsWith(before.text, words) ? overlap : 0;
}

/** The length of the longest end of one text that another begins with, by the prefix function of Knuth, Morris and Pratt. */
function overlapLength(before: string, text: string): number {
  const joined = `${text}\n${before.slice(-text.length)}`;
  const prefixes = new Uint32Array(joined.length);
  for (let index = 1; index < joined.length; index++) {
    let length = prefixes[index - 1]!;
    while (length > 0 && joined[index] !== joined[length]) length = prefixes[length - 1]!;
    prefixes[index] = joined[index] === joined[length] ? length + 1 : length;
  }
  return prefixes.at(-1)!;
}

function endsWith(text: string, words: string): boolean {
  const rest = text.slice(0, text.length - words.length);
  return rest === "" || rest.endsWith(" ") || spaceBetween(rest, words) === "";
}

// Whole words only: "the" does not begin "then".
function beginsWith(text: string, words: string): boolean {
  if (!text.startsWith(words)) return false;
  const rest = text.slice(words.length);
  return rest === "" || rest.startsWith(" ") || spaceBetween(words, rest) === "";
}
