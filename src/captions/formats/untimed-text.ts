import type { Cue } from "../cue.ts";
import { estimateSpeechMs } from "../estimate-end.ts";
import { LONGEST_VIDEO_MS } from "../normalize/normalize.ts";
import { sentenceEnds } from "../sentence-ends/sentence-ends.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { splitLines } from "./split-lines.ts";

/** A speaker's pause between two paragraphs: a heading does not run into the words below it. */
const PARAGRAPH_PAUSE_MS = 1_000;
/** The length from which a line is cut at the ends of its sentences, and these between words, so that no cue is a page. */
const LONG_LINE_CHARS = 160;
/** The length below which a sentence of a long line shares a cue with the next. */
const SHORT_SENTENCE_CHARS = 40;
/** More lines than the captions of any video have. */
const MAX_LINES = 100_000;
/** The mark of a heading in Markdown. */
const HEADING = /^#{1,6}\s+/;

/**
 * The cues of text without times, such as a talk's manuscript: one for each line, and for each sentence of a long line.
 * Their times are estimated from the words; where the length of the video is known they fill it. None is later than any
 * video's. Throws a `CaptionFormatError` for more lines than any has.
 */
export function readUntimedText(content: string, durationMs: number | null): Cue[] {
  const cues: Cue[] = [];
  let startMs = 0;
  const lines = splitLines(content);
  if (lines.length > MAX_LINES)
    throw new CaptionFormatError(
      `The text has ${lines.length} lines, and at most ${MAX_LINES} are taken: join lines that belong together.`,
    );
  for (const line of lines) {
    if (line.trim() === "") {
      if (cues.length > 0) startMs = cues.at(-1)!.endMs + PARAGRAPH_PAUSE_MS;
      continue;
    }
    for (const text of piecesOf(line.trim().replace(HEADING, ""))) {
      const endMs = startMs + estimateSpeechMs(text);
      cues.push({ startMs, endMs, text });
      startMs = endMs;
    }
  }
  const estimateMs = cues.at(-1)?.endMs ?? 0;
  return durationMs === null && estimateMs <= LONGEST_VIDEO_MS
    ? cues
    : stretched(cues, durationMs ?? LONGEST_VIDEO_MS);
}

function piecesOf(line: string): string[] {
  if (line.length <= LONG_LINE_CHARS) return [line];
  const pieces: string[] = [];
  let from = 0;
  for (const end of sentenceEnds(line, "und")) {
    if (end - from < SHORT_SENTENCE_CHARS && end < line.length) continue;
    pieces.push(...(line.slice(from, end).match(SHORT_PIECES) ?? []).map((piece) => piece.trim()));
    from = end;
  }
  return pieces.filter((piece) => piece !== "");
}

/** What lies between two spaces that are as far apart as a long line; a word longer than that stays whole. */
const SHORT_PIECES = new RegExp(`.{1,${LONG_LINE_CHARS}}(?:\\s+|$)|\\S+\\s*`, "gsu");

/** The cues with their times scaled to a length; each stays a millisecond long at least. */
function stretched(cues: Cue[], durationMs: number): Cue[] {
  const factor = durationMs / (cues.at(-1)?.endMs ?? durationMs);
  let freeFromMs = 0;
  return cues.map(({ startMs, endMs, text }) => {
    const start = Math.max(freeFromMs, Math.round(startMs * factor));
    const end = Math.max(start + 1, Math.round(endMs * factor));
    freeFromMs = end;
    return { startMs: start, endMs: end, text };
  });
}
