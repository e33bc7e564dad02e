import type { Cue } from "../../cue.ts";
import { timedCue } from "../../estimate-end.ts";
import { withoutInvisible } from "../fold-signs.ts";
import { splitLines } from "../split-lines.ts";
import { quoted, type Warnings } from "../warnings.ts";
import { isChapterHeading, isPanelFooter, isRecorderLine } from "./panel-lines.ts";
import { type LineTime, readTime } from "./read-time.ts";
import { createSpokenTimestamps, type SpokenTimestamps } from "./spoken-timestamp.ts";

type TimedLine = {
  startsMs: number[];
  endMs: number | undefined;
  words: string;
  /** Whether it can hardly be spoken words: it is in brackets, alone on its line, or followed by the time in words. */
  certain: boolean;
  /** Whether the time in words follows it. */
  labelled: boolean;
  speaker: string | undefined;
};

const DASH = /^\s*(?:[-–—|:·•→](?=\s)|:(?=\S))/u;
/** The share of lines with a range from which "0:00 - 0:05" before words is one, and not a time that was said. */
const RANGE_SHARE = 0.5;

/**
 * The cues of text with times before the words, as YouTube's transcript panel copies it, programs that hear speech write
 * it or people do: "[1:02]", "0:15", "1:02:03", "0:15 - 0:20" or "Name (0:15)", on the words' line or alone on the line
 * before them. Lines without a time continue the cue; lines before the first time (headings) belong to none. A cue lasts
 * until the end of its range or the next begins, the last as long as its words take to say. No entities are decoded: text
 * copied from a page has none. [] where no line begins with a time.
 */
export function readTimedLines(content: string, warnings?: Warnings): Cue[] {
  const lines = splitLines(content).map((line) => withoutInvisible(line).trim());
  const read = withoutSpeakers(lines.map(readTime));
  const spoken = createSpokenTimestamps(labelsIn(lines, read));
  const isRanges = shareOf(read, ({ endMs }) => endMs !== undefined) >= RANGE_SHARE;
  const times = read.map((time) => time && timedLine(time, spoken, isRanges));
  dropImplausible(times);
  const starts = [...times.keys()].filter((index) => times[index] !== undefined);
  const labels = starts.map((index) => textBelowLabel(lines, times, index, spoken));
  const isLabelled = starts.some(
    (index, position) => times[index]!.labelled || labels[position] !== undefined,
  );
  const isPanel = isLabelled || starts.every((index) => times[index]!.words === "");
  const cues: Cue[] = [];
  for (const [position, index] of starts.entries()) {
    const time = times[index]!;
    const next = starts[position + 1];
    const below = lines
      .slice(index + 1, next ?? lines.length)
      .filter((line) => line !== "" && !isRecorderLine(line));
    const label = labels[position];
    if (label !== undefined) below[0] = label;
    const last = below.at(-1);
    const hasMore = below.length > 1 || time.words !== "";
    const isNoSpeech =
      last !== undefined &&
      (next === undefined
        ? hasMore && isPanelFooter(last, isLabelled)
        : (isLabelled || (isPanel && hasMore)) && isChapterHeading(last));
    if (isNoSpeech) below.pop();
    const text = [time.words, ...below].join("\n").trim();
    if (text !== "") cues.push(...cuesOf(time, times[next ?? -1]?.startsMs[0], text));
  }
  if (warnings !== undefined) warnOfNames(times, warnings);
  return inOrder(cues, times);
}

/** The longest that a line of lyrics gets with all its repeats: a page of words with many times would fill the memory. */
const MAX_SUNG_CHARS = 2_000;

function cuesOf({ startsMs, endMs }: TimedLine, nextMs: number | undefined, text: string): Cue[] {
  const until = endMs ?? nextMs;
  const starts = [...new Set(startsMs)];
  const isSungAgain = starts.length * text.length <= MAX_SUNG_CHARS;
  return (isSungAgain ? starts : starts.slice(0, 1)).map((startMs) =>
    timedCue(startMs, until === undefined ? undefined : until - startMs, text),
  );
}

/** Lines of lyrics that are sung again stand once, with all their times: the ends are known only when they are in order. */
function inOrder(cues: Cue[], times: (TimedLine | undefined)[]): Cue[] {
  if (!times.some((time) => time !== undefined && time.startsMs.length > 1)) return cues;
  const sorted = cues.toSorted((one, other) => one.startMs - other.startMs);
  return sorted.map(({ startMs, text }, index) => {
    const next = sorted[index + 1]?.startMs;
    return timedCue(startMs, next === undefined ? undefined : next - startMs, text);
  });
}

/** Names count as speakers where most times stand behind one: elsewhere "we meet at 10:30" was said. */
function withoutSpeakers(times: (LineTime | undefined)[]): (LineTime | undefined)[] {
  const spoken = shareOf(times, ({ speaker }) => speaker !== undefined);
  return spoken > 0.5 ? times : times.map((time) => (time?.speaker === undefined ? time : undefined));
}

function shareOf(times: (LineTime | undefined)[], is: (time: LineTime) => boolean): number {
  const read = times.filter((time) => time !== undefined);
  return read.length === 0 ? 0 : read.filter(is).length / read.length;
}

/** What may begin with a time in words: what stands behind each time, or on the line below it. */
function* labelsIn(lines: string[], times: (LineTime | undefined)[]) {
  for (const [index, time] of times.entries()) {
    if (time === undefined) continue;
    const text = time.afterStart.trim() === "" ? lines[index + 1] : time.afterStart;
    const timeMs = time.startsMs[0]!;
    if (text !== undefined && text !== "" && !(time.afterStart.trim() === "" && times[index + 1]))
      yield { text, timeMs };
  }
}

function timedLine(time: LineTime, spoken: SpokenTimestamps, isRanges: boolean): TimedLine | undefined {
  const { startsMs, isBracketed, speaker } = time;
  const startMs = startsMs[0]!;
  const isRange = time.endMs !== undefined && (isBracketed || isRanges);
  const [after, endMs] = isRange ? [time.after, time.endMs] : [time.afterStart, undefined];
  const label = spoken.strip(after, startMs)?.trim();
  // "0:15 5 seconds" may be all that was said; the label counts where words follow it.
  if (label !== undefined && label !== "")
    return { startsMs, endMs, words: label, certain: true, labelled: true, speaker };
  const words = after.replace(DASH, "").trim();
  const certain = isBracketed || words === "" || speaker !== undefined;
  // The panel glues words to 0:00, which it has no words for. Elsewhere "10:30am" and "3:16's" are words.
  const separate = certain || startMs === 0 || DASH.test(after) || /^\s/.test(after);
  return separate ? { startsMs, endMs, words, certain, labelled: false, speaker } : undefined;
}

/** Drops bare times that were spoken ("3:16 before class"), which are out of order among the times around them. */
function dropImplausible(times: (TimedLine | undefined)[]): void {
  const indexes = [...times.keys()].filter((index) => times[index] !== undefined);
  let before = 0;
  for (const [position, index] of indexes.entries()) {
    const time = times[index] as TimedLine;
    const startMs = time.startsMs[0]!;
    const after = times[indexes[position + 1] ?? -1]?.startsMs[0];
    const jumps = after !== undefined && before <= after && (startMs < before || startMs > after);
    if (jumps && !time.certain) times[index] = undefined;
    else before = startMs;
  }
}

/** The line below a time without that time in words; undefined where it does not begin with it, or no words follow. */
function textBelowLabel(
  lines: string[],
  times: (TimedLine | undefined)[],
  index: number,
  spoken: SpokenTimestamps,
): string | undefined {
  const time = times[index];
  const line = lines[index + 1];
  if (time === undefined || time.words !== "" || line === undefined || times[index + 1] !== undefined)
    return undefined;
  const rest = spoken.strip(line, time.startsMs[0]!)?.trim();
  if (rest === undefined) return undefined;
  const more = rest !== "" || (times[index + 2] === undefined && (lines[index + 2] ?? "") !== "");
  return more ? rest : undefined;
}

function warnOfNames(times: (TimedLine | undefined)[], warnings: Warnings): void {
  const names = new Set(times.flatMap((time) => time?.speaker ?? []));
  if (names.size === 0) return;
  const shown = [...names].slice(0, 5).map(quoted).join(", ");
  warnings.add(undefined, `The names beside the times were left out: ${shown}.`);
}
