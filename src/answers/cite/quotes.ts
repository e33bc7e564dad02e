import type { Sentence } from "../../captions/sentence.ts";
import { firstSentence } from "../../search/first-sentence.ts";
import type { Claim } from "./claims.ts";
import { inverseDocumentFrequency } from "../../text/bm25.ts";
import { guessLanguage, isInOtherLanguage } from "../../text/language/guess-language.ts";
import { stopwordsOf } from "../../text/language/languages.ts";
import { createTerms, tokenizerOf } from "../../text/terms.ts";
import type { VideoHit } from "../../videos/video.ts";

type IndexedHit = {
  sentences: Sentence[];
  /** See `firstSentence`. */
  first: Sentence;
  /** The positions of the sentences that hold each term. */
  postings: Map<string, number[]>;
  /** The divisors of the sentences' scores: long sentences share words by chance. */
  lengthNorms: number[];
  /** The sentences without the punctuation they end in. */
  bare: string[];
  /** BCP 47 tag. */
  language: string;
};

/**
 * Finds the sentence of a passage that a claim rests on; null where it rests on none. In this order:
 * 1. a sentence that the claim ends in, word for word;
 * 2. the sentence that shares most with the claim's last clause, by the IDF of terms among all sentences offered, a little
 *    less for long sentences and a little more for the hit's first one;
 * 3. the same with the whole sentence of the claim, across the markers inside it;
 * 4. the hit's first sentence, where words cannot decide: the claim has no terms, or is in another language than
 *    the passage.
 * The terms of a claim are those of the passage's language, so that names and numbers meet across languages too.
 * A claim in the passage's own language that shares no term with it has nothing to do with it.
 */
export function createQuoteFinder(hits: VideoHit[]) {
  const languages = new Map(hits.map((hit) => [hit, languageOf(hit)]));
  const sentenceTerms = new Map(
    hits.map((hit) => {
      const terms = createTerms(languages.get(hit)!);
      return [hit, hit.passage.sentences.map(({ text }) => new Set(terms(text)))];
    }),
  );
  const weightOf = inverseDocumentFrequency([...sentenceTerms.values()].flat());
  const indexes = new Map<VideoHit, IndexedHit>();

  function indexOf(hit: VideoHit): IndexedHit {
    const index = indexes.get(hit) ?? indexHit(hit, languages.get(hit)!, sentenceTerms.get(hit)!);
    indexes.set(hit, index);
    return index;
  }

  function findQuote(claim: Claim, hit: VideoHit): Sentence | null {
    const index = indexOf(hit);
    const isForeign = isInOtherLanguage(claim.language, index.language);
    const stopwords = isForeign ? stopwordsOf(claim.language!.language) : undefined;
    const terms = (text: string) => claimTerms(text, index.language, stopwords);
    const near = verbatim(claim.tail, index) ?? mostShared(terms(claim.clause), index, weightOf);
    if (near !== null) return near;
    const sentenceTermsOfClaim = terms(claim.sentence);
    const quote = mostShared(sentenceTermsOfClaim, index, weightOf);
    if (quote !== null) return quote;
    const isUndecidable = sentenceTermsOfClaim.size === 0 || index.postings.size === 0;
    return isUndecidable || isForeign ? index.first : null;
  }

  return function quoteOf(claim: Claim, hit: VideoHit): Sentence | null {
    let quote = claim.quotes.get(hit);
    if (quote === undefined) claim.quotes.set(hit, (quote = findQuote(claim, hit)));
    return quote;
  };
}

/** The language of what is said in a hit, a BCP 47 tag. */
const languageOf = ({ passage }: VideoHit): string =>
  passage.video.transcript.language ?? guessLanguage(passage.text)?.language ?? "und";

/** The terms of a claim in the passage's language, without the stop words of its own where that is another. */
function claimTerms(text: string, language: string, stopwords?: Set<string>): Set<string> {
  if (stopwords === undefined) return new Set(createTerms(language)(text));
  const tokens = tokenizerOf(language).tokens(text);
  return new Set(tokens.flatMap(({ word, terms }) => (stopwords.has(word) ? [] : terms)));
}

function indexHit(hit: VideoHit, language: string, sentenceTerms: Set<string>[]): IndexedHit {
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
    sentences: hit.passage.sentences,
    first: firstSentence(hit),
    postings,
    lengthNorms: sentenceTerms.map(({ size }) => 0.75 + (0.25 * size) / Math.max(1, mean)),
    bare: hit.passage.sentences.map(({ text }) => withoutEnd(text)),
    language,
  };
}

const VERBATIM_MIN_LENGTH = 20;

function verbatim(tail: string, { sentences, first, bare }: IndexedHit): Sentence | null {
  const claim = withoutEnd(tail);
  let best = -1;
  bare.forEach((text, position) => {
    if (text.length === 0 || !claim.endsWith(text)) return;
    const before = claim.slice(0, claim.length - text.length);
    if (/[\p{L}\p{N}]$/u.test(before)) return;
    // "..., right" is not a quotation of "Right."
    if (text.length < VERBATIM_MIN_LENGTH && /[\p{L}\p{N}]/u.test(before)) return;
    const lead = text.length - (bare[best]?.length ?? 0);
    if (lead > 0 || (lead === 0 && sentences[position] === first)) best = position;
  });
  return sentences[best] ?? null;
}

function mostShared(
  terms: Set<string>,
  { sentences, first, postings, lengthNorms }: IndexedHit,
  weightOf: (term: string) => number,
): Sentence | null {
  const scores = new Map<number, number>();
  for (const term of terms) {
    for (const position of postings.get(term) ?? []) {
      scores.set(position, (scores.get(position) ?? 0) + weightOf(term));
    }
  }
  let best: Sentence | null = null;
  let bestScore = 0;
  for (const [position, shared] of [...scores].toSorted((one, other) => one[0] - other[0])) {
    const sentence = sentences[position];
    if (sentence === undefined) continue;
    const score = (shared * (sentence === first ? 1.1 : 1)) / (lengthNorms[position] ?? 1);
    if (score > bestScore) [best, bestScore] = [sentence, score];
  }
  return best;
}

const END_MARKS = /[\s\p{P}]/u;

/** A text without white space and punctuation at its end. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && END_MARKS.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(0, end);
}
