import type { Steps } from "../../async/steps.ts";
import { countWords } from "../../text/words.ts";
import { SENTENCES_AT_ONCE, sentenceText, type Evidence } from "./evidence.ts";
import type { QuotedRun } from "./choose-quotes.ts";

/** A question for what the letters of a word stand for. */
const ASKS =
  /(?:\bstands? for\b|\bacronym|\babbreviat|\binitials\b|\bletters\b|\bsteht?\b.*\bfür\b|\babkürzung|\bsiglas?\b|\bsignifi(?:ca|e)|\bacrónimo|\bacronyme|\bafkorting)/iu;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,8}(?![\p{L}\p{N}])/u;

/** A letter that a sentence begins with, as the name of what it stands for: "F stands for", "A, arms", "T: time". */
const LETTER =
  /^(?:(?:and|so|then|next|finally|the|und|dann|y|et)[, ]+)*["“'‘]?(\p{Lu})["”'’]?(?:\s*[.,:;=–-]|\s+(?:stands?|is|means|for|as in|steht|bedeutet|ist|es|significa|pour|est|signifie)(?!\p{L})|$)/u;

/** The longest way from a letter to the next, in milliseconds and in sentences. */
const LETTER_MS = 120_000;
const LETTER_SENTENCES = 100;
/** The share of a word's letters that have to be spelled out. */
const MIN_SHARE = 0.5;
/** A sentence with fewer words is only the letter: what it stands for comes after. */
const MIN_WORDS = 3;

export type SpelledOut = { quotes: QuotedRun[]; isWhole: boolean };

/** Where the letters of the word are told one after another that a question asks about; null where it asks about none. */
export function* spelledOutSteps(question: string, found: Evidence[]): Steps<SpelledOut | null> {
  const word = ASKS.test(question) ? ACRONYM.exec(question)?.[0] : undefined;
  if (word === undefined) return null;
  const letters = [...word];
  let best: { evidence: Evidence; sentences: number[] } | null = null;
  for (const evidence of found) {
    const told: string[] = [];
    for (const sentence of evidence.index.sentences.from.keys()) {
      if (sentence % SENTENCES_AT_ONCE === 0) yield;
      told.push(letterOf(evidence, sentence));
    }
    for (const [from, letter] of told.entries()) {
      if (from % SENTENCES_AT_ONCE === 0) yield;
      if (letter !== letters[0]) continue;
      const sentences = follow(evidence, from, told, letters);
      if (sentences.length > (best?.sentences.length ?? 1)) best = { evidence, sentences };
    }
  }
  if (best === null || best.sentences.length < MIN_SHARE * letters.length) return null;
  const { evidence, sentences } = best;
  const quotes = sentences.map((first) => {
    const isBare = countWords(sentenceText(evidence, first)) < MIN_WORDS;
    const hasNext = first + 1 < evidence.index.sentences.from.length;
    return { evidence, first, last: isBare && hasNext ? first + 1 : first };
  });
  return { quotes, isWhole: sentences.length === letters.length };
}

/**
 * The sentences from `from` on that begin with the letters, in their order; one that is left out is passed over. `told`: the
 * letters of all sentences.
 */
function follow(evidence: Evidence, from: number, told: string[], letters: string[]): number[] {
  const { startMs } = evidence.index.sentences;
  const sentences: number[] = [];
  let next = 0;
  let lastMs = startMs[from]!;
  let last = from;
  for (let sentence = from; sentence < startMs.length && next < letters.length; sentence++) {
    if (startMs[sentence]! - lastMs > LETTER_MS || sentence - last > LETTER_SENTENCES) break;
    const place = letters.indexOf(told[sentence]!, next);
    if (place < 0) continue;
    sentences.push(sentence);
    next = place + 1;
    lastMs = startMs[sentence]!;
    last = sentence;
  }
  return sentences;
}

const letterOf = (evidence: Evidence, sentence: number): string =>
  LETTER.exec(sentenceText(evidence, sentence))?.[1] ?? "";
