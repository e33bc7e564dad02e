/** The times of one cue, in milliseconds; `endMs` is undefined where the line has none. */
export type CueTiming = { startMs: number; endMs: number | undefined; separator: "." | "," | undefined };

const CLOCK = String.raw`(-?)(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:([.,:])[ \t]?(\d{1,9}))?`;
const TIMING = new RegExp(String.raw`^[ \t]*${CLOCK}[ \t]*-{1,3}>[ \t]*(?:${CLOCK})?(?:[ \t]|$)`);
/** A line that was meant as a timing, since only digits and punctuation stand before its arrow. */
const BROKEN_TIMING = /^[-\d:.,; \t]*\d[-\d:.,; \t]*-->/;

/**
 * Reads "00:01.000 --> 00:02.500 align:start" of WebVTT and "00:00:01,000 --> 00:00:02,500 X1:40 Y1:20" of SubRip: hours
 * and fraction optional, settings ignored. "broken" for a timing that cannot be read, undefined for any other line.
 */
export function parseCueTiming(line: string): CueTiming | "broken" | undefined {
  if (!line.includes("->")) return undefined;
  const match = TIMING.exec(line);
  if (match === null) return BROKEN_TIMING.test(line) ? "broken" : undefined;
  const [startMs, endMs] = [clockMs(match.slice(1, 7)), clockMs(match.slice(7, 13))];
  if (startMs === undefined) return "broken";
  const mark = match[5] ?? match[11];
  return { startMs, endMs, separator: mark === "," || mark === "." ? mark : undefined };
}

function clockMs(groups: (string | undefined)[]): number | undefined {
  const [sign, hours = "0", minutes, seconds, , fraction = "0"] = groups;
  if (minutes === undefined || seconds === undefined) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ms = whole * 1_000 + Math.round(Number(`0.${fraction}`) * 1_000);
  return sign === "-" ? -ms : ms;
}
