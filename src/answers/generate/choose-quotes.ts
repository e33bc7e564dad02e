import type { Sentence } from "../../captions/sentence.ts";
import type { NumberedPassage } from "./answerer.ts";
import { contentTerms } from "../../text/content-terms.ts";
import { hasMarker } from "../cite/marker.ts";
import { focusSentence } from "../cite/quotes.ts";
import { inverseDocumentFrequency } from "../../text/idf.ts";

/** A sentence of the passage with this number. */
export type Quote = Sentence & { number: number };

type Candidate = { quote: Quote; rank: number; terms: Set<string>; score: number };

const quotesMax = 4;
const passagesMax = 6;
/** Of the best score, what a sentence needs to be quoted as well: near the best one, or elsewhere, where few are right. */
const scoreShareNear = 0.5;
const scoreShareElsewhere = 0.65;
/** In the same passage, how far off is near. */
const nearMs = 60_000;
/** What it is worth to stand next to a sentence that fits, of that one's fit. */
const neighbourShare = 0.25;
/** What it is worth to stand in the focus: much less where no word of the question is there. */
const focusBonus = 0.3;
const focusBonusUnnamed = 0.06;
/** A passage at place n counts 1 / (1 + n times this). */
const rankPenalty = 0.25;
/** How far a sentence of twice the usual length has to share more: long ones share words by chance. */
const lengthNorm = 0.2;
/** Of the smaller one's terms, what two sentences may share without saying the same. */
const overlapMax = 0.6;
const wordsMin = 4;

/**
 * The sentences that fit a question best, at most four, fewer where the others fit much less: the best first, the rest
 * in the order of their passages, then of time. A sentence scores by the question's terms in it, weighted with how rare
 * they are, a little by those in its neighbours (answers follow what names the question), by standing in the focus, and
 * by the rank of its passage. What is not near the best has to fit nearly as well. Left out is what says the same again,
 * and what could not be quoted as it stands (brackets around a number, backticks).
 */
export function chooseQuotes(question: string, passages: NumberedPassage[]): Quote[] {
  const candidates = scored(question, passages.slice(0, passagesMax)).toSorted(
    (one, other) => other.score - one.score,
  );
  const [best] = candidates;
  if (best === undefined) return [];
  const others: Candidate[] = [];
  for (const candidate of candidates) {
    if (others.length + 1 === quotesMax || candidate.score < scoreShareNear * best.score) break;
    if (!isNear(candidate, best) && candidate.score < scoreShareElsewhere * best.score) continue;
    if ([best, ...others].every((other) => !saysTheSame(candidate, other))) others.push(candidate);
  }
  others.sort((one, other) => one.rank - other.rank || one.quote.startMs - other.quote.startMs);
  return [best, ...others].map(({ quote }) => quote);
}

function scored(question: string, passages: NumberedPassage[]): Candidate[] {
  const wanted = [...new Set(contentTerms(question))];
  const sentencesOf = passages.map((passage) => sentencesWithFocus(passage));
  const termsOf = new Map(
    sentencesOf.flat().map((sentence) => [sentence, new Set(contentTerms(sentence.text))]),
  );
  const weightOf = inverseDocumentFrequency([...termsOf.values()]);
  const full = wanted.reduce((sum, term) => sum + weightOf(term), 0);
  const usualSize =
    [...termsOf.values()].reduce((sum, { size }) => sum + size, 0) / Math.max(1, termsOf.size);
  const overlap = (sentence: Sentence | undefined) => {
    const terms = sentence && termsOf.get(sentence);
    const shared = wanted.reduce((sum, term) => sum + (terms?.has(term) ? weightOf(term) : 0), 0);
    return full === 0 ? 0 : shared / full;
  };

  return passages.flatMap((passage, rank) => {
    const focus = focusSentence(passage);
    return (sentencesOf[rank] ?? []).flatMap((sentence, position, sentences) => {
      const terms = termsOf.get(sentence) ?? new Set();
      if (!isQuotable(sentence.text)) return [];
      if (sentence !== focus && isFragment(sentence.text, terms)) return [];
      const shared = overlap(sentence);
      const around = overlap(sentences[position - 1]) + overlap(sentences[position + 1]);
      const isInFocus = sentence.startMs >= focus.startMs && sentence.endMs <= passage.focus.endMs;
      const bonus = shared > 0 ? focusBonus : focusBonusUnnamed;
      const fit =
        shared / (1 - lengthNorm + (lengthNorm * terms.size) / Math.max(1, usualSize)) +
        neighbourShare * around +
        (sentence === focus || isInFocus ? bonus : 0);
      const askedBack = /[?？؟]\s*$/u.test(sentence.text) ? 0.5 : 1;
      const score = (fit * askedBack) / (1 + rankPenalty * rank);
      return [{ quote: { ...sentence, number: passage.number }, rank, terms, score }];
    });
  });
}

const isNear = ({ quote }: Candidate, { quote: best }: Candidate): boolean =>
  quote.number === best.number && Math.abs(quote.startMs - best.startMs) <= nearMs;

function isFragment(text: string, terms: Set<string>): boolean {
  return terms.size === 0 || (text.split(/\s+/).length < wordsMin && terms.size < wordsMin);
}

/** Each text once: of those that say the same words the focus, else the first. */
function sentencesWithFocus(passage: NumberedPassage): Sentence[] {
  const focus = focusSentence(passage);
  const seen = new Set([focus.text]);
  return passage.sentences.filter((sentence) => {
    if (sentence === focus) return true;
    const isNew = !seen.has(sentence.text);
    seen.add(sentence.text);
    return isNew;
  });
}

function isQuotable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !text.includes("`") && !hasMarker(text);
}

function saysTheSame(one: Candidate, other: Candidate): boolean {
  const isOnePlace = one.quote.startMs < other.quote.endMs && other.quote.startMs < one.quote.endMs;
  if (isOnePlace && one.quote.text === other.quote.text) return true;
  const smaller = Math.min(one.terms.size, other.terms.size);
  if (smaller === 0) return one.quote.text === other.quote.text;
  return [...one.terms].filter((term) => other.terms.has(term)).length > overlapMax * smaller;
}
