/** A computation that can be interrupted at each of its `yield`s: the transcripts of a session may have millions of terms. */
export type Steps<T> = Generator<void, T, void>;

/** So many terms are looked at from one `yield` to the next. */
export const TERMS_AT_ONCE = 1000;

/** A term of the transcripts that a question is asked of. */
export type VocabularyEntry = {
  term: string;
  /** A word of which it is the term, as it is written, in lower case. It may take time to find: few are asked for it. */
  readonly word: string;
  /** Greater for terms that are said more often. */
  frequency: number;
};

/** The terms of the transcripts that a question is asked of. */
export type Vocabulary = {
  has(term: string): boolean;
  /** Whether the one term stands right before the other somewhere, but for stop words. */
  hasPair(one: string, other: string): Steps<boolean>;
  /** Every term; one may come more than once. */
  entries(): Iterable<VocabularyEntry>;
};
