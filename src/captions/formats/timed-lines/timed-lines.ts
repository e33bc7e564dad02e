import type { Cue } from "../../cue.ts";
import { splitLines } from "../split-lines.ts";
import type { Warnings } from "../warnings.ts";
import { timedCue } from "../../estimate-end.ts";
import { stripSpokenTimestamp } from "./spoken-timestamp.ts";

type TimedLine = {
  startMs: number;
  words: string;
  /** Whether it can hardly be spoken words: it is in brackets, alone on its line, or followed by the time in words. */
  certain: boolean;
  /** Whether the time in words follows it. */
  labelled: boolean;
};

const BRACKETED = /^[[(［（【]\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?\s*[\])］）】](.*)$/u;
const BARE = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3})(?!\d))?(.*)$/u;
const DASH = /^\s*[-–—|:](?=\s)/u;
/** Headings of chapters in YouTube's isPanel, in the languages that it is used in most. */
const CHAPTER =
  /^(?:chapter|kapitel|capítulo|chapitre|capitolo|hoofdstuk|глава|rozdział|bölüm|チャプター|챕터|अध्याय|章节)\s*\d{1,3}\s*[:：]/iu;
const PANEL_FOOTER = /^\p{L}[\p{L} ()-]{0,40}\(auto-generated\)$/u;

/**
 * The cues of text with times before the words, as YouTube's transcript isPanel copies it or people write it: "[1:02]",
 * "0:15", "1:02:03" or "(0:15)", on the words' line or alone on the line before them. Lines without a time continue the
 * cue; lines before the first time (headings) belong to none. A cue lasts until the next begins, the last as long as its
 * words take to say. No entities are decoded: text copied from a page has none. [] where no line begins with a time.
 */
export function readTimedLines(content: string, _warnings?: Warnings): Cue[] {
  const lines = splitLines(content).map((line) => line.trim());
  const times = lines.map(readTime);
  dropImplausible(times);
  const starts = [...times.keys()].filter((index) => times[index] !== undefined);
  const isPanel = starts.some(
    (index) => times[index]?.labelled || textBelowLabel(lines, times, index) !== undefined,
  );
  const cues: Cue[] = [];
  for (const [position, index] of starts.entries()) {
    const time = times[index] as TimedLine;
    const next = starts[position + 1];
    const below = lines.slice(index + 1, next ?? lines.length).filter((line) => line !== "");
    const spoken = textBelowLabel(lines, times, index);
    if (spoken !== undefined) below[0] = spoken;
    const last = below.at(-1);
    if (last !== undefined && (next === undefined ? PANEL_FOOTER.test(last) : isPanel && CHAPTER.test(last)))
      below.pop();
    const text = [time.words, ...below].join("\n").trim();
    const until = next === undefined ? undefined : times[next]?.startMs;
    if (text !== "")
      cues.push(timedCue(time.startMs, until === undefined ? undefined : until - time.startMs, text));
  }
  return cues;
}

function readTime(line: string): TimedLine | undefined {
  const bracketed = BRACKETED.exec(line);
  const match = bracketed ?? BARE.exec(line);
  if (match === null) return undefined;
  const [hours = "0", minutes = "0", seconds = "0", fraction = "0", after = ""] = match.slice(1);
  if (Number(seconds) > 59) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const startMs = whole * 1_000 + Math.round(Number(`0.${fraction}`) * 1_000);
  const spoken = stripSpokenTimestamp(after, startMs);
  // "0:15 5 seconds" may be all that was said; the label counts where words follow it.
  if (spoken !== undefined && spoken.trim() !== "")
    return { startMs, words: spoken.trim(), certain: true, labelled: true };
  const words = after.replace(DASH, "").trim();
  const certain = bracketed !== null || words === "";
  // The isPanel glues words to 0:00, which it has no words for. Elsewhere "10:30am" and "3:16's" are words.
  const separate = certain || startMs === 0 || DASH.test(after) || /^\s/.test(after);
  return separate ? { startMs, words, certain, labelled: false } : undefined;
}

/** Drops bare times that were spoken ("3:16 before class"), which are out of order among the times around them. */
function dropImplausible(times: (TimedLine | undefined)[]): void {
  const indexes = [...times.keys()].filter((index) => times[index] !== undefined);
  let before = 0;
  for (const [position, index] of indexes.entries()) {
    const time = times[index] as TimedLine;
    const after = times[indexes[position + 1] ?? -1]?.startMs;
    const jumps = after !== undefined && before <= after && (time.startMs < before || time.startMs > after);
    if (jumps && !time.certain) times[index] = undefined;
    else before = time.startMs;
  }
}

/** The line below a time without that time in words; undefined where it does not begin with it, or no words follow. */
function textBelowLabel(
  lines: string[],
  times: (TimedLine | undefined)[],
  index: number,
): string | undefined {
  const time = times[index];
  const line = lines[index + 1];
  if (time === undefined || time.words !== "" || line === undefined || times[index + 1] !== undefined)
    return undefined;
  const rest = stripSpokenTimestamp(line, time.startMs)?.trim();
  if (rest === undefined) return undefined;
  const more = rest !== "" || (times[index + 2] === undefined && (lines[index + 2] ?? "") !== "");
  return more ? rest : undefined;
}
