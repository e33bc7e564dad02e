import { isKnownWord } from "../english/known-words.ts";
import { stopwordsOf } from "../language/languages.ts";
import { createTerms } from "../terms.ts";
import { baseLanguage } from "../words.ts";
import { editDistance } from "./edit-distance.ts";
import { TERMS_AT_ONCE, type Steps, type Vocabulary, type VocabularyEntry } from "./vocabulary.ts";

/** A word of a question that was mended, and the word that it was taken for; both in lower case. */
export type Mending = {
  word: string;
  replacement: string;
  /** The terms of the replacement: none for a stop word. */
  terms: string[];
};

/** The least letters of a word that is mended by a term, and of one that may have two mistakes. */
const SHORTEST = 4;
const LONG = 8;
const LONG_STEM = 7;
/** The least letters of a stop word that is recognized in a typing error. */
const SHORTEST_STOP_WORD = 3;

/**
 * Finds the word of the transcripts that a mistyped word stands for: the nearest by edit distance, at most 1 for words of
 * four to seven letters and 2 for longer ones. It begins with the same letter; of words as near, the one that is said most
 * often is taken. A mistyped stop word ("teh", "waht") is mended before. null where the word is right, or nothing is near.
 *
 * Both the words as they are written and their stems are compared: the vocabulary has one written word for each stem, which
 * may be inflected in another way. A word that an English dictionary has is right, even where no transcript says it.
 */
export function* mendTypo(word: string, language: string, vocabulary: Vocabulary): Steps<Mending | null> {
  if (word.length < SHORTEST_STOP_WORD || !LETTERS.test(word)) return null;
  const isEnglish = baseLanguage(language) === "en";
  const terms = createTerms(language);
  if (terms(word).some((term) => vocabulary.has(term)) || (isEnglish && isKnownWord(word))) return null;
  const stopword = nearestStopword(word, stopwordsOf(language));
  if (stopword !== null) return { word, replacement: stopword, terms: [] };
  if (word.length < SHORTEST) return null;

  const spelled = isEnglish ? withUsualEnding(word) : word;
  const stem = terms(spelled).at(-1);
  if (stem === undefined) return null;
  const nearest = yield* nearestEntry(spelled, stem, vocabulary);
  if (nearest === null) return null;
  const { isWordNear, entry } = nearest;
  const isOtherEnding = Math.abs(entry.term.length - stem.length) > 1;
  return {
    word,
    replacement: isWordNear || isOtherEnding ? entry.word : withEnding(entry.term, stem, spelled),
    terms: [entry.term],
  };
}

const LETTERS = /^[\p{L}\p{M}]+$/u;

function nearestStopword(word: string, stopwords: Set<string>): string | null {
  let best: string | null = null;
  let bestRank = 0;
  for (const stopword of stopwords) {
    if (stopword.length < SHORTEST_STOP_WORD || !LETTERS.test(stopword)) continue;
    if (editDistance(word, stopword, 1) > 1) continue;
    const isPermutation = isPermuted(word, stopword);
    // A letter changed or too much makes a word of its own where the word is short.
    const isShortened = word.length === SHORTEST && stopword.length > SHORTEST;
    if (word.length <= SHORTEST && !isPermutation && !isShortened) continue;
    const rank = 1 + (isPermutation ? 1 : 0) + (stopword[0] === word[0] ? 2 : 0);
    if (rank > bestRank) [best, bestRank] = [stopword, rank];
  }
  return best;
}

const isPermuted = (one: string, other: string): boolean =>
  one.length === other.length && one !== other && sorted(one) === sorted(other);

const sorted = (word: string): string => [...word].toSorted().join("");

type Nearest = { entry: VocabularyEntry; isWordNear: boolean };

function* nearestEntry(word: string, stem: string, vocabulary: Vocabulary): Steps<Nearest | null> {
  let best: Nearest | null = null;
  let bestRank: number[] = [];
  const isLong = word.length >= LONG;
  for (const { entry, distance } of yield* nearStems(stem, vocabulary)) {
    yield;
    const ofWord = distanceOf(word, entry.word, isLong ? 2 : 1);
    const ofStem = distance <= (isLong && stem.length >= LONG_STEM ? 2 : 1) ? distance : FAR;
    if (ofWord === FAR && ofStem === FAR) continue;
    const rank = [Math.min(ofWord, ofStem), ofWord + ofStem, -entry.frequency];
    if (best !== null && !isLess(rank, bestRank)) continue;
    [best, bestRank] = [{ entry, isWordNear: ofWord <= ofStem }, rank];
  }
  return best;
}

/** The entries whose terms are nearest to a stem: with mistakes in the ending of a word, its stem is further off than it is. */
function* nearStems(
  stem: string,
  vocabulary: Vocabulary,
): Steps<{ entry: VocabularyEntry; distance: number }[]> {
  const near: { entry: VocabularyEntry; distance: number }[] = [];
  const letters = letterSet(stem);
  let seen = 0;
  for (const entry of vocabulary.entries()) {
    if (++seen % TERMS_AT_ONCE === 0) yield;
    const { term } = entry;
    if (!mayBegin(stem, term) || Math.abs(term.length - stem.length) > MOST_EDITS) continue;
    // Each edit changes two letters of the set at most.
    if (countBits(letters ^ letterSet(term)) > 2 * MOST_EDITS || NUMERIC.test(term)) continue;
    const distance = distanceOf(stem, term, MOST_EDITS);
    if (distance !== FAR) near.push({ entry, distance });
  }
  near.sort((one, other) => one.distance - other.distance || other.entry.frequency - one.entry.frequency);
  return near.slice(0, MOST_NEAR);
}

const MOST_EDITS = 2;
/** So many of the nearest terms are looked at with their words. */
const MOST_NEAR = 12;

/** The letters of a word as bits; letters that are 32 apart share one. */
function letterSet(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The distance of what is too far to be meant. */
const FAR = 4;

/** The edit distance; a little less where letters are only swapped, which is the commonest mistake. */
function distanceOf(one: string, other: string, limit: number): number {
  if (one.length < SHORTEST || other.length < SHORTEST) return FAR;
  const distance = editDistance(one, other, limit);
  if (distance > limit) return FAR;
  return isPermuted(one, other) ? distance - 0.5 : distance;
}

function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && one[at]! < other[at]!;
}

const NUMERIC = /\p{N}/u;

/** Few mistype the first letter: it is the same, is swapped with the second, or is missing before a long word. */
const mayBegin = (stem: string, other: string): boolean =>
  stem[0] === other[0] ||
  (stem[0] === other[1] && (stem[1] === other[0] || (stem.length >= LONG_STEM && other.endsWith(stem))));

/** Mistyped endings would keep a stemmer from its work. */
const withUsualEnding = (word: string): string =>
  word
    .replace(/(?:ign|nig|gni|ngi|inng|iing)(s?)$/u, "ing$1")
    .replace(/(?:toin|iton|tino|tioin)(s?)$/u, "tion$1");

/** A term with the ending that the stemmer took from a word: `switching`, by `switch`, for `swiching` and its `swich`. */
function withEnding(term: string, stem: string, word: string): string {
  if (word.startsWith(stem)) return `${term}${word.slice(stem.length)}`;
  const isIForY = stem.endsWith("i") && term.endsWith("i") && word === `${stem.slice(0, -1)}y`;
  return isIForY ? `${term.slice(0, -1)}y` : term;
}
