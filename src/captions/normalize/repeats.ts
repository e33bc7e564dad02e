import type { Cue } from "../cue.ts";
import { cleanCueText } from "./clean-cue-text.ts";

/** Captions that continue on screen leave no more than a frame or two between them. */
const TOUCHING_MS = 100;
/** Nobody reads, or speaks, in less: such a cue only hands its words to the next (10 ms in YouTube's automatic WebVTT). */
const FLASH_MS = 50;
/** No screen shows more lines. */
const MAX_LINES = 8;
/**
 * From this share of its cues on, a document is taken to repeat them by its making. Real captions of lectures and talks
 * stay far below: what repeats there was said again.
 */
const ROLLING_SHARE = 0.4;
const ROLLING_AT_LEAST = 2;
const MAX_PASSES = 8;

/**
 * Takes cues in order of start, their lines as the format had them, and gives them on one line without what the screen
 * merely went on showing:
 * - where many cues begin with a line that stood in the one before (YouTube's automatic WebVTT, live captions): the lines
 *   at the top that stood at its bottom; in other documents, where that one flashed up;
 * - a cue with the words of the one before it that flashes up, or has its times too (layers of a style);
 * - where many cues repeat the one before (karaoke) or begin with all of it (captions that grow): those words.
 * Only cues that touch or overlap in time are compared. Else what is said twice stays.
 */
export function withoutRepeats(cues: Cue[]): Cue[] {
  let spoken = withoutFlashes(withoutRepeatedLines(cues));
  for (let pass = 0; pass < MAX_PASSES && repeatsByMaking(spoken); pass += 1)
    spoken = withoutFlashes(withoutRepeatedCues(spoken));
  return spoken;
}

function withoutRepeatedLines(cues: Cue[]): Cue[] {
  const shown = cues.map((cue) => ({ ...cue, lines: linesOf(cue.text) }));
  const rolls = isRolling(shown);
  const said: Cue[] = [];
  for (const [index, { startMs, endMs, lines }] of shown.entries()) {
    const before = shown[index - 1];
    const goesOn = before !== undefined && touches(before, startMs) && (rolls || isFlash(before));
    const repeated = goesOn ? repeatedLines(lines, before.lines) : 0;
    const text = cleanCueText(lines.slice(repeated).join("\n"));
    const last = said.at(-1);
    if (text !== "") said.push({ startMs, endMs, text });
    else if (last !== undefined && repeated > 0) last.endMs = Math.max(last.endMs, endMs);
  }
  return said;
}

function withoutFlashes(cues: Cue[]): Cue[] {
  const said: Cue[] = [];
  for (const cue of cues) {
    const last = said.at(-1);
    const repeats = last !== undefined && last.text === cue.text && touches(last, cue.startMs);
    const isTwin = repeats && last.startMs === cue.startMs && last.endMs === cue.endMs;
    if (repeats && (isTwin || isFlash(cue))) last.endMs = Math.max(last.endMs, cue.endMs);
    else said.push({ ...cue });
  }
  return said;
}

function withoutRepeatedCues(cues: Cue[]): Cue[] {
  const said: Cue[] = [];
  for (const [index, { startMs, endMs, text }] of cues.entries()) {
    const before = cues[index - 1];
    const repeats = before !== undefined && touches(before, startMs) && beginsWith(text, before.text);
    const more = repeats ? text.slice(before.text.length).trimStart() : text;
    const last = said.at(-1);
    if (more !== "") said.push({ startMs, endMs, text: more });
    else if (last !== undefined) last.endMs = Math.max(last.endMs, endMs);
  }
  return said;
}

function repeatsByMaking(cues: Cue[]): boolean {
  let repeats = 0;
  for (const [index, { startMs, text }] of cues.entries()) {
    const before = cues[index - 1];
    if (before !== undefined && touches(before, startMs) && beginsWith(text, before.text)) repeats += 1;
  }
  return repeats >= ROLLING_AT_LEAST && repeats >= cues.length * ROLLING_SHARE;
}

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

/** How many of a cue's lines, from the top, stood at the bottom of the cue before. One line alone may be said again. */
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

// Whole words only: "the" does not begin "then".
function beginsWith(text: string, words: string): boolean {
  return text.startsWith(words) && (text.length === words.length || text[words.length] === " ");
}
