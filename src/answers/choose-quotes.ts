import type { Sentence } from "../retrieval/sentence.ts";
import type { NumberedPassage } from "./answerer.ts";
import { contentTerms } from "./content-terms.ts";
import { hasMarker } from "./marker.ts";
import { focusSentence } from "./quotes.ts";
import { inverseDocumentFrequency } from "./term-weights.ts";

/** A sentence of the passage with this number. */
export type Quote = Sentence & { number: number };

type Candidate = { quote: Quote; rank: number; terms: Set<string>; score: number };

const quotesMax = 4;
const quotesMin = 2;
const passagesMax = 6;
/** Of the best score, what a sentence needs to be quoted as well. */
const scoreShareMin = 0.45;
/** Of the smaller one's terms, what two sentences may share without saying the same. */
const overlapMax = 0.6;
const wordsMin = 4;

/**
 * The two to four sentences that fit a question best, in the order of their passages, then of time; fewer where there
 * are no more. A sentence scores by the question's terms in it, weighted with how rare they are, by the rank of its
 * passage, by being its focus, and a little by what stands before it: answers follow what names the question. Left
 * out is what says the same again, and what could not be quoted as it stands (brackets around a number, backticks).
 */
export function chooseQuotes(question: string, passages: NumberedPassage[]): Quote[] {
  const candidates = scored(question, passages.slice(0, passagesMax)).toSorted(
    (one, other) => other.score - one.score,
  );
  const best = candidates[0]?.score ?? 0;
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (chosen.length === quotesMax) break;
    if (chosen.length >= quotesMin && candidate.score < scoreShareMin * best) break;
    if (chosen.every((other) => !saysTheSame(candidate, other))) chosen.push(candidate);
  }
  return chosen
    .toSorted((one, other) => one.rank - other.rank || one.quote.startMs - other.quote.startMs)
    .map(({ quote }) => quote);
}

function scored(question: string, passages: NumberedPassage[]): Candidate[] {
  const wanted = [...new Set(contentTerms(question))];
  const sentencesOf = passages.map((passage) => sentencesWithFocus(passage));
  const termsOf = new Map(
    sentencesOf.flat().map((sentence) => [sentence, new Set(contentTerms(sentence.text))]),
  );
  const weightOf = inverseDocumentFrequency([...termsOf.values()]);
  const full = wanted.reduce((sum, term) => sum + weightOf(term), 0);
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
      const fit =
        overlap(sentence) +
        0.25 * overlap(sentences[position - 1]) +
        focusBonus(sentence, focus, passage.focus.endMs);
      const askedBack = /[?？؟]\s*$/u.test(sentence.text) ? 0.5 : 1;
      const score = (fit * askedBack) / (1 + 0.25 * rank);
      return [{ quote: { ...sentence, number: passage.number }, rank, terms, score }];
    });
  });
}

/** The focus may run over several sentences; most is thought of the one that it begins in. */
function focusBonus(sentence: Sentence, first: Sentence, endMs: number): number {
  if (sentence === first) return 0.5;
  return sentence.startMs >= first.startMs && sentence.endMs <= endMs ? 0.2 : 0;
}

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
