import { canonicalLanguage } from "../text/language/languages.ts";
import { announcesList, announcesSubject, isFiller } from "../search/index/cut/filler.ts";
import { ENGLISH } from "./languages/english/english.ts";
import { FRENCH } from "./languages/french.ts";
import { GERMAN } from "./languages/german.ts";
import type { Signs } from "./languages/signs.ts";
import { SPANISH } from "./languages/spanish.ts";

const SIGNS = new Map<string, Signs>([
  ["de", GERMAN],
  ["en", ENGLISH],
  ["es", SPANISH],
  ["fr", FRENCH],
]);

/** The signs of a language; undefined where there are none for it. */
export const signsOf = (language: string): Signs | undefined => SIGNS.get(canonicalLanguage(language));

/** What is known of some words of a transcript beside their text. */
export type Spoken = {
  /** Whether the transcript has punctuation. */
  isPunctuated: boolean;
  /** Whether it stands at the beginning of the video. */
  isOpening: boolean;
  /** Whether something is advertised in it or nearby. */
  isNearAdvertisement: boolean;
  /** The sentences around; empty where there is none. */
  before: string;
  after: string;
  /** How long nothing is said before and after it, in milliseconds; below 0 where captions overlap. */
  pauseBeforeMs: number;
  pauseAfterMs: number;
  /** Their number. */
  words: number;
  /** How many of them before this offset say something: neither stop words nor numbers. */
  tellingBefore(offset: number): number;
};

const ASKS = /[?？؟]/u;
const ENDS = /[.!。！؟।…]["'”’»)\]]*$/u;
const TRAILS_OFF = /(?:\.\.\.|…|[,:;–—-])["'”’»)\]]*$/u;
const STARTS_SMALL = /^["'“‘«(¿¡]*\p{Ll}/u;
const ANNOUNCES_WHAT_FOLLOWS = /(?:following|folgende[sn]?|siguiente|suivante?)[.:]?$/iu;
/** Who speaks, written before what is said. */
export const SPEAKER = /^(?:>> |- )?\p{Lu}[\p{Lu}\p{M} .'’-]+: /u;
/** An address on the web. */
const ADDRESS = /\p{L}(?:\.| dot )(?:com|org|net|edu)(?!\p{L})/iu;
/** Where another begins to speak. */
const OTHER_SPEAKS = /(?:\s|^)(?:-|>>) ?\p{Lu}/u;
const QUOTES = /["“”«»„]/u;
/** Numbers, and the letters and operations of formulas read out. */
const FORMULA =
  /(?<![\p{L}\p{N}'’])(?:\p{N}[\p{N}.,]*|[b-hj-z](?![’'])|\p{L}\p{N}+|equals|hundred|thousand|plus|minus|squared|cubed|sine|cosine|mu|theta|delta|sigma|lambda|epsilon|omega|phi|psi|rho|gleich|igual|más|menos|égal)(?![\p{L}\p{N}])|[=+×÷^√∫]/giu;
const FORMULA_SHARE = 0.15;
/** A number, written or read out, of those that are counted up. */
const COUNTS_UP =
  /(?<!\p{L})(?:one,? two|two,? three|three,? four|eins,? zwei|zwei,? drei|uno,? dos|dos,? tres|une?,? deux|deux,? trois)(?!\p{L})/iu;

const FEWEST_TELLING = 3;
const FEW_WORDS = 10;
const USUAL_WORDS = 12;
const MANY_WORDS = 30;
/** So many words that say something stand before a pronoun that they explain. */
const ANTECEDENT_WORDS = 2;

/**
 * How well some words of a transcript can be read by themselves, from 0: they are complete, name what they speak of, and
 * state something. What is no point at all is 0: a question, a greeting, an advertisement.
 */
export function clarityOf(text: string, spoken: Spoken, signs: Signs | undefined): number {
  const { isPunctuated, words } = spoken;
  if (ASKS.test(text) || spoken.tellingBefore(text.length) < FEWEST_TELLING) return 0;
  let clarity = 1;
  if (isFiller(text)) {
    if (!spoken.isOpening || !announcesSubject(text)) return 0;
    clarity *= ANNOUNCEMENT;
  }
  if (announcesList(text) || ANNOUNCES_WHAT_FOLLOWS.test(text)) clarity *= 0.5;
  if (spoken.isNearAdvertisement) clarity *= 0.15;
  if (words < USUAL_WORDS) clarity *= words < FEW_WORDS ? 0.7 : 0.85;
  if (words > MANY_WORDS) clarity *= 0.85;
  if (isPunctuated) {
    if (!ENDS.test(text)) clarity *= 0.5;
    else if (TRAILS_OFF.test(text)) clarity *= 0.6;
    if (STARTS_SMALL.test(text)) clarity *= 0.6;
  } else if (TRAILS_OFF.test(text)) clarity *= 0.6;
  if (/[.!] \p{Ll}/u.test(text)) clarity *= 0.7;
  if (QUOTES.test(text)) clarity *= 0.75;
  if (/[[\]()♪]|\.\.\.|…|--|—/u.test(text)) clarity *= 0.6;
  const formulas = text.match(FORMULA)?.length ?? 0;
  if (formulas > 0) clarity *= formulas > words * FORMULA_SHARE ? 0.45 : formulas > 1 ? 0.7 : 0.85;
  if (SPEAKER.test(text)) clarity *= 0.8;
  if (ADDRESS.test(text)) clarity *= 0.4;
  if (OTHER_SPEAKS.test(text)) clarity *= 0.6;
  if (COUNTS_UP.test(text)) clarity *= 0.5;
  if (isCalculated(text, spoken, formulas)) clarity *= 0.65;
  if (ASKS.test(spoken.after)) clarity *= 0.7;
  if (signs) clarity *= clarityBySigns(text, spoken, signs);
  return clarity;
}

/** Whether numbers stand in it and on both sides: it is a step of a worked example. */
function isCalculated(text: string, { before, after }: Spoken, formulas: number): boolean {
  return (
    formulas > 0 && /\p{N}/u.test(text) && [before, after].every((beside) => beside.match(FORMULA) !== null)
  );
}

const ANNOUNCEMENT = 1.6;

function clarityBySigns(text: string, spoken: Spoken, signs: Signs): number {
  let clarity = 1;
  for (const [pattern, factor] of signs.factors) if (pattern.test(text)) clarity *= factor;
  if (signs.mayHaveVerb?.(text) === false) clarity *= 0.4;
  const pronoun = signs.pronouns.exec(text);
  if (pronoun && spoken.tellingBefore(pronoun.index) < ANTECEDENT_WORDS) clarity *= 0.7;
  if (spoken.isPunctuated) return signs.asks.test(text) ? clarity * 0.6 : clarity;
  if (signs.isUnfinished?.(text) === true) clarity *= 0.5;
  if (signs.asks.test(text)) clarity *= 0.3;
  if (signs.cutStart.test(text) || signs.cutEnd.test(spoken.before)) clarity *= 0.45;
  else {
    const begins = signs.begins.test(text);
    if (isParted(text, spoken.pauseBeforeMs, signs)) clarity *= begins ? 1.2 : 1;
    else clarity *= begins ? 0.75 : 0.5;
  }
  if (signs.cutEnd.test(text)) clarity *= 0.4;
  else if (signs.cutStart.test(spoken.after)) clarity *= 0.7;
  else if (!isParted(spoken.after, spoken.pauseAfterMs, signs)) clarity *= 0.75;
  return clarity;
}

/** A pause as long as this parts clauses. */
const PAUSE_MS = 250;

/** Whether captions without punctuation show where a clause begins: by a pause, or a word that joins clauses or asks. */
const isParted = (text: string, pauseMs: number, { joining, asks }: Signs): boolean =>
  pauseMs >= PAUSE_MS || joining.test(text) || asks.test(text);
