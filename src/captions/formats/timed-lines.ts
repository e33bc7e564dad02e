import type { Cue } from "../cue.ts";
import { splitLines } from "./cue-blocks.ts";
import { timedCue } from "../estimate-end.ts";
import { stripSpokenTimestamp } from "./spoken-timestamp.ts";

type TimedLine = {
  startMs: number;
  words: string;
  /** Written so that it can hardly be words: in brackets, alone on its line, or with the time in words after it. */
  certain: boolean;
  labelled: boolean;
};

const BRACKETED = /^[[(［（【]\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?\s*[\])］）】](.*)$/u;
const BARE = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3})(?!\d))?(.*)$/u;
const DASH = /^\s*[-–—|:](?=\s)/u;
/** How YouTube's panel heads a chapter in the languages it is used in most. */
const CHAPTER =
  /^(?:chapter|kapitel|capítulo|chapitre|capitolo|hoofdstuk|глава|rozdział|bölüm|チャプター|챕터|अध्याय|章节)\s*\d{1,3}\s*[:：]/iu;
const PANEL_FOOTER = /^\p{L}[\p{L} ()-]{0,40}\(auto-generated\)$/u;

/**
 * The cues of text with times before the words, as YouTube's transcript panel copies it or people write it: "[1:02]",
 * "0:15", "1:02:03" or "(0:15)", on the words' line or alone on the line before them. Lines without a time continue the
 * cue; lines before the first time (headings) belong to none. A cue lasts until the next begins, the last as long as its
 * words take to say. Nothing is decoded: what is copied from a page is text already. [] where no line begins with a time.
 */
export function readTimedLines(content: string): Cue[] {
  const lines = splitLines(content).map((line) => line.trim());
  const times = lines.map(readTime);
  dropImplausible(times);
  const starts = [...times.keys()].filter((index) => times[index] !== undefined);
  const panel = starts.some(
    (index) => times[index]?.labelled || spokenBelow(lines, times, index) !== undefined,
  );
  const cues: Cue[] = [];
  for (const [position, index] of starts.entries()) {
    const time = times[index] as TimedLine;
    const next = starts[position + 1];
    const below = lines.slice(index + 1, next ?? lines.length).filter((line) => line !== "");
    const spoken = spokenBelow(lines, times, index);
    if (spoken !== undefined) below[0] = spoken;
    const last = below.at(-1);
    if (last !== undefined && (next === undefined ? PANEL_FOOTER.test(last) : panel && CHAPTER.test(last)))
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
  const found = bracketed ?? BARE.exec(line);
  if (found === null) return undefined;
  const [hours = "0", minutes = "0", seconds = "0", fraction = "0", after = ""] = found.slice(1);
  if (Number(seconds) > 59) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const startMs = whole * 1_000 + Math.round(Number(`0.${fraction}`) * 1_000);
  const spoken = stripSpokenTimestamp(after, startMs);
  // "0:15 5 seconds" may be all that was said; the label counts where words follow it.
  if (spoken !== undefined && spoken.trim() !== "")
    return { startMs, words: spoken.trim(), certain: true, labelled: true };
  const words = after.replace(DASH, "").trim();
  const certain = bracketed !== null || words === "";
  // The panel glues words to 0:00, which it has no words for. Elsewhere "10:30am" and "3:16's" are words.
  const separate = certain || startMs === 0 || DASH.test(after) || /^\s/.test(after);
  return separate ? { startMs, words, certain, labelled: false } : undefined;
}

/** A bare time before words may have been said ("3:16 before class"): it then jumps out of the times around it. */
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

/** What is left of the line below a time after that time in words; undefined where it is not there or is all there is. */
function spokenBelow(lines: string[], times: (TimedLine | undefined)[], index: number): string | undefined {
  const time = times[index];
  const line = lines[index + 1];
  if (time === undefined || time.words !== "" || line === undefined || times[index + 1] !== undefined)
    return undefined;
  const rest = stripSpokenTimestamp(line, time.startMs)?.trim();
  if (rest === undefined) return undefined;
  const more = rest !== "" || (times[index + 2] === undefined && (lines[index + 2] ?? "") !== "");
  return more ? rest : undefined;
}
