/**
 * How questions go on from earlier ones in a language. Patterns read a question in lower case, without the marks around it
 * and without `joining`.
 */
export type Grammar = {
  /** Words that join a question to what was said: "and", "but". */
  joining: RegExp;
  /** What stands before a term that takes the place of another: "what about oolong", "is that true for oolong". */
  contrast: RegExp;
  /** What may stand behind such a term: "and oolong too". */
  alsoAfter: RegExp;
  /** Asks for the reason of what was answered: "why", "how come". */
  reason: RegExp;
  /** Doubts what was answered: "really". */
  doubt: RegExp;
  /** Asks with a question word alone: "how long", "since when". */
  bare: RegExp;
  /** Asks for more of the same: "tell me more", "what else". */
  more: RegExp;
  /** Asks for what comes after: "and then", "what comes next". */
  next: RegExp;
  /** Asks for the other of two or more: "the other one". */
  other: RegExp;
  /** Asks how what was talked of before differs: "what's the difference". */
  difference: RegExp;
  /** Asks which thing or person, so that what comes after is about the answer. */
  asksWhich: RegExp;
  /** The question word at the beginning of a question, with what belongs to it. */
  questionWord: RegExp;
  /** Asks the same under a circumstance: "what if it is dry". What it begins with is left out. */
  circumstance: RegExp;
  /** Asks about no thing of its own: "which soil should I use". */
  thin: RegExp;
  /** A word that stands for a noun, behind what tells which: "the blue one". */
  placeholder: RegExp;
  /** Auxiliaries after which a verb comes behind the subject: "how long does the pizza bake". */
  verbLast: RegExp;
  /** Whether a question may leave out its subject: "¿cuánto tarda?". */
  dropsSubject: boolean;
  /** Asks how many. */
  counts: RegExp;
  /** Asks how many, without saying of what. */
  counting: RegExp;
  /** Verbs that come before the subject of a question. */
  auxiliaries: Set<string>;
  /** Who asks, or people in general: the subject of a question that is about what they do. */
  speakers: Set<string>;
  /** Words that stand for what was said before. */
  pronouns: RegExp;
  /** Those that stand for several things. */
  plurals: Set<string>;
  /**
   * What a pronoun stands for: a thing, what someone does, the owner of what is named next; "beside": something that is
   * better put behind the question. null: nothing said before. Where it is missing, all stand beside.
   */
  stands?: (pronoun: string, around: PronounContext) => Stands | null;
  /** Words that begin a clause: what comes before one may be what a pronoun behind it stands for. */
  clauses: Set<string>;
  /** The commonest verbs, which end the subject before them. */
  verbs: Set<string>;
  prepositions: Set<string>;
  articles: Set<string>;
  /** The articles of what is known: "the". */
  definite: Set<string>;
  /** What can be asked of anything, and so takes no other term's place: "the price". */
  attributes: Set<string>;
  /** Words that go before a noun, which a term may lack that takes the place of another such word: "green". */
  adjectives: Set<string>;
};

export type Stands = "object" | "action" | "possessor" | "beside";

/** What stands around a pronoun in a question, in lower case, and how many words of the question name something. */
export type PronounContext = { before: string; after: string; isBeforeNoun: boolean; naming: number };

/** A set of words that are written with spaces between them. */
export const words = (list: string): Set<string> => new Set(list.split(" "));
