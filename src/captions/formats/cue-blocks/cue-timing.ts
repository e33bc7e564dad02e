import { decodeHTMLStrict } from "entities";
import { foldSigns, withoutInvisible } from "../fold-signs.ts";

/** The times of one cue, in milliseconds. */
export type CueTiming = {
  startMs: number;
  /** undefined: the line has none, or none that can be read. */
  endMs: number | undefined;
  separator: "." | "," | undefined;
  /** Whether it is written as WebVTT and SubRip have it. */
  isStrict: boolean;
  /** Words behind the times, on their line. */
  words: string;
};

/** Fractions of milliseconds come after a second mark: "01,249.0999". */
const FRACTION = String.raw`(?: ?([.,:;'’]) ?(\d{1,9})(?:[.,]\d{1,18})?)?`;
const CLOCK = String.raw`(-?)(?:(\d{1,4}) ?: ?)?(\d{1,3}) ?: ?(\d{1,2})${FRACTION}(?![\d:])`;
const ARROW = String.raw`(?:[-=\p{Pd}−]{0,4} ?>{1,2}|[→⟶➔➜⇒⟹⟾])`;
const ARROWS = /[>→⟶➔➜⇒⟹⟾]/u;
const ESCAPED_ARROW = /-{2}&(?:amp;)*(?:gt|#62|#x3e);/i;
/** A dash, a comma or nothing instead of an arrow: a timing only where nothing else stands on the line. */
const NO_ARROW = String.raw`(?:[-\p{Pd}−]{1,3}|,|\p{L}{1,4})?`;
/** The number of a cue, a mark of a list or a bracket. */
const BEFORE = String.raw`^ *(?:[-*•#>|]{1,3} +)?(?:\d{1,6}[.)]? +)?[[(]? *`;
const START = new RegExp(`${BEFORE}${CLOCK} *${ARROW} *`, "u");
const END = new RegExp(String.raw`^${CLOCK}(?: *[\])] *| +|$)?`, "u");
const TIMES_ALONE = new RegExp(
  String.raw`${BEFORE}${CLOCK} *${NO_ARROW} *${CLOCK} *[\])]?(?: +[A-Za-z][^ :]*:[^ ]+)* *$`,
  "u",
);
const CLOCK_ALONE = new RegExp(
  String.raw`^[ \t]*(?=\d{2,4}:\d{2}:\d{2}[.,]\d{3}[ \t]*$)${CLOCK}[ \t]*$`,
  "u",
);
const STRICT_CLOCK = String.raw`-?(?:\d{2,4}:)?\d{2,3}:\d{2}(?:[.,]\d{3})?`;
const STRICT = new RegExp(String.raw`^[ \t]*${STRICT_CLOCK}[ \t]*-->[ \t]*${STRICT_CLOCK}(?:[ \t]|$)`);
/** "align:start position:0%", "X1:40 Y1:20". */
const SETTINGS = /^(?:[A-Za-z][\w-]*:\S+(?: +|$))+/;
/** A line that was meant as a timing: a time on one side of its arrow, a colon before it, or nothing but signs and digits. */
const BROKEN = new RegExp(
  String.raw`^ *(?:[-\d:.,; ]{0,40}:[-\d:.,; ]{0,40}${ARROW}|\S{0,40} *-{1,3}> *${CLOCK}|[^\p{L}>]{4,60}-{1,3}> *(?:[^\p{L}>]{4,60}|$))`,
  "u",
);
const SECONDS = /^ *\[ *(\d{1,6}(?:\.\d{1,6})?) ?s? *-{1,3}> *(\d{1,6}(?:\.\d{1,6})?) ?s? *\](.*)$/;
/** Longer lines are words. */
const MAX_CHARS = 400;

/**
 * Reads "00:01.000 --> 00:02.500 align:start" of WebVTT and "00:00:01,000 --> 00:00:02,500 X1:40 Y1:20" of SubRip, and
 * what programs and people make of them: other arrows, dashes, colons and digits, blanks inside, entities, brackets. Hours
 * and fraction are optional, settings ignored. "broken" for a timing whose start cannot be read, undefined for any other
 * line.
 */
export function parseCueTiming(given: string): CueTiming | "broken" | undefined {
  if (given.length > MAX_CHARS || !/\p{Nd}/u.test(given)) return undefined;
  const visible = withoutInvisible(given);
  const line = mended(foldSigns(withoutEntities(visible)));
  const hasArrow = ARROWS.test(foldSigns(visible));
  // Words have their signs written as entities; a timing may have, but no less than a whole arrow.
  if (!hasArrow && ARROWS.test(line) && !ESCAPED_ARROW.test(visible)) return undefined;
  const isBroken = () => hasArrow && BROKEN.test(line);
  if (!line.includes(":")) return inSeconds(line) ?? (isBroken() ? "broken" : undefined);
  if (!ARROWS.test(line)) return timesAlone(line);
  const match = START.exec(line);
  if (match === null) return isBroken() ? "broken" : undefined;
  const after = line.slice(match[0].length);
  const end = END.exec(after);
  const startMs = clockMs(match.slice(1, 7));
  if (startMs === undefined) return "broken";
  return {
    startMs,
    endMs: end === null ? undefined : clockMs(end.slice(1, 7)),
    separator: separatorOf(match[5] ?? end?.[5]),
    isStrict: STRICT.test(given),
    // What stands where the end should is no word.
    words: end === null ? "" : wordsAfter(after, end[0].length),
  };
}

/** The start of a cue whose arrow and end are lost: "00:00:04,000" with nothing else on the line. */
export function parseClockAlone(line: string): CueTiming | undefined {
  const match = CLOCK_ALONE.exec(line);
  if (match === null) return undefined;
  return {
    startMs: clockMs(match.slice(1, 7))!,
    endMs: undefined,
    separator: separatorOf(match[5]),
    isStrict: false,
    words: "",
  };
}

function wordsAfter(line: string, from: number): string {
  const rest = line.slice(from).replace(SETTINGS, "").trim();
  return /[\s\])]$/.test(line.slice(0, from)) ? rest : "";
}

/** "00:00:01,000 - 00:00:02,500", and "0:00:01.000,0:00:02.500" of SubViewer. */
function timesAlone(line: string): CueTiming | undefined {
  const match = TIMES_ALONE.exec(line);
  if (match === null) return undefined;
  const [start, end] = [match.slice(1, 7), match.slice(7, 13)];
  // Two times without fractions may be words: "0:10, 0:20".
  if (start[5] === undefined || end[5] === undefined) return undefined;
  const startMs = clockMs(start);
  if (startMs === undefined) return undefined;
  return { startMs, endMs: clockMs(end), separator: separatorOf(start[4]), isStrict: false, words: "" };
}

/** Points between the parts of a time, and the letter O for a zero, in a line with an arrow. */
function mended(line: string): string {
  if (!ARROWS.test(line)) return line;
  return line
    .replace(/(?<=[\d:])O(?=[\d:,.])|(?<![\p{L}\d])O(?=\d)/gu, "0")
    .replace(/(?<![\d.:])(\d{1,2})\.(\d{2})\.(\d{2})(?=[,.]\d)/g, "$1:$2:$3");
}

/** "[0.00s -> 4.50s] words", as some speech recognisers print. */
function inSeconds(line: string): CueTiming | undefined {
  const match = SECONDS.exec(line);
  if (match === null) return undefined;
  const [startMs, endMs] = [match[1], match[2]].map((seconds) => Math.round(Number(seconds) * 1_000));
  return { startMs: startMs!, endMs, separator: ".", isStrict: false, words: match[3]!.trim() };
}

/** An arrow may have gone through two pages: "--&amp;gt;". */
function withoutEntities(line: string): string {
  return line.includes("&") ? decodeHTMLStrict(decodeHTMLStrict(line)) : line;
}

function separatorOf(mark: string | undefined): CueTiming["separator"] {
  return mark === "," || mark === "." ? mark : undefined;
}

function clockMs(groups: (string | undefined)[]): number | undefined {
  const [sign, hours = "0", minutes, seconds, , fraction = "0"] = groups;
  if (minutes === undefined || seconds === undefined) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ms = whole * 1_000 + Math.round(Number(`0.${fraction}`) * 1_000);
  return sign === "-" ? -ms : ms;
}
