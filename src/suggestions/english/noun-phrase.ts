import { mayBeNoun } from "../../text/english/noun-phrases.ts";
import type { Word } from "./tagged-text.ts";
import { POINTING, UNIQUE, VAGUE_NOUNS } from "./words.ts";

/** Words of a sentence in a row, the end excluded. */
export type Span = { from: number; to: number };

const ARTICLE = /^(?:the|an?)$/u;
const DETERMINER = /^(?:the|an?|your|most|many|all|every|each|some)$/u;
const LINK = /^(?:of|in|for|between|to|with|on|from|and|or|behind|at|by|against|into|vs|versus)$/u;
const MOST_WORDS = 8;

/** Where the longest noun phrase that begins at a word ends; undefined where none does. Prepositions join others to it. */
export function nounPhraseEnd(words: Word[], from: number, mayJoin = true): number | undefined {
  const core = coreEnd(words, from);
  if (core === undefined || !mayJoin) return core;
  let end = core;
  while (end - from < MOST_WORDS) {
    const link = words[end];
    if (!link || words[end - 1]!.after !== "" || !LINK.test(link.lower)) break;
    const next = coreEnd(words, end + 1);
    if (next === undefined) break;
    end = next;
  }
  return end;
}

/** The end of an article, adjectives and nouns, without prepositions. */
function coreEnd(words: Word[], from: number): number | undefined {
  let at = from;
  if (words[at] && DETERMINER.test(words[at]!.lower)) at++;
  let end: number | undefined;
  for (; at < words.length && at - from < MOST_WORDS; at++) {
    const word = words[at]!;
    if (at > from && words[at - 1]!.after !== "") break;
    if (VAGUE_NOUNS.has(word.lower) && !isTold(words, at)) break;
    if (!mayStandInPhrase(word, words[at + 1])) break;
    if (isNoun(word)) end = at + 1;
  }
  return end;
}

/** Whether a vague noun is told more of: "boiling point", "leap year", "part of the brain". */
function isTold(words: Word[], at: number): boolean {
  const before = words[at - 1];
  if (words[at + 1]?.lower === "of") return true;
  if (before === undefined || words[at]!.lower === "people") return false;
  return isNoun(before) || before.lower.endsWith("ing");
}

function mayStandInPhrase(word: Word, next: Word | undefined): boolean {
  const { tags, lower } = word;
  if (tags.has("Pronoun") || DETERMINER.test(lower) || LINK.test(lower)) return false;
  if (isNoun(word) || tags.has("Adjective") || tags.has("Value") || tags.has("Possessive")) return true;
  if (tags.has("Adverb"))
    return next?.tags.has("Adjective") === true && (lower.endsWith("ly") || lower === "too");
  // "A trained network", "machine learning".
  if (tags.has("Gerund") || tags.has("Participle") || (tags.has("PastTense") && lower.endsWith("ed")))
    return next !== undefined && (isNoun(next) || next.tags.has("Adjective"));
  return false;
}

export const isNoun = ({ tags, lower }: Word): boolean =>
  (tags.has("Noun") || tags.has("ProperNoun") || tags.has("Acronym")) &&
  !tags.has("Pronoun") &&
  !tags.has("Possessive") &&
  !tags.has("Date") &&
  !/^(?:equals|means|is|plus|minus)$/u.test(lower) &&
  !POINTING.has(lower);

/**
 * Whether the words are one noun phrase that is understood by itself. They are known to be one from what stands around them,
 * so that a word that is tagged as a verb but may be a noun ("weather") is one.
 */
export function isSubject(tagged: Word[], { from, to }: Span): boolean {
  if (to <= from || to - from > MOST_WORDS) return false;
  const words = tagged
    .slice(0, to)
    .map((word, at) =>
      at >= from && isTakenForNoun(word) && !(at === from && to - from > 1 && isBidding(word))
        ? asNoun(word)
        : word,
    );
  if (nounPhraseEnd(words, from) !== to) return false;
  const inside = words.slice(from, to);
  if (inside.some(({ lower }) => POINTING.has(lower))) return false;
  if (inside.some(({ tags }) => tags.has("Swear") || tags.has("Ordinal"))) return false;
  if (!inside.some((word) => isNoun(word) && /\p{L}{3}|\p{Lu}{2}/u.test(word.text))) return false;
  const [first] = inside;
  if (first!.lower === "your") return false;
  const told = inside.map(({ lower }) => lower).filter((word) => !LINK.test(word) && !ARTICLE.test(word));
  if (new Set(told).size < told.length) return false;
  if (first!.lower !== "the") return !(ARTICLE.test(first!.lower) && inside.length === 1);
  const telling = inside.slice(1).filter((word) => !LINK.test(word.lower) && !ARTICLE.test(word.lower));
  if (telling.length >= 2) return telling.some((word) => !word.tags.has("Value"));
  return telling.some(({ lower, text }) => UNIQUE.has(lower) || /^\p{Lu}/u.test(text));
}

const isPlural = (word: Word): boolean =>
  (word.tags.has("Plural") && !word.tags.has("Singular")) ||
  (!word.tags.has("Noun") && /(?<![sui])s$/u.test(word.lower));

/** Whether the noun that a phrase is about is in the plural: the last before its first preposition. */
export function isPluralPhrase(words: Word[], { from, to }: Span): boolean {
  const inside = words.slice(from, to);
  if (inside.some(({ lower }) => lower === "and")) return true;
  const end = inside.findIndex(({ lower }) => /^(?:of|in|for|to|with|on|from|at|by|between)$/u.test(lower));
  return isPlural(inside[(end === -1 ? inside.length : end) - 1] ?? inside[0]!);
}

const isTakenForNoun = ({ lower, tags }: Word): boolean =>
  (tags.has("Verb") || tags.has("Adjective")) && !NO_NOUN.some((tag) => tags.has(tag)) && mayBeNoun(lower);

/** "Keep in mind", "understand work". */
const isBidding = ({ tags }: Word): boolean => tags.has("Imperative") || tags.has("Infinitive");

const NO_NOUN = ["Auxiliary", "Copula", "Modal", "PastTense", "Gerund"];

const asNoun = (word: Word): Word => ({
  ...word,
  tags: new Set([...word.tags, "Noun", /(?<![su])s$/u.test(word.lower) ? "Plural" : "Singular"]),
});
