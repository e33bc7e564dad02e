import type { Sentence } from "../../captions/sentence.ts";
import type { Hit } from "../../search/search-result.ts";
import { guessLanguage, type LanguageGuess } from "../../text/language/guess-language.ts";

/** The statement just before a marker, and the quotes that were found for it. */
export type Claim = {
  /** The text since the marker before, at most its last 2,000 characters. */
  tail: string;
  /** The last sentence of `tail`. */
  clause: string;
  /** The whole sentence so far, across the markers inside it: at most its last 300 characters. */
  sentence: string;
  /** The language of the answer so far: one claim alone is often too short to tell. */
  language: LanguageGuess;
  /** Quotes already looked up for this claim. */
  quotes: Map<Hit, Sentence | null>;
  /** Citation numbers already given to this claim. */
  cited: Set<number>;
};

const TAIL_MAX_LENGTH = 2_000;
const SENTENCE_MAX_LENGTH = 300;
/** As much of an answer as its language is guessed from, in characters. */
const LANGUAGE_SAMPLE = 1_000;
const WORD = /[\p{L}\p{N}]/u;
const SENTENCE_END = /[.!?…؟۔।]["'”’»)\]*_]{0,4}\s(?!\s*\p{Ll})|[。！？｡][」』”’）]{0,4}|\n/u;
const ENDS_SENTENCE = /[.!?…؟۔।。！？｡]["'”’»)\]*_」』）\s]{0,8}$/u;

/**
 * Follows the text of an answer and gives, at each marker, the claim: the sentence before the marker, as far as it comes
 * after the marker before. Where nothing was said since (`[1][2]`, or `[1]. [2]`), the claim is the same object.
 */
export function createClaimTracker(language?: string) {
  const guess = createAnswerLanguage(language);
  let sinceMarker = "";
  let last: Claim | null = null;

  function add(text: string): void {
    sinceMarker += text;
    // Cutting seldom is cheap, however small the pieces are.
    if (sinceMarker.length > 4 * TAIL_MAX_LENGTH) sinceMarker = sinceMarker.slice(-TAIL_MAX_LENGTH);
  }

  /** Null where nothing has been said at all. */
  function claim(): Claim | null {
    const tail = sinceMarker.slice(-TAIL_MAX_LENGTH);
    if (!WORD.test(tail)) {
      // Some characters are kept, since the end of a sentence may be among them.
      sinceMarker = tail.slice(-16);
      return last;
    }
    const before = last;
    const pieces = tail.split(SENTENCE_END);
    const position = pieces.findLastIndex((piece) => WORD.test(piece));
    const clause = pieces[position] ?? "";
    const continues = before !== null && position === 0 && !ENDS_SENTENCE.test(before.tail);
    const sentence = continues ? `${before.sentence} ${clause}` : clause;
    last = {
      tail,
      clause,
      sentence: sentence.slice(-SENTENCE_MAX_LENGTH),
      language: guess(tail),
      quotes: new Map(),
      cited: new Set(),
    };
    sinceMarker = "";
    return last;
  }

  return { add, claim };
}

/**
 * Guesses the language of an answer at each claim, from its beginning; seldom anew, however many claims there are. The
 * expected one stands where a guess is not clear.
 */
function createAnswerLanguage(expected?: string): (more: string) => LanguageGuess {
  const otherwise = expected === undefined ? null : { language: expected, isClear: true };
  let sample = "";
  let guessed = 0;
  let guess: LanguageGuess = otherwise;
  return (more) => {
    if (sample.length < LANGUAGE_SAMPLE) sample = `${sample} ${more}`.slice(0, LANGUAGE_SAMPLE);
    if (sample.length > guessed * 1.25) {
      const made = guessLanguage(sample);
      guess = made?.isClear ? made : (otherwise ?? made);
      guessed = sample.length;
    }
    return guess;
  };
}
