import { countWords } from "../../text/words.ts";
import { answerKind, fitsKind } from "../query/answer-kind.ts";
import { sentenceText, type Evidence } from "./evidence.ts";
import { quoteOf } from "../quote.ts";
import { termsBetween } from "../index/transcript-index.ts";
import type { AvoidedPlace, Quote } from "../search-result.ts";
import { asksSeveral, itemNumber, listAround, listedItems } from "./listed-items.ts";
import { MAX_WORDS, type Run } from "./runs.ts";

/** Sentences in a row that are quoted: the numbers of the first and the last, both included. */
export type QuotedRun = { evidence: Evidence; first: number; last: number };

const MAX_QUOTES = 3;
/** How much lower than the best one's the score of a further quote may be. */
const NEARLY_AS_SURE = 0.3;
const NEARLY_AS_SURE_THIRD = 0.22;
/** The share of the smaller run's terms that two may have in common before one repeats the other. */
const REPEATED = 0.6;
/** Steps of a procedure that are quoted after the first, and the longest pause between two, in milliseconds. */
const FURTHER_STEPS = 2;
const STEP_PAUSE_MS = 10_000;

/** What becomes of the runs chosen; false switches a rule off. */
export type QuoteRules = {
  /** The sentence before is added where it names what the run speaks of. */
  antecedent: boolean;
  /** The sentence after is added where the run ends amid a sentence, or in a question or an announcement. */
  ending: boolean;
  /** The sentence after is added where it takes back or limits what the run says. */
  contrast: boolean;
  /** Of a procedure, the steps that follow are quoted, all in the order of time. */
  steps: boolean;
  /** Where several things are asked for, the items of the list are quoted that follow. */
  list: boolean;
  /** A third quote must be surer than a second one. */
  third: boolean;
};

export const QUOTE_RULES: QuoteRules = {
  antecedent: true,
  ending: true,
  contrast: true,
  steps: true,
  list: true,
  third: true,
};

/**
 * What is quoted in answer to a question, of runs best first: the best one, then those that are nearly as sure and add
 * something; of a procedure or a list, the steps or items that follow the best one instead.
 */
export function chooseQuotes(runs: Run[], question: string, rules: QuoteRules = QUOTE_RULES): QuotedRun[] {
  const [best] = runs;
  if (best === undefined) return [];
  const kind = answerKind(question);
  const complete = (run: Run): QuotedRun => {
    const begun = rules.antecedent ? withAntecedent(run) : bare(run);
    const ended = rules.ending ? withEnding(begun) : begun;
    return rules.contrast ? withContrast(ended) : ended;
  };
  const quotes: [QuotedRun, ...QuotedRun[]] = [complete(best)];
  const items = rules.list && asksSeveral(question) ? itemsAfter(quotes[0]!) : [];
  if (items.length > 0) return [...quotes, ...items];
  if (rules.steps && kind === "steps") quotes.push(...stepsAfter(quotes[0]!));
  for (const run of runs) {
    const tolerance = rules.third && quotes.length > 1 ? NEARLY_AS_SURE_THIRD : NEARLY_AS_SURE;
    if (quotes.length >= MAX_QUOTES || run.score < best.score - tolerance) break;
    if (run.features.onlyQuestions === 1) continue;
    const quote = complete(run);
    if (quotes.every((other) => !overlaps(run, other) && !repeats(quote, other)))
      quotes.push(quotes.some((other) => overlaps(quote, other)) ? bare(run) : quote);
  }
  return rules.steps && kind === "steps" ? inOrderOfTime(quotes) : quotes;
}

/** Most quotes of all that answers, and how much lower than the best one's their scores may be. */
const MAX_ALL = 8;
const NEARLY_AS_SURE_ALL = 0.4;
/** "Here we go." is nothing of a kind. */
const MIN_WORDS_ALL = 4;
/** What stands so near to a list may be an item of it that is told without its number. */
const NEAR_LIST_MS = 60_000;

/**
 * All that is quoted in answer to a question for everything of a kind, in the order of time: the items of the list that
 * the best run is part of or announces, with what is said near them; where there is no list, the runs that may answer.
 */
export function chooseAllQuotes(runs: Run[]): QuotedRun[] {
  const [best] = runs;
  if (best === undefined) return [];
  const items = itemQuotes(best.evidence, listAround(best.evidence, best.first));
  const quotes: QuotedRun[] = [...items];
  const isNear = nearTo(items);
  for (const run of runs) {
    if (quotes.length >= MAX_ALL) break;
    if (items.length > 0 ? !isNear(run) : run.score < best.score - NEARLY_AS_SURE_ALL) continue;
    const quote = bare(run);
    if (run.features.onlyQuestions === 1 || countWords(textOf(quote)) < MIN_WORDS_ALL) continue;
    if (quotes.every((other) => !overlaps(quote, other) && !repeats(quote, other))) quotes.push(quote);
  }
  const order = [...new Set(quotes.map(({ evidence }) => evidence))];
  const place = ({ evidence }: QuotedRun) => order.indexOf(evidence);
  return quotes.toSorted((one, other) => place(one) - place(other) || one.first - other.first);
}

/** Whether a run is said among the items of a list, or near it where the list does not begin with its first item. */
function nearTo(items: QuotedRun[]): (run: Run) => boolean {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return () => false;
  const { startMs, endMs } = first.evidence.index.sentences;
  const margin = itemNumber(sentenceText(first.evidence, first.first)) === 1 ? 0 : NEAR_LIST_MS;
  const [from, to] = [startMs[first.first]! - margin, endMs[last.last]! + margin];
  return (run) => run.evidence === first.evidence && startMs[run.first]! >= from && endMs[run.last]! <= to;
}

const bare = ({ evidence, first, last }: QuotedRun): QuotedRun => ({ evidence, first, last });

/** The quotes after the first one in the order of time, those of its transcript before others. */
function inOrderOfTime([first, ...rest]: [QuotedRun, ...QuotedRun[]]): QuotedRun[] {
  const isElsewhere = ({ evidence }: QuotedRun) => Number(evidence !== first.evidence);
  return [
    first,
    ...rest.toSorted((one, other) => isElsewhere(one) - isElsewhere(other) || one.first - other.first),
  ];
}

/** A sentence that begins with a word for what was said before ("it", "they"), or with a conclusion or a condition of it. */
const REFERS_BACK =
  /^(?:(?:if (?:it|that|they|so|not)|which|because|otherwise|either)(?!\p{L})|(?:(?:and|so|but|or|well|now|then|because|also|und|aber|oder|y|pero|et|mais)[, ]+)*(?:it|its|it['’]s|they|they['’]re|their|them|this|that|that['’]s|these|those|he|she|his|her|such|both|er|sie|es|dies\p{L}*|das|dem|eso|esto|estos|esta|él|ella|ellos|ce|cela|ça|c['’]est|il|elle|ils|elles)(?![\p{L}]))/iu;

/** The run, with the sentence before it where that names what its best one speaks of: a fourth one too, if they are short. */
function withAntecedent({ evidence, first, last, best }: Run): QuotedRun {
  const run = { evidence, first, last };
  if (first === 0 || first !== best) return run;
  if (!REFERS_BACK.test(sentenceText(evidence, first))) return run;
  const longer = { ...run, first: first - 1 };
  return countWords(textOf(longer)) <= MAX_WORDS ? longer : run;
}

/** The marks that end a sentence. */
const ENDS = /[.!?…。！？؟]["'”’»)\]]*$/u;

/** The run, with the sentence after it where that is what the run leads to, or the rest of its last sentence. */
function withEnding(run: QuotedRun): QuotedRun {
  const { evidence, last } = run;
  const { traits } = evidence.index;
  const leadsOn = traits.isQuestion[last] === 1 || traits.announcesList[last] === 1;
  const isOpen = !ENDS.test(sentenceText(evidence, last));
  return withNext(run, (next) => leadsOn || (isOpen && ENDS.test(next)));
}

/** The run, with the sentence after it where there is one that is wanted, as far as a quote may be long. */
function withNext(run: QuotedRun, isWanted: (next: string) => boolean): QuotedRun {
  const { evidence, last } = run;
  const next = last + 1;
  if (next >= evidence.index.sentences.from.length || !isWanted(sentenceText(evidence, next))) return run;
  const longer = { ...run, last: next };
  return countWords(textOf(longer)) <= MAX_WORDS ? longer : run;
}

/** A sentence that takes back or limits what was said before. */
const CONTRASTS =
  /^(?:and )?(?:but|however|except|unless|although|though|not anymore|aber|jedoch|allerdings|pero|sin embargo|aunque|mais|cependant|toutefois)(?!\p{L})/iu;

/** The run, with the sentence after it where that says the contrary: without it a quote might say what nobody said. */
const withContrast = (run: QuotedRun): QuotedRun => withNext(run, (next) => CONTRASTS.test(next));

/** The items of the list that a quote announces. */
const itemsAfter = ({ evidence, first, last }: QuotedRun): QuotedRun[] =>
  itemQuotes(
    evidence,
    listedItems(evidence, first).filter((item) => item > last),
  );

/** Sentences that begin items as quotes, each with the sentence after it as far as a quote may be long. */
function itemQuotes(evidence: Evidence, items: number[]): QuotedRun[] {
  return items.map((item, at) => {
    const longer = { evidence, first: item, last: item + 1 };
    const isFree = item + 1 < (items[at + 1] ?? evidence.index.sentences.from.length);
    return isFree && countWords(textOf(longer)) <= MAX_WORDS ? longer : { ...longer, last: item };
  });
}

/** The sentences right after a quote that tell what to do next, up to one that is said to viewers ("check out my videos"). */
function stepsAfter({ evidence, last }: QuotedRun): QuotedRun[] {
  const { traits, sentences } = evidence.index;
  const { startMs, endMs } = sentences;
  const steps: QuotedRun[] = [];
  for (let next = last + 1; next < startMs.length && steps.length < FURTHER_STEPS; next++) {
    if (startMs[next]! - endMs[next - 1]! > STEP_PAUSE_MS) break;
    const text = sentenceText(evidence, next);
    if (traits.isFiller[next] === 1 || traits.isQuestion[next] === 1) break;
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

export const toQuote = ({ evidence, ...range }: QuotedRun): Quote => quoteOf(evidence.index, range);
