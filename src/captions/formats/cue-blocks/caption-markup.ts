import { decodeHTMLStrict } from "entities";

// Each pattern excludes its own opening character inside, so that a run of openers fails at once: linear time.
/** What stands beside ruby text, up to its end, the next one or the end of the ruby text. */
const RUBY_READING = /<(rt|rp)\b[^<>]*>(?:[^<]|<(?!\/?r(?:t|p|uby)\b))*(?:<\/\1>|(?=<(?:\/ruby|rt|rp)\b))/gi;
const LINE_BREAK = /<br\b[^<>]*>/gi;
/**
 * Tags as VTT, SubRip and YouTube's classic format know them, also with the blanks that machine translation puts in, and
 * karaoke times. Not "a < b", "<3", "List<String>" or "<ann@example.org>".
 */
const NAME =
  "[bicusaqp]|v|lang|ruby|rt|rp|font|span|div|em|strong|small|big|sub|sup|strike|del|ins|mark|center|tt";
const TAG = new RegExp(
  [
    String.raw`<\s{0,2}\/?\s{0,2}(?:${NAME})\s{0,2}\/?\s{0,2}>`,
    // Classes of WebVTT, and who speaks.
    String.raw`<(?:[bicu]|ruby|rt)\.[^<>]*>`,
    String.raw`<(?:v|lang)[.\s][^<>]*>`,
    String.raw`<\s{0,2}(?:${NAME})\s(?=[^<>=]*=)[^<>]*>`,
    String.raw`<\d[\d:.,]*>`,
  ].join("|"),
  "gi",
);
/** Positions and styles that SubRip files take over from SubStation Alpha, such as {\an8}. */
const OVERRIDE = /\{\\[^{}]*\}/g;
/** Its line break and hard space; not the backslashes of a path. */
const ALPHA_BREAK = /(?<![:\\])\\N/g;
const ALPHA_SPACE = /(?<![:\\])\\h/g;

/**
 * The words of marked-up cue text: tags, karaoke times, style overrides, speaker names in `<v>` and the readings beside
 * ruby text are removed, then HTML entities are decoded once. An entity without its semicolon stays ("AT&T", "?a=1&lt=2").
 */
export function plainText(markup: string): string {
  const words = withoutTags(markup).replace(ALPHA_BREAK, "\n").replace(ALPHA_SPACE, " ");
  return decodeHTMLStrict(words);
}

function withoutTags(markup: string): string {
  return markup.replace(RUBY_READING, "").replace(LINE_BREAK, "\n").replace(TAG, "").replace(OVERRIDE, "");
}

const HIGHLIGHT = /<(?:u|b|i|font)\b[^<>]*>/i;

/** Whether a part of the words is highlighted, as karaoke does with the word that is said. */
export function isPartlyHighlighted(markup: string): boolean {
  if (!HIGHLIGHT.test(markup)) return false;
  const outside = markup.replace(/<(u|b|i|font)\b[^<>]*>[^<]*<\/\1>/gi, "");
  return withoutTags(outside).trim() !== "";
}
