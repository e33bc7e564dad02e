import { plainLine } from "../../text/plain-line.ts";
import { createSegmenter } from "../../text/words.ts";
import { TIME_WITHOUT_GROUPS } from "./chapter-time.ts";

const MAX_CHARS = 200;

const LINK =
  /(?:https?:\/\/|www\.)[^\s)\]>]+|(?<![\p{L}\p{N}@._-])(?:[a-z\d-]+\.)+(?:com|org|net|ly|to|be|gg|ee|us|me|gl|cc|co)\/[^\s)\]>]*/giu;
const EMPTY_BRACKETS = /[([（［【<]\s?[)\]）］】>]/gu;
const DASHES = String.raw`\p{Pd}−~～`;
const CLOSERS = ")\\]}）］】」』〕〉》";
const OPENERS = "(\\[{（［【「『〔〈《";
/** Marks beside a title: white space, dashes, colons, bullets, arrows and what markup leaves. */
const MARKS = String.raw`\s${DASHES}_*:：﹕;；,，、·•‣⁃∙・|｜=>→⇒➔»›…`;
/** Symbols and pictures before a title, but for those that are read. */
const PICTURES = String.raw`(?![№℃℉°©®™])[\p{So}\p{Sk}\uFE0F\u200D]|\p{Nd}\uFE0F?\u20E3`;
/** Those, brackets and quotes that close, and what is a mark only where it stands alone. */
const BEFORE = String.raw`[${MARKS}${CLOSERS}]|[./\\#"'”’](?=[\s.]|$)`;
const MARKS_BEFORE = new RegExp(`^(?:${BEFORE})+`, "u");
const PICTURES_BEFORE = new RegExp(`^(?:${BEFORE}|${PICTURES})+`, "u");
const AFTER = String.raw`[${MARKS.replace("…", "")}${OPENERS}\u2500-\u25FF]`;
const MARKS_AFTER = new RegExp(String.raw`(?:(?<!${AFTER})${AFTER}+|(?<!\.)\.{4,})$`, "u");
/** When the chapter ends, or how long it is: in brackets or after a dash. */
const TIME_AFTER = new RegExp(
  String.raw`(?:[([（［] ?${TIME_WITHOUT_GROUPS} ?[)\]）］]|[${DASHES}→] ?${TIME_WITHOUT_GROUPS})$`,
  "u",
);
const IS_TITLE = /[\p{L}\p{N}\p{S}!?]/u;
const BRACKETS = ["()", "[]", "（）", "［］", "【】"];

/**
 * The title in what stands beside a time: without links, and without the dashes, bullets and pictures before it. At most
 * 200 characters, cut at a word. "" where nothing is left.
 */
export function cleanTitle(text: string): string {
  const words = plainLine(text.replace(LINK, " ").replace(EMPTY_BRACKETS, " "));
  const title = withoutMarksAfter(words.replace(PICTURES_BEFORE, ""));
  // A title may be nothing but a picture.
  return cutAtWord(title === "" ? withoutMarksAfter(words.replace(MARKS_BEFORE, "")) : title);
}

function withoutMarksAfter(text: string): string {
  const title = withoutLoneBrackets(
    text.replace(MARKS_AFTER, "").replace(TIME_AFTER, "").replace(MARKS_AFTER, ""),
  );
  return IS_TITLE.test(title) ? title : "";
}

/** A line may stand in brackets as a whole, so that one of them is left beside the title. */
function withoutLoneBrackets(title: string): string {
  for (const [open, close] of BRACKETS) {
    if (title.endsWith(close!) && !title.includes(open!)) return title.slice(0, -1).trimEnd();
    if (title.startsWith(open!) && !title.includes(close!)) return title.slice(1).trimStart();
  }
  return title;
}

function cutAtWord(title: string): string {
  if (title.length <= MAX_CHARS) return title;
  let end = 0;
  for (const { index, segment } of createSegmenter("", "word").segment(title)) {
    if (index + segment.length > MAX_CHARS) break;
    end = index + segment.length;
  }
  // A word that is longer is cut between two characters.
  const cut = end > 0 ? title.slice(0, end) : title.slice(0, MAX_CHARS).replace(/[\uD800-\uDBFF]$/, "");
  return cut.replace(MARKS_AFTER, "");
}
