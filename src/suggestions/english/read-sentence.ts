import { isSubject, type Span } from "./noun-phrase.ts";
import { tagWords, type Word } from "./tagged-text.ts";

/** A statement, without what only leads into it ("So, I think that …"). */
export type Statement = {
  words: Word[];
  /** The words with a space between, and punctuation behind them. */
  line: string;
  /** The words of a span, as they stand amid a sentence. */
  textOf(span: Span): string;
  /** The span of a part of `line`. */
  spanOf(from: number, to: number): Span;
  isSubject(span: Span): boolean;
  /** Whether the transcript has a noun with "a" or "an". */
  isCounted(noun: string): boolean;
  /** Whether the transcript says a phrase more than once. */
  isRepeated(phrase: string): boolean;
};

/** How a word is written amid a sentence, where it was seen at the beginning of one. */
export type CaseOf = (word: string, isName: boolean) => string;

/** What is known of words by the whole transcript. */
export type Usage = {
  caseOf: CaseOf;
  isCounted: (noun: string) => boolean;
  isRepeated: (phrase: string) => boolean;
};

/** Tags of names. */
const NAMES = ["Person", "Place", "Organization", "ProperNoun", "Acronym", "Demonym"];

const LEADING =
  /^(?:(?:so|and|but|well|now|okay|ok|again|right|yeah|yes|see|look|also|then|basically|essentially|actually|remember|of course|in fact|in other words|as you can see|for example|for instance|however|therefore|interestingly|obviously|clearly|more generally|in general|generally|anyway|by the way|on the other hand|at the end of the day|you see|you know|i mean|i think|i believe|i would say|i feel like|it turns out|it turns out that|i think that|i believe that|remember that|notice that|note that|this means that|this means|that means that|that means|which means that|which means|keep in mind that|you know that|we know that|the fact is|the truth is|the thing is|and so|and then|because|first|first of all|second|secondly|finally|lastly|next|similarly|likewise|ultimately|turns out|recall that|keep in mind|what this means is|what that means is)(?:,|(?= ))\s*)+/iu;

/** What leads into an instruction. */
const INSTRUCTING =
  /^(?:(?:you(?:['’]re| are) (?:gonna|going to)|you(?:['’]ll| will)|you (?:wanna|want to)|i want you to|i(?:['’]d| would) like you to|go ahead and|what you (?:want to|need to|should|can|(?:['’]re |are )?(?:gonna|going to)) do is|all you (?:have|need) to do is|be sure to|make sure (?:to|that you|you)|please|try to|simply|just) )+(?:just )?(?=\p{L}+ )/iu;

export function readStatement(sentence: string, { caseOf, isCounted, isRepeated }: Usage): Statement {
  const stripped = sentence.replaceAll(/\s+/gu, " ").replace(LEADING, "").trim();
  const instruction = stripped.replace(INSTRUCTING, "");
  const words = tagWords(
    instruction === stripped ? stripped : `${instruction[0]!.toUpperCase()}${instruction.slice(1)}`,
  );
  const starts: number[] = [];
  let line = "";
  for (const { text, after, isHyphenated } of words) {
    starts.push(line.length);
    line += `${text}${after}${isHyphenated ? "-" : " "}`;
  }
  const atOrAfter = (offset: number) => {
    const found = starts.findIndex((start) => start >= offset);
    return found === -1 ? words.length : found;
  };
  return {
    words,
    line: line.trimEnd(),
    textOf: ({ from, to }) =>
      words
        .slice(from, to)
        .map(({ text, after, isHyphenated }, at) => {
          const written =
            from + at === 0
              ? caseOf(
                  text,
                  NAMES.some((tag) => words[0]!.tags.has(tag)),
                )
              : text;
          return from + at === to - 1 ? written : `${written}${after}${isHyphenated ? "-" : " "}`;
        })
        .join(""),
    spanOf: (from, to) => ({ from: atOrAfter(from), to: atOrAfter(to) }),
    isSubject: (span) => isSubject(words, span),
    isCounted,
    isRepeated,
  };
}
