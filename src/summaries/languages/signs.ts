/** How much more or less a sentence is worth: below 1, it needs what is not said in it, or says little; above 1, it states something. */
export type Factor = [pattern: RegExp, factor: number];

/** What tells, in one language, how well a sentence stands alone. All patterns are tried on the sentence as it is written. */
export type Signs = {
  /** Words that join a sentence to the one before and may be left out ("And so, ..."), at its start. */
  joining: RegExp;
  factors: Factor[];
  /** Words that stand for something named elsewhere. */
  pronouns: RegExp;
  /** What no clause begins or ends with, where captions have no punctuation. */
  cutStart: RegExp;
  cutEnd: RegExp;
  /** What a clause, and a question, begins with there. */
  begins: RegExp;
  asks: RegExp;
  /** Whether a clause without punctuation lacks its verb, or what follows from it ("if the two are equal"). */
  isUnfinished?(clause: string): boolean;
  /** Whether a sentence may have a verb: without one it states nothing. */
  mayHaveVerb?(sentence: string): boolean;
};

/** Words and phrases with " | " between them, each of which may be a pattern, as one pattern. */
const alternatives = (list: string): string =>
  `(?:${list
    .trim()
    .split(/\s+\|\s+/u)
    .join("|")})`;

/** A pattern of whole words. An apostrophe written straight stands for the typographic one too. */
export const words = (list: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${curly(alternatives(list))}(?![\\p{L}\\p{N}])`, "iu");

/** A pattern of the words that a sentence begins with, `before` left out. */
export const opening = (before: string, list: string): RegExp =>
  new RegExp(`^${curly(before)}${curly(alternatives(list))}(?![\\p{L}\\p{N}])`, "iu");

const curly = (pattern: string): string => pattern.replaceAll("'", "['’]");
