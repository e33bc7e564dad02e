import { decodeHTMLStrict } from "entities";

// Each pattern excludes its own opening character inside, so that a run of openers fails at once: linear time.
const RUBY_READING = /<rt\b[^<>]*>[^<>]*<\/rt>/gi;
const LINE_BREAK = /<br\b[^<>]*>/gi;
/** Tags as VTT, SubRip and YouTube's classic format know them, and karaoke times; not "a < b" or "<3". */
const TAG = /<(?:\/?[a-z][^<>]*|\d[\d:.,]*)>/gi;
/** Positions and styles that SubRip files take over from SubStation Alpha, such as {\an8}. */
const OVERRIDE = /\{\\[^{}]*\}/g;

/**
 * The words of marked-up cue text: tags, karaoke times, style overrides, speaker names in `<v>` and the readings beside
 * ruby text are removed, then HTML entities are decoded once. An entity without its semicolon stays ("AT&T", "?a=1&lt=2").
 */
export function plainText(markup: string): string {
  const words = markup
    .replace(RUBY_READING, "")
    .replace(LINE_BREAK, "\n")
    .replace(TAG, "")
    .replace(OVERRIDE, "");
  return decodeHTMLStrict(words);
}
