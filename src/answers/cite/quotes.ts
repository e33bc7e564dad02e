import type { Sentence } from "../../captions/sentence.ts";
import type { NumberedPassage } from "../generate/answerer.ts";
import type { Claim } from "./claims.ts";
import type { Terms } from "../../text/content-terms.ts";
import { areDifferentLanguages, guessLanguage, type LanguageGuess } from "../../text/guess-language.ts";
import { inverseDocumentFrequency } from "../../text/idf.ts";

type IndexedPassage = {
  passage: NumberedPassage;
  focus: Sentence;
  /** For each term the positions of the sentences that hold it. */
  postings: Map<string, number[]>;
  /** Divides a sentence's score: long sentences share words by chance. */
  lengthNorms: number[];
  /** The sentences without the punctuation they end in. */
  bare: string[];
  language: LanguageGuess;
};

/**
 * Finds the sentence of a passage that a claim rests on; null where it rests on none. In this order:
 * 1. a sentence that the claim ends in, word for word;
 * 2. the sentence that shares most with the claim's last clause, by content words weighted with how rare they are
 *    among all sentences offered, a little less for long sentences and a little more for the passage's focus;
 * 3. the same with the whole sentence of the claim, across the markers inside it;
 * 4. the focus, where words cannot decide: the claim has no content words, or speaks another language than the passage.
 * A claim in the passage's own language that shares no content word with it has nothing to do with it.
 */
export function createQuoteFinder(passages: NumberedPassage[], terms: Terms) {
  const sentenceTerms = new Map(
    passages.map((passage) => [passage, passage.sentences.map(({ text }) => new Set(terms(text)))]),
  );
  const weightOf = inverseDocumentFrequency([...sentenceTerms.values()].flat());
  const indexed = new Map<number, IndexedPassage>();

  function indexOf(passage: NumberedPassage): IndexedPassage {
    const known = indexed.get(passage.number);
    if (known !== undefined) return known;
    const made = indexPassage(passage, sentenceTerms.get(passage) ?? []);
    indexed.set(passage.number, made);
    return made;
  }

  function find(claim: Claim, passage: NumberedPassage): Sentence | null {
    const index = indexOf(passage);
    const quote =
      verbatim(claim.tail, index) ??
      mostShared(claim.clauseTerms, index, weightOf) ??
      mostShared(claim.sentenceTerms, index, weightOf);
    if (quote !== null) return quote;
    const isUndecidable = claim.sentenceTerms.length === 0 || index.postings.size === 0;
    return isUndecidable || areDifferentLanguages(claim.language, index.language) ? index.focus : null;
  }

  return function quoteOf(claim: Claim, passage: NumberedPassage): Sentence | null {
    let quote = claim.quotes.get(passage.number);
    if (quote === undefined) claim.quotes.set(passage.number, (quote = find(claim, passage)));
    return quote;
  };
}

function indexPassage(passage: NumberedPassage, sentenceTerms: Set<string>[]): IndexedPassage {
  const postings = new Map<string, number[]>();
  sentenceTerms.forEach((sentence, position) => {
    for (const term of sentence) {
      const positions = postings.get(term);
      if (positions === undefined) postings.set(term, [position]);
      else positions.push(position);
    }
  });
  const mean = sentenceTerms.reduce((sum, { size }) => sum + size, 0) / Math.max(1, sentenceTerms.length);
  return {
    passage,
    focus: focusSentence(passage),
    postings,
    lengthNorms: sentenceTerms.map(({ size }) => 0.75 + (0.25 * size) / Math.max(1, mean)),
    bare: passage.sentences.map(({ text }) => withoutEnd(text)),
    language: guessLanguage(passage.text),
  };
}

/** The passage's sentence in which its focus begins, which may run over several. */
export function focusSentence({ focus, sentences }: NumberedPassage): Sentence {
  return (
    sentences.find((sentence) => isSame(sentence, focus)) ??
    sentences.find(({ startMs }) => startMs === focus.startMs) ??
    sentences.find(({ startMs, endMs }) => startMs <= focus.startMs && focus.startMs < endMs) ??
    focus
  );
}

function isSame(one: Sentence, other: Sentence): boolean {
  return one.startMs === other.startMs && one.endMs === other.endMs && one.text === other.text;
}

const verbatimMinLength = 20;

function verbatim(tail: string, { passage, focus, bare }: IndexedPassage): Sentence | null {
  const said = withoutEnd(tail);
  let best = -1;
  bare.forEach((text, position) => {
    if (text.length === 0 || !said.endsWith(text)) return;
    const before = said.slice(0, said.length - text.length);
    if (/[\p{L}\p{N}]$/u.test(before)) return;
    // "..., right" is not a quotation of "Right."
    if (text.length < verbatimMinLength && /[\p{L}\p{N}]/u.test(before)) return;
    const lead = text.length - (bare[best]?.length ?? 0);
    if (lead > 0 || (lead === 0 && passage.sentences[position] === focus)) best = position;
  });
  return passage.sentences[best] ?? null;
}

function mostShared(
  claimTerms: string[],
  { passage, focus, postings, lengthNorms }: IndexedPassage,
  weightOf: (term: string) => number,
): Sentence | null {
  const scores = new Map<number, number>();
  for (const term of claimTerms) {
    for (const position of postings.get(term) ?? []) {
      scores.set(position, (scores.get(position) ?? 0) + weightOf(term));
    }
  }
  let best: Sentence | null = null;
  let bestScore = 0;
  for (const [position, shared] of [...scores].toSorted((one, other) => one[0] - other[0])) {
    const sentence = passage.sentences[position];
    if (sentence === undefined) continue;
    const score = (shared * (sentence === focus ? 1.1 : 1)) / (lengthNorms[position] ?? 1);
    if (score > bestScore) [best, bestScore] = [sentence, score];
  }
  return best;
}

const endMarks = /[\s\p{P}]/u;

/** Without white space and punctuation at its end. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && endMarks.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(0, end);
}
