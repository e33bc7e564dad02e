import type { Sentence } from "../../captions/sentence.ts";
import type { Terms } from "../../text/content-terms.ts";
import { createLanguageTally, type LanguageGuess } from "../../text/guess-language.ts";

/** What the text says just before a marker, and what it was found to rest on. */
export type Claim = {
  /** The text since the marker before, at most its last 2,000 characters. */
  tail: string;
  /** Distinct terms of the last sentence of `tail`. */
  clauseTerms: string[];
  /** Distinct terms of the whole sentence so far, across the markers inside it. */
  sentenceTerms: string[];
  /** The language of the answer so far: one claim alone is often too short to tell. */
  language: LanguageGuess;
  /** Quotes already looked up for this claim, by passage number. */
  quotes: Map<number, Sentence | null>;
  /** Citation numbers already given to this claim. */
  cited: Set<number>;
};

const tailMaxLength = 2_000;
const sentenceMaxTerms = 80;
const word = /[\p{L}\p{N}]/u;
const sentenceEnd = /[.!?…؟۔।]["'”’»)\]*_]{0,4}\s(?!\s*\p{Ll})|[。！？｡][」』”’）]{0,4}|\n/u;
const endsSentence = /[.!?…؟۔।。！？｡]["'”’»)\]*_」』）\s]{0,8}$/u;

/**
 * Follows the text of an answer and says, at each marker, what the claim is: the sentence before the marker, since
 * the marker before it. Where nothing was said since (`[1][2]`, or `[1]. [2]`), it is the same claim, the same object.
 */
export function createClaimTracker(terms: Terms) {
  const languages = createLanguageTally();
  let sinceMarker = "";
  let last: Claim | null = null;

  function add(text: string): void {
    sinceMarker += text;
    // Cut seldom, so that it stays cheap however small the pieces are.
    if (sinceMarker.length > 4 * tailMaxLength) sinceMarker = sinceMarker.slice(-tailMaxLength);
  }

  /** Null where nothing has been said at all. */
  function claim(): Claim | null {
    const tail = sinceMarker.slice(-tailMaxLength);
    if (!word.test(tail)) {
      // The end of a sentence may stand here; more need not be looked at again at the next marker.
      sinceMarker = tail.slice(-16);
      return last;
    }
    const before = last;
    const pieces = tail.split(sentenceEnd);
    const clause = pieces.findLastIndex((piece) => word.test(piece));
    const clauseTerms = [...new Set(terms(pieces[clause] ?? ""))];
    const continues = before !== null && clause === 0 && !endsSentence.test(before.tail);
    const sentenceTerms = continues ? [...new Set([...before.sentenceTerms, ...clauseTerms])] : clauseTerms;
    languages.add(tail);
    last = {
      tail,
      clauseTerms,
      sentenceTerms: sentenceTerms.slice(-sentenceMaxTerms),
      language: languages.guess(),
      quotes: new Map(),
      cited: new Set(),
    };
    sinceMarker = "";
    return last;
  }

  return { add, claim };
}
