/** The greatest length of a marker with its brackets, in UTF-16 code units; longer ones are plain text. */
export const MARKER_MAX_LENGTH = 64;

/** The passages that a marker names: ranges of numbers, both ends included, in the order they are written. */
export type Marker = { length: number; ranges: [from: number, to: number][] };

const OPEN_BRACKETS = "[【［";
const CLOSE_BRACKETS = "]】］";

const PASSAGE_WORDS = (
  "passage passages source sources ref reference references citation citations excerpt excerpts quelle quellen " +
  "fuente fuentes pasaje pasajes fonte fonti источник источники отрывок 段落 来源 來源 出典 출처 स्रोत المصدر مصدر"
).split(" ");
const JOINING_WORDS = ["and", "und", "et", "y", "и"];

const ITEM_SOURCE = String.raw`(?:(?:${PASSAGE_WORDS.toSorted((one, other) => other.length - one.length).join("|")})\s*:?\s*)?[#^]?\s*(\d+)(?:\s*[-‐‑–—~]\s*[#^]?(\d+))?`;
const SEPARATOR_SOURCE = String.raw`\s*(?:[,;&،、]|${JOINING_WORDS.join("|")})\s*`;
const LIST = new RegExp(`^\\s*${ITEM_SOURCE}(?:${SEPARATOR_SOURCE}${ITEM_SOURCE})*\\s*$`, "u");
const ITEM = new RegExp(ITEM_SOURCE, "gu");

export function isOpenBracket(char: string | undefined): boolean {
  return char !== undefined && OPEN_BRACKETS.includes(char);
}

/**
 * Reads the marker that begins with the bracket at `at`: `[3]`, `[3, 4]`, `[1-3]`, `[^3]`, `[passage 3]`, also with
 * full-width brackets and with digits of other scripts. "partial": the text ends before that is decided.
 * A list with a zero in it is no marker (`the interval [0, 1]`): passages count from 1.
 */
export function readMarker(text: string, at: number): Marker | "partial" | null {
  const limit = Math.min(text.length, at + MARKER_MAX_LENGTH);
  for (let end = at + 1; end < limit; end++) {
    const char = text[end] ?? "";
    if (CLOSE_BRACKETS.includes(char)) return parseMarker(text.slice(at + 1, end), end + 1 - at);
    if (char === "\n" || char === "`" || isOpenBracket(char)) return null;
  }
  if (limit < text.length || text.length - at >= MARKER_MAX_LENGTH) return null;
  return mayBecomeMarker(text.slice(at + 1)) ? "partial" : null;
}

function parseMarker(content: string, length: number): Marker | null {
  // Some models end their markers as in 【3†source】 and 【3†L10-L20】.
  const list = normalizeContent(content).replace(/†(?:source|l\d+(?:-l\d+)?)?$/u, "");
  if (!LIST.test(list)) return null;
  const ranges = [...list.matchAll(ITEM)].map(([, from, to]): [number, number] => [
    Number(from),
    Number(to ?? from),
  ]);
  const hasZero = ranges.some(([from, to]) => from === 0 || to === 0);
  if (hasZero && (ranges.length > 1 || ranges[0]?.[0] !== ranges[0]?.[1])) return null;
  return { length, ranges };
}

/** Whether more text may make a marker: a bracket before ordinary words is let go at their first letters. */
function mayBecomeMarker(content: string): boolean {
  const text = normalizeContent(content);
  if (text.includes("†")) return /^[^†]*\d†[a-z\d-]{0,15}$/u.test(text);
  if (!/^[\s\d,;&،、:#^\-‐‑–—~\p{L}\p{M}]*$/u.test(text)) return false;
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const isUnfinished = /[\p{L}\p{M}]$/u.test(text);
  return words.every((word, index) => {
    const allowed = [...PASSAGE_WORDS, ...JOINING_WORDS];
    return isUnfinished && index === words.length - 1
      ? allowed.some((candidate) => candidate.startsWith(word))
      : allowed.includes(word);
  });
}

/** Code points of zero in the scripts whose digits models write: Arabic-Indic, its eastern form, Devanagari, Bengali. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6];

function normalizeContent(content: string): string {
  return content
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = ZEROS.find((candidate) => code >= candidate && code < candidate + 10);
      return zero === undefined ? digit : String(code - zero);
    });
}
