import { greatest } from "../../text/sum.ts";
import { countWords } from "../../text/words.ts";
import { fitsKind, type AnswerKind } from "../query/answer-kind.ts";
import { sentenceText, type Evidence } from "./evidence.ts";
import { passageAt, passageOf, termsBetween } from "../index/transcript-index.ts";
import type { AvoidedPlace, Quote } from "../search-result.ts";
import { MAX_SENTENCES, MAX_WORDS, type Run } from "./runs.ts";

/** Sentences in a row that are quoted: the numbers of the first and the last, both included. */
export type QuotedRun = { evidence: Evidence; first: number; last: number };

const MAX_QUOTES = 3;
/** How much lower than the best one's the score of a further quote may be. */
const NEARLY_AS_SURE = 0.3;
/** The share of the smaller run's terms that two may have in common before one repeats the other. */
const REPEATED = 0.6;
/** Steps of a procedure that are quoted after the first, and the longest pause between two, in milliseconds. */
const FURTHER_STEPS = 2;
const STEP_PAUSE_MS = 10_000;

/** What is added to the runs chosen. */
export type QuoteRules = {
  /** The sentence before, where it names what the run speaks of. */
  antecedent: boolean;
  /** Of a procedure, the steps that follow. */
  steps: boolean;
};

export const QUOTE_RULES: QuoteRules = { antecedent: true, steps: true };

/**
 * What is quoted in answer, of runs best first: the best one, then those that are nearly as sure and add something; of a
 * procedure, the steps that follow the best one instead.
 */
export function chooseQuotes(runs: Run[], kind: AnswerKind, rules: QuoteRules = QUOTE_RULES): QuotedRun[] {
  const [best] = runs;
  if (best === undefined) return [];
  const complete = rules.antecedent ? withAntecedent : (run: QuotedRun) => run;
  const quotes: QuotedRun[] = [complete(best)];
  if (rules.steps && kind === "steps") quotes.push(...stepsAfter(quotes[0]!));
  for (const run of runs) {
    if (quotes.length >= MAX_QUOTES || run.score < best.score - NEARLY_AS_SURE) break;
    if (run.features.onlyQuestions === 1) continue;
    const quote = complete(run);
    if (quotes.every((other) => !overlaps(run, other) && !repeats(quote, other)))
      quotes.push(quotes.some((other) => overlaps(quote, other)) ? run : quote);
  }
  return quotes;
}

/** A sentence that begins with a word for what was said before ("it", "they"), or with a conclusion from it. */
const REFERS_BACK =
  /^(?:(?:and|so|but|or|well|now|then|because|also|und|aber|oder|y|pero|et|mais)[, ]+)*(?:it|its|it['’]s|they|they['’]re|their|them|this|that|that['’]s|these|those|he|she|his|her|such|both|er|sie|es|dies\p{L}*|das|dem|eso|esto|estos|esta|él|ella|ellos|ce|cela|ça|c['’]est|il|elle|ils|elles)(?![\p{L}])/iu;

/** The run, with the sentence before it where that names what the run speaks of, as far as a quote may be long. */
function withAntecedent({ evidence, first, last }: QuotedRun): QuotedRun {
  const run = { evidence, first, last };
  if (first === 0 || last - first + 1 >= MAX_SENTENCES) return run;
  if (!REFERS_BACK.test(sentenceText(evidence, first))) return run;
  const longer = { ...run, first: first - 1 };
  return countWords(textOf(longer)) <= MAX_WORDS ? longer : run;
}

/** The sentences right after a quote that tell what to do next. */
function stepsAfter({ evidence, last }: QuotedRun): QuotedRun[] {
  const { startMs, endMs } = evidence.index.sentences;
  const steps: QuotedRun[] = [];
  for (let next = last + 1; next < startMs.length && steps.length < FURTHER_STEPS; next++) {
    if (startMs[next]! - endMs[next - 1]! > STEP_PAUSE_MS) break;
    const text = sentenceText(evidence, next);
    if (fitsKind("steps", text) < 1 || countWords(text) > MAX_WORDS) break;
    steps.push({ evidence, first: next, last: next });
  }
  return steps;
}

/** Whether a quarter of a run or more lies in a place that is to be avoided: a sentence of three. */
export function isAvoided({ evidence: { index }, first, last }: QuotedRun, avoid: AvoidedPlace[]): boolean {
  if (avoid.length === 0) return false;
  const { startMs, endMs } = index.sentences;
  const [start, end] = [startMs[first]!, endMs[last]!];
  return avoid.some(
    (place) =>
      place.transcriptId === index.transcriptId &&
      4 * (Math.min(end, place.endMs) - Math.max(start, place.startMs)) >= end - start,
  );
}

const overlaps = (one: QuotedRun, other: QuotedRun): boolean =>
  one.evidence === other.evidence && one.first <= other.last && one.last >= other.first;

function repeats(one: QuotedRun, other: QuotedRun): boolean {
  const [few, many] = [one, other].map(termsOf).toSorted((a, b) => a.size - b.size) as [
    Set<string>,
    Set<string>,
  ];
  let shared = 0;
  for (const term of few) if (many.has(term)) shared++;
  return shared > REPEATED * few.size;
}

const termsOf = ({ evidence: { index }, first, last }: QuotedRun): Set<string> =>
  new Set(termsBetween(index, first, last));

export const textOf = ({ evidence: { index }, first, last }: QuotedRun): string =>
  index.text.slice(index.sentences.from[first], index.sentences.to[last]);

export function toQuote({ evidence: { index }, first, last }: QuotedRun): Quote {
  const { startMs, endMs, from, to } = index.sentences;
  return {
    startMs: startMs[first]!,
    endMs: greatest(endMs.subarray(first, last + 1)),
    text: index.text.slice(from[first], to[last]),
    passage: passageAt(index, passageOf(index, first)),
  };
}
