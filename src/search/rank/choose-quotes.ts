import type { Sentence } from "../../captions/sentence.ts";
import type { Hit, Quote } from "../search-result.ts";
import { firstSentence } from "../first-sentence.ts";
import { inverseDocumentFrequency } from "../../text/bm25.ts";
import { guessLanguage } from "../../text/guess-language.ts";
import { createTerms } from "../../text/terms.ts";

type Candidate = { quote: Quote; rank: number; terms: Set<string>; score: number };

const MAX_QUOTES = 4;
const MAX_PASSAGES = 6;
/** The share of the best score that another sentence needs to be quoted: near the best one, or elsewhere, where few are right. */
const SCORE_SHARE_NEAR = 0.5;
const SCORE_SHARE_ELSEWHERE = 0.65;
/** The distance in milliseconds at which sentences of one passage are near. */
const NEAR_MS = 60_000;
/** The share of a sentence's fit that its neighbours gain. */
const NEIGHBOUR_SHARE = 0.25;
/** The bonus of a sentence in the hit: much less where the sentence holds no word of the question. */
const HIT_BONUS = 0.3;
const UNNAMED_HIT_BONUS = 0.06;
/** A passage of rank n, from 0, counts 1 / (1 + n times this). */
const RANK_PENALTY = 0.25;
/** Length normalization, as BM25's b: long sentences share words by chance. */
const LENGTH_NORM = 0.2;
/** The share of the smaller sentence's terms that two sentences may have in common before one is a repetition. */
const MAX_OVERLAP = 0.6;
const MIN_WORDS = 4;

/**
 * The sentences that fit a question best, at most four, fewer where the others fit much less: the best first, the rest
 * in the order of their passages, then of time. A sentence scores by the IDF of the question's terms in it, a little by
 * those in its neighbours (answers follow what names the question), by being part of the hit, and by the rank of its
 * passage. Sentences that are not near the best have to fit nearly as well. Repetitions are left out.
 */
export function chooseQuotes(question: string, hits: Hit[]): Quote[] {
  const candidates = scored(question, hits.slice(0, MAX_PASSAGES)).toSorted(
    (one, other) => other.score - one.score,
  );
  const [best] = candidates;
  if (best === undefined) return [];
  const others: Candidate[] = [];
  for (const candidate of candidates) {
    if (others.length + 1 === MAX_QUOTES || candidate.score < SCORE_SHARE_NEAR * best.score) break;
    if (!isNear(candidate, best) && candidate.score < SCORE_SHARE_ELSEWHERE * best.score) continue;
    if ([best, ...others].every((other) => !isRepetition(candidate, other))) others.push(candidate);
  }
  others.sort((one, other) => one.rank - other.rank || one.quote.startMs - other.quote.startMs);
  return [best, ...others].map(({ quote }) => quote);
}

function scored(question: string, hits: Hit[]): Candidate[] {
  const termsIn = createTerms(guessLanguage(hits[0]?.passage.text ?? question)?.language ?? "und");
  const wanted = [...new Set(termsIn(question))];
  const sentencesOf = hits.map(distinctSentences);
  const termsOf = new Map(sentencesOf.flat().map((sentence) => [sentence, new Set(termsIn(sentence.text))]));
  const weightOf = inverseDocumentFrequency([...termsOf.values()]);
  const full = wanted.reduce((sum, term) => sum + weightOf(term), 0);
  const usualSize =
    [...termsOf.values()].reduce((sum, { size }) => sum + size, 0) / Math.max(1, termsOf.size);
  const overlap = (sentence: Sentence | undefined) => {
    const terms = sentence && termsOf.get(sentence);
    const shared = wanted.reduce((sum, term) => sum + (terms?.has(term) ? weightOf(term) : 0), 0);
    return full === 0 ? 0 : shared / full;
  };

  return hits.flatMap((hit, rank) => {
    const first = firstSentence(hit);
    return (sentencesOf[rank] ?? []).flatMap((sentence, position, sentences) => {
      const terms = termsOf.get(sentence) ?? new Set();
      const { startMs, endMs, text } = sentence;
      if (!/[\p{L}\p{N}]/u.test(text)) return [];
      if (sentence !== first && isFragment(sentence.text, terms)) return [];
      const shared = overlap(sentence);
      const neighbours = overlap(sentences[position - 1]) + overlap(sentences[position + 1]);
      const isInHit = sentence.startMs >= first.startMs && sentence.endMs <= hit.endMs;
      const bonus = shared > 0 ? HIT_BONUS : UNNAMED_HIT_BONUS;
      const fit =
        shared / (1 - LENGTH_NORM + (LENGTH_NORM * terms.size) / Math.max(1, usualSize)) +
        NEIGHBOUR_SHARE * neighbours +
        (sentence === first || isInHit ? bonus : 0);
      const askedBack = /[?？؟]\s*$/u.test(sentence.text) ? 0.5 : 1;
      const score = (fit * askedBack) / (1 + RANK_PENALTY * rank);
      return [{ quote: { startMs, endMs, text, passage: hit.passage }, rank, terms, score }];
    });
  });
}

const isNear = ({ quote }: Candidate, { quote: best }: Candidate): boolean =>
  quote.passage === best.passage && Math.abs(quote.startMs - best.startMs) <= NEAR_MS;

function isFragment(text: string, terms: Set<string>): boolean {
  return terms.size === 0 || (text.split(/\s+/).length < MIN_WORDS && terms.size < MIN_WORDS);
}

/** The sentences of a hit's passage, of equal ones the hit's first sentence, else the first. */
function distinctSentences(hit: Hit): Sentence[] {
  const first = firstSentence(hit);
  const seen = new Set([first.text]);
  return hit.passage.sentences.filter((sentence) => {
    if (sentence === first) return true;
    const isNew = !seen.has(sentence.text);
    seen.add(sentence.text);
    return isNew;
  });
}

/** Whether two sentences say the same. */
function isRepetition(one: Candidate, other: Candidate): boolean {
  const isOverlapping = one.quote.startMs < other.quote.endMs && other.quote.startMs < one.quote.endMs;
  if (isOverlapping && one.quote.text === other.quote.text) return true;
  const smaller = Math.min(one.terms.size, other.terms.size);
  if (smaller === 0) return one.quote.text === other.quote.text;
  return [...one.terms].filter((term) => other.terms.has(term)).length > MAX_OVERLAP * smaller;
}
