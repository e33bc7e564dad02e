import { isFunctionWord } from "./guess-language.ts";

/** The content words of a text in a form that can be compared: stems or alike, with repetitions. */
export type Terms = (text: string) => string[];

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const tokenPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const onlyHiragana = /^\p{Script=Hiragana}+$/u;
const chineseParticles = /[的了是在和也就都而及与着吗呢吧]/u;

/**
 * Content words as they are written, in lower case: function words and single Latin letters are left out. Scripts
 * without spaces give pairs of neighbouring characters.
 */
export function contentWords(text: string): string[] {
  const words: string[] = [];
  for (const [token] of text.normalize("NFKC").toLowerCase().matchAll(tokenPattern)) {
    if (unspaced.test(token)) for (const pair of characterPairs(token)) words.push(pair);
    else if (!/^\p{L}$/u.test(token) && !contractionEndings.has(token) && !isFunctionWord(token))
      words.push(token);
  }
  return words;
}

/** What remains of "we'll", "they're", "I've" and "don't" after the apostrophe or before it. */
const contractionEndings = new Set([
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
 * The default `Terms`: content words cut to six letters, a stemmer crude enough to serve every alphabet. Numbers, and
 * words with digits in them, stay whole.
 */
export function contentTerms(text: string): string[] {
  return contentWords(text).map((word) => (/\p{N}/u.test(word) ? word : word.slice(0, 6)));
}

function characterPairs(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return chineseParticles.test(run) || onlyHiragana.test(run) ? [] : [run];
  const pairs: string[] = [];
  for (let at = 0; at + 1 < characters.length; at++) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    if (!onlyHiragana.test(pair) && !chineseParticles.test(pair)) pairs.push(pair);
  }
  return pairs;
}
