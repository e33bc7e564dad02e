import { guessLanguage, isInOtherLanguage } from "../language/guess-language.ts";
import { stopwordsOf } from "../language/languages.ts";
import { createTerms, tokenizerOf } from "../terms.ts";
import type { Token } from "../token.ts";
import { compoundsOf, isParticle, splitCompound } from "./compounds.ts";
import { mendTypo, type Mending } from "./mend-typos.ts";
import type { Steps, Vocabulary } from "./vocabulary.ts";

/** A word of a question that is looked for. */
export type QueryTerm = {
  /** As it is written, in lower case and mended; a part of a compound goes by the compound. */
  word: string;
  /** The terms that stand for it, of which a text that has any has the word; its own first. */
  terms: string[];
};

/** A question as it is looked for in transcripts of one language. */
export type ReadQuery = {
  terms: QueryTerm[];
  /** The question with its typing errors mended: what an encoder is given. */
  text: string;
  /** The words that were mended, and what they were taken for. */
  mended: Mending[];
};

/**
 * Reads a question by the words of the transcripts that it is asked of: mistyped words are mended, compounds split that
 * only stand apart there, and words side by side joined that stand as one there. Only a question in the transcripts'
 * language is mended.
 */
export function* readQuery(question: string, language: string, vocabulary: Vocabulary): Steps<ReadQuery> {
  const tokens = tokenizerOf(language)
    .tokens(question)
    .filter(({ isJoined }) => !isJoined);
  const joined = yield* joinedTerms(tokens, language, vocabulary);
  const mended: Mending[] = [];
  const isForeign = isAskedInOther(question, tokens, language);
  // A word that is asked for again is read the same.
  const known = new Map<string, { parts: string[] | null; mending: Mending | null; compounds: string[] }>();
  const terms: QueryTerm[] = [];
  for (const [index, token] of tokens.entries()) {
    yield;
    if (token.terms.length === 0) continue;
    const further = joined.get(index) ?? [];
    const isKnown = token.terms.some((term) => vocabulary.has(term)) || further.length > 0;
    const key = `${isKnown} ${token.word} ${token.terms.join(" ")}`;
    const read = known.get(key) ?? (yield* readWord(token, { isKnown, isForeign }, language, vocabulary));
    known.set(key, read);
    const { parts, mending, compounds } = read;
    if (parts !== null) {
      for (const part of parts) terms.push({ word: token.word, terms: [part, ...token.terms] });
      continue;
    }
    if (mending !== null) mended.push(mending);
    const own = mending?.terms ?? token.terms;
    if (own.length === 0) continue;
    const word = mending?.replacement ?? token.word;
    terms.push({ word, terms: [...new Set([...own, ...further, ...compounds])] });
  }
  return { terms, text: withMendings(question, mended), mended };
}

/** What the vocabulary makes of a word. */
function* readWord(
  { word, terms }: Token,
  { isKnown, isForeign }: { isKnown: boolean; isForeign: boolean },
  language: string,
  vocabulary: Vocabulary,
): Steps<{ parts: string[] | null; mending: Mending | null; compounds: string[] }> {
  const parts = isKnown ? null : yield* splitCompound(word, language, vocabulary);
  if (parts !== null) return { parts, mending: null, compounds: [] };
  const mending = isKnown || isForeign ? null : yield* mendTypo(word, language, vocabulary);
  const compounds: string[] = [];
  for (const term of mending?.terms ?? terms)
    compounds.push(...(yield* compoundsOf(term, language, vocabulary)));
  return { parts, mending, compounds };
}

/** Whether a question is in another language: its words are no mistakes. A few words are guessed wrong, if none is a stop word. */
function isAskedInOther(question: string, tokens: Token[], language: string): boolean {
  if (tokens.some(({ terms }) => terms.length === 0)) return false;
  const guess = guessLanguage(question);
  if (guess === null || !isInOtherLanguage(guess, language)) return false;
  const stopwords = stopwordsOf(guess.language);
  return tokens.some(({ word }) => stopwords.has(word));
}

/** For words that stand as one with a neighbour in the vocabulary, the terms of that, by the index of the word. */
function* joinedTerms(
  tokens: Token[],
  language: string,
  vocabulary: Vocabulary,
): Steps<Map<number, string[]>> {
  const termsOf = createTerms(language);
  const joined = new Map<number, string[]>();
  for (const [index, token] of tokens.entries()) {
    yield;
    const next = tokens[index + 1];
    if (next === undefined || !isJoinable(token, language) || !isJoinable(next, language)) continue;
    if (token.terms.length === 0 && next.terms.length === 0) continue;
    const terms = termsOf(`${token.word}${next.word}`).filter((term) => vocabulary.has(term));
    if (terms.length === 0) continue;
    for (const at of [index, index + 1]) joined.set(at, [...(joined.get(at) ?? []), ...terms]);
  }
  return joined;
}

const isJoinable = ({ word, terms }: Token, language: string): boolean =>
  /^[\p{L}\p{M}]+$/u.test(word) && (terms.length > 0 || isParticle(word, language));

function withMendings(question: string, mended: Mending[]): string {
  let text = question;
  for (const { word, replacement } of mended) {
    const place = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${word}(?![\\p{L}\\p{M}\\p{N}])`, "giu");
    text = text.replace(place, (written) =>
      /^\p{Lu}/u.test(written) ? capitalize(replacement) : replacement,
    );
  }
  return text;
}

const capitalize = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;
