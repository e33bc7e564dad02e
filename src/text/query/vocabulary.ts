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
  hasPair(one: string, other: string): boolean;
  /** Every term; one may come more than once. */
  entries(): Iterable<VocabularyEntry>;
};
