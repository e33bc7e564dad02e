import { foldSigns, withoutInvisible } from "../fold-signs.ts";

/** A time at the beginning of a line, and what stands behind it. */
export type LineTime = {
  /** More than one where a line of lyrics is sung again: "[0:12][0:45] words". */
  startsMs: number[];
  /** Of a range such as "0:00 - 0:05". */
  endMs: number | undefined;
  after: string;
  /** Without what may be the end of a range, or words. */
  afterStart: string;
  isBracketed: boolean;
  /** Who speaks, where that stands before the time. */
  speaker: string | undefined;
};

const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,9})|[:;]\d{2}(?!\d))?`;
/** Where no label is glued to it. */
const WHOLE = String.raw`${TIME}(?!\d|:\d)`;
const RANGE = String.raw`(?: *(?:[\p{Pd}−~～→]{1,3}|[-\p{Pd}]{0,2}>|to) *[[(]?${WHOLE})`;
/** Bullets, numbers and emphasis of Markdown. */
const BEFORE = String.raw`^ *(?:(?:[-*•·‣>|]|#{1,6}|\d{1,4}[.)]) +){0,3}[*_~${"`"}]{0,3}`;
const OPEN = String.raw`[[({<]{1,2} *`;
const CLOSE = String.raw` *[\])}>]{1,2}`;
const EMPHASIS = String.raw`[*_~${"`"}]{0,3}`;
const BRACKETED = new RegExp(String.raw`${BEFORE}${OPEN}${WHOLE}${RANGE}?${CLOSE}${EMPHASIS}`, "u");
const MORE = new RegExp(String.raw`^ *\[${WHOLE}\]`, "u");
const BARE = new RegExp(String.raw`${BEFORE}${TIME}`, "u");
const RANGE_AFTER = new RegExp(String.raw`^${RANGE}${EMPHASIS}(?=[ :|]|$)`, "u");
const SPEAKER_BRACKETED = new RegExp(
  String.raw`^(\D.{0,60}?)[ :,|\p{Pd}]{0,3}${OPEN}${WHOLE}${RANGE}?${CLOSE}${EMPHASIS}`,
  "u",
);
const SPEAKER_BARE = new RegExp(
  String.raw`^(\D.{0,60}?)(?:[ :,|·]|[\p{Pd}] ){1,4}${WHOLE}${EMPHASIS} *$`,
  "u",
);
/** The times of words inside a line of lyrics. */
const WORD_TIME = /<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>/g;
/** The link that a time is: "[0:04](https://…)", "<a href=…>0:04</a>". */
const MARKDOWN_LINK = /\[((?:[^[\]]|\[[^[\]]*\]){0,40})\]\(<?(?:(?:https?:)?\/)?\/[^()\s]*\)/gi;
const HTML_LINK = /<a\b[^<>]*>([^<>]{0,40})<\/a>/gi;
const LINK_BEHIND = /^ *\(<?(?:https?:)?\/\/[^()\s]*\)/;
const HAS_TIME = /\d:\d/;
/** Longer beginnings are prose. */
const MAX_CHARS = 300;

/**
 * Reads the time that a line begins with: "0:04 words", "[1:02:03] words", "**0:04** · words", "- [0:04](link) words",
 * "0:00 - 0:05 words", "Name (0:04): words", in the digits and colons of any script. undefined for any other line.
 */
export function readTime(given: string): LineTime | undefined {
  if (!/\p{Nd}[:：﹕∶꞉]/u.test(given)) return undefined;
  const line = withoutLinks(withoutInvisible(given)).trim();
  const folded = foldSigns(line.slice(0, MAX_CHARS));
  const bracketed = BRACKETED.exec(folded);
  if (bracketed !== null) return bracketedTime(bracketed, line, folded, undefined);
  const bare = BARE.exec(folded);
  if (bare !== null) return bareTime(bare, line, folded);
  const spoken = SPEAKER_BRACKETED.exec(folded);
  if (spoken !== null && isName(spoken[1]!))
    return bracketedTime([spoken[0], ...spoken.slice(2)], line, folded, nameOf(spoken[1]!));
  const alone = SPEAKER_BARE.exec(folded);
  if (alone === null || !isName(alone[1]!) || line.length > MAX_CHARS) return undefined;
  const startMs = clockMs(alone.slice(2, 6));
  if (startMs === undefined) return undefined;
  const rest = { after: "", afterStart: "", endMs: undefined, isBracketed: false };
  return { startsMs: [startMs], ...rest, speaker: nameOf(alone[1]!) };
}

function bracketedTime(
  match: readonly (string | undefined)[],
  line: string,
  folded: string,
  speaker: string | undefined,
): LineTime | undefined {
  const startMs = clockMs(match.slice(1, 5));
  if (startMs === undefined) return undefined;
  const startsMs = [startMs];
  let offset = match[0]!.length;
  for (let more = MORE.exec(folded.slice(offset)); more !== null; more = MORE.exec(folded.slice(offset))) {
    const ms = clockMs(more.slice(1, 5));
    if (ms === undefined) break;
    startsMs.push(ms);
    offset += more[0].length;
  }
  const after = line.slice(offset).replace(LINK_BEHIND, "").replace(WORD_TIME, " ");
  return {
    startsMs,
    endMs: startsMs.length === 1 ? clockMs(match.slice(5, 9)) : undefined,
    after,
    afterStart: after,
    isBracketed: true,
    speaker,
  };
}

function bareTime(match: readonly string[], line: string, folded: string): LineTime | undefined {
  const startMs = clockMs(match.slice(1, 5));
  if (startMs === undefined) return undefined;
  const from = match[0]!.length;
  const range = RANGE_AFTER.exec(folded.slice(from));
  const endMs = range === null ? undefined : clockMs(range.slice(1, 5));
  const isRange = endMs !== undefined && endMs > startMs;
  const emphasis = /^[*_~`]{0,3}/.exec(line.slice(from))![0].length;
  const afterStart = line.slice(from + emphasis).replace(LINK_BEHIND, "");
  return {
    startsMs: [startMs],
    endMs: isRange ? endMs : undefined,
    after: isRange ? line.slice(from + range![0].length) : afterStart,
    afterStart,
    isBracketed: false,
    speaker: undefined,
  };
}

function withoutLinks(line: string): string {
  if (!line.includes("](") && !/<a\b/i.test(line)) return line;
  const unlink = (link: string, inside: string) => (HAS_TIME.test(foldSigns(inside)) ? inside : link);
  return line.replace(MARKDOWN_LINK, unlink).replace(HTML_LINK, unlink);
}

/** Whether it may be the name of somebody: few words without the signs of a sentence. */
function isName(text: string): boolean {
  const name = nameOf(text);
  return /^\p{L}/u.test(name) && !/[.!?;…](?:\s|$)|\d:\d|\/\//u.test(name) && name.split(/\s+/).length <= 5;
}

const nameOf = (text: string): string => text.replace(/[[\](){}*_~`<>#:|]/g, " ").trim();

function clockMs(groups: readonly (string | undefined)[]): number | undefined {
  const [hours = "0", minutes, seconds, fraction = "0"] = groups;
  if (minutes === undefined || seconds === undefined || Number(seconds) > 59) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1_000 + Math.round(Number(`0.${fraction}`) * 1_000);
}
