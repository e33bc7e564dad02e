import { stopwordsOf } from "../../text/language/languages.ts";
import type { Grammar } from "./grammar.ts";

/** A word of a question and its place in it; `lower` is without an elided article's apostrophe. */
export type Word = { lower: string; from: number; to: number };

/** An elided article or pronoun (l', qu'); or a word, with what hyphens and apostrophes join to it. */
const WORD = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu)['’](?=\p{L}{2})|[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/giu;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    lower: word.toLowerCase().replaceAll("’", "'").replace(/'$/u, ""),
    from: index,
    to: index + word.length,
  }));
}

/** An inverted verb and its pronoun: "faut-il", "a-t-on". */
const INVERTED = /-(?:je|tu|il|elle|on|nous|vous|ils|elles)$/u;

export const isAuxiliary = ({ lower }: Word, { auxiliaries }: Grammar): boolean =>
  auxiliaries.has(lower) || INVERTED.test(lower);

/** Whether a word names something, rather than joins, points or asks. */
export function createIsNaming(grammar: Grammar, language: string): (word: Word) => boolean {
  const stopwords = stopwordsOf(language);
  return (word) => {
    const { lower } = word;
    if (grammar.adjectives.has(lower)) return true;
    if (stopwords.has(lower) || isAuxiliary(word, grammar) || grammar.speakers.has(lower)) return false;
    if (grammar.articles.has(lower) || grammar.prepositions.has(lower)) return false;
    return !matchesWhole(grammar.pronouns, lower) && !matchesWhole(grammar.questionWord, lower);
  };
}

function matchesWhole(pattern: RegExp, word: string): boolean {
  return pattern.exec(word)?.[0] === word;
}

/** The greatest distance, in words, of the verb before the subject from the question word. */
const MAX_BEFORE_AUXILIARY = 3;

/**
 * The parts of a question: how many of its words ask ("how hot"), and how many stand before what it is about ("how hot
 * should"). `isAction`: it asks what someone does ("how do I"), so that a verb comes next. `hasVerbAfter`: the subject comes
 * next, and its verb behind it ("does the pizza").
 */
export function partsOf(question: string, words: Word[], grammar: Grammar) {
  const match = grammar.questionWord.exec(question.toLowerCase());
  const asking = match ? words.filter(({ from }) => from < match[0].length).length : 0;
  let at = asking;
  if (match !== null && /['’](?:s|re)$/u.test(match[0]))
    return { asking, about: at, isAction: false, hasVerbAfter: false };
  const limit = match ? asking + MAX_BEFORE_AUXILIARY : 0;
  while (at < Math.min(limit, words.length - 1) && !isAuxiliary(words[at]!, grammar)) at += 1;
  const auxiliary = words[at];
  if (auxiliary === undefined || !isAuxiliary(auxiliary, grammar)) {
    // "Who invented the telephone": a verb, and what comes after.
    const second = words[asking + 1]?.lower ?? "";
    const isVerb =
      grammar.articles.has(second) || grammar.prepositions.has(second) || grammar.clauses.has(second);
    const isAction = isVerb && !grammar.articles.has(words[asking]!.lower);
    return { asking, about: asking, isAction, hasVerbAfter: false };
  }
  const speaker = words[at + 1];
  if (INVERTED.test(auxiliary.lower))
    return { asking: at, about: at + 1, isAction: true, hasVerbAfter: false };
  if (speaker && grammar.speakers.has(speaker.lower))
    return { asking: at, about: at + 2, isAction: true, hasVerbAfter: false };
  const isWhole = words.slice(at + 1).some((word) => isAuxiliary(word, grammar));
  return {
    asking: at,
    about: at + 1,
    isAction: false,
    hasVerbAfter: !isWhole && grammar.verbLast.test(auxiliary.lower),
  };
}
