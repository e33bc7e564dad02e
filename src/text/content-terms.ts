import { isFunctionWord } from "./guess-language.ts";

/** The content words of a text in a form that can be compared, such as stems, with repetitions. */
export type Terms = (text: string) => string[];

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const ONLY_HIRAGANA = /^\p{Script=Hiragana}+$/u;
const CHINESE_PARTICLES = /[的了是在和也就都而及与着吗呢吧]/u;

/**
 * Content words as they are written, in lower case, without function words and single letters. Scripts without spaces
 * give pairs of neighbouring characters.
 */
export function contentWords(text: string): string[] {
  const words: string[] = [];
  for (const [token] of text.normalize("NFKC").toLowerCase().matchAll(TOKEN)) {
    if (UNSPACED.test(token)) for (const pair of characterPairs(token)) words.push(pair);
    else if (!/^\p{L}$/u.test(token) && !CONTRACTION_ENDINGS.has(token) && !isFunctionWord(token))
      words.push(token);
  }
  return words;
}

/** The parts of "we'll", "they're", "I've" and "don't" after the apostrophe or before it. */
const CONTRACTION_ENDINGS = new Set([
  "ll",
  "re",
  "ve",
  "don",
  "didn",
  "doesn",
  "isn",
  "wasn",
  "aren",
  "couldn",
]);

/**
 * Content words cut to six letters, a stemmer crude enough to serve every alphabet. Numbers, and words with digits in
 * them, stay whole.
 */
export function contentTerms(text: string): string[] {
  return contentWords(text).map((word) => (/\p{N}/u.test(word) ? word : word.slice(0, 6)));
}

function characterPairs(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return CHINESE_PARTICLES.test(run) || ONLY_HIRAGANA.test(run) ? [] : [run];
  const pairs: string[] = [];
  for (let at = 0; at + 1 < characters.length; at++) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    if (!ONLY_HIRAGANA.test(pair) && !CHINESE_PARTICLES.test(pair)) pairs.push(pair);
  }
  return pairs;
}
