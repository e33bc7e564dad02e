/** A word of a text, or a number in several words. */
export type Token = {
  /** As it is written, in lower case. */
  word: string;
  /** The terms by which it is found: none for a stop word, several where it may be one of several words. */
  terms: string[];
  /** Whether it is the two before it, which a hyphen joins, as one. */
  isJoined?: true;
};
