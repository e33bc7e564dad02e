import type { Grammar, Stands } from "./grammar.ts";
import { createIsNaming, isAuxiliary, wordsOf, type Word } from "./words.ts";

/** How a question follows up the one before; see `Grammar`. Places are in the question, in UTF-16 code units. */
export type FollowUp =
  | { kind: "contrast" | "bare" | "other" | "circumstance"; term: string }
  | { kind: "reason" | "doubt" | "more" | "next" | "difference" }
  /** Lacks what it is about: "what temperature?". */
  | { kind: "incomplete" }
  /** Asks how many, and `at` this place lacks of what. */
  | { kind: "count"; at: number }
  | { kind: "pronoun"; from: number; to: number; stands: Stands; isPlural: boolean };

/** A term that takes another's place is a few words. */
const MAX_TERM_WORDS = 8;
/** A question that names more than this can be found by its own words. */
const MAX_NAMING = 4;
const MAX_INCOMPLETE_WORDS = 4;
/** A question word stands at a question's beginning, after "and at" at most. */
const MAX_JOINING_WORDS = 3;

/** How a question follows up the one before; null where it stands alone. */
export function readFollowUp(question: string, grammar: Grammar, language: string): FollowUp | null {
  const body = question.trim().replace(/^[¿¡\s]+|[\s?!.,;…]+$/gu, "");
  const lower = body.toLowerCase().replaceAll("’", "'");
  const joined = joinedLength(lower, grammar);
  const core = lower.slice(joined);
  const term = body.slice(joined);

  if (grammar.more.test(core)) return { kind: "more" };
  if (grammar.reason.test(core)) return { kind: "reason" };
  if (grammar.doubt.test(core)) return { kind: "doubt" };
  if (grammar.next.test(core)) return { kind: "next" };
  if (grammar.other.test(core)) return { kind: "other", term: leadless(term, core, grammar) };
  if (grammar.difference.test(core)) return { kind: "difference" };
  if (grammar.bare.test(core)) return { kind: "bare", term };
  if (grammar.thin.test(core)) return { kind: "incomplete" };
  const circumstance = joined > 0 || core.startsWith("what") ? grammar.circumstance.exec(core) : null;
  if (circumstance) return { kind: "circumstance", term: term.slice(circumstance[0].length).trim() };
  return (
    readContrast(term, core, joined > 0, grammar) ??
    readCount(question, grammar) ??
    readPronoun(question, grammar, language) ??
    readGap(question, grammar, language)
  );
}

/** The length of the words at its beginning that join a question to what was said; its last word is none of them. */
function joinedLength(lower: string, { joining }: Grammar): number {
  let length = 0;
  for (;;) {
    const joint = joining.exec(lower.slice(length))?.[0].length ?? 0;
    if (joint === 0 || length + joint === lower.length) return length;
    length += joint;
  }
}

/** A term without what leads to it, and without what stands for its noun. */
function leadless(term: string, core: string, { contrast, placeholder }: Grammar): string {
  return term.slice(contrast.exec(core)?.[0].length ?? 0).replace(placeholder, "");
}

function readContrast(term: string, core: string, isJoined: boolean, grammar: Grammar): FollowUp | null {
  const lead = grammar.contrast.exec(core)?.[0].length ?? 0;
  if (lead === 0 && !isJoined) return null;
  const named = term.slice(lead);
  const short = named.replace(grammar.alsoAfter, "").replace(grammar.placeholder, "");
  const words = wordsOf(short);
  const [first] = words;
  if (first === undefined || words.length > MAX_TERM_WORDS) return null;
  const asks = grammar.questionWord.test(short.toLowerCase()) || isAuxiliary(first, grammar);
  if (asks || words.some(({ lower }) => grammar.speakers.has(lower) && lower !== "people")) return null;
  if (wordsOf(short).every(({ lower }) => grammar.pronouns.test(lower))) return { kind: "more" };
  return { kind: "contrast", term: short };
}

/** The question word of a question, after two others at most, and what comes from there on, in lower case. */
function findAsking(question: string, words: Word[], { questionWord }: Grammar) {
  for (const { from } of words.slice(0, MAX_JOINING_WORDS)) {
    const rest = question.slice(from).toLowerCase().replaceAll("’", "'");
    const asking = questionWord.exec(rest)?.[0];
    if (asking !== undefined)
      return { from, rest, to: from + asking.length, isWithVerb: /'(?:s|re)$/u.test(asking) };
  }
  return null;
}

function readCount(question: string, grammar: Grammar): FollowUp | null {
  const asking = findAsking(question, wordsOf(question), grammar);
  const counting = asking && grammar.counting.exec(asking.rest);
  return counting ? { kind: "count", at: asking.from + counting[0].length } : null;
}

/** A question without what it is about. */
function readGap(question: string, grammar: Grammar, language: string): FollowUp | null {
  const words = wordsOf(question);
  const asking = findAsking(question, words, grammar);
  if (!asking) return null;
  const after = words.filter(({ from }) => from >= asking.to);
  const named = after.filter(createIsNaming(grammar, language));
  if (named.length > 0 && named.every(({ lower }) => grammar.attributes.has(lower)))
    return { kind: "incomplete" };
  if (asking.isWithVerb || words.length > MAX_INCOMPLETE_WORDS) return null;
  const isWhole = after.some(
    (word) =>
      isAuxiliary(word, grammar) ||
      grammar.speakers.has(word.lower) ||
      grammar.articles.has(word.lower) ||
      /^\p{Lu}/u.test(question.slice(word.from)),
  );
  return isWhole || named.length > (grammar.dropsSubject ? 2 : 1) ? null : { kind: "incomplete" };
}

function readPronoun(question: string, grammar: Grammar, language: string): FollowUp | null {
  const lower = question.toLowerCase().replaceAll("’", "'");
  const words = wordsOf(question);
  const isNaming = createIsNaming(grammar, language);
  const naming = words.filter(isNaming).length;
  if (naming > MAX_NAMING) return null;
  let beside: FollowUp | null = null;
  for (const { 0: pronoun, index: from } of lower.matchAll(new RegExp(grammar.pronouns.source, "gu"))) {
    const to = from + pronoun.length;
    const next = words.find((word) => word.from >= to);
    const around = {
      before: lower.slice(0, from),
      after: lower.slice(to).replace(/[\s?!.…]+$/u, ""),
      isBeforeNoun: next !== undefined && isNaming(next),
      naming,
    };
    const stands = grammar.stands ? grammar.stands(pronoun, around) : "beside";
    if (stands === null) continue;
    const before = words.filter((word) => word.to <= from);
    if (hasOwnAntecedent(before, stands === "possessor", grammar, isNaming)) continue;
    const found: FollowUp = { kind: "pronoun", from, to, stands, isPlural: grammar.plurals.has(pronoun) };
    if (stands !== "beside") return found;
    beside ??= found;
  }
  return beside;
}

/** Whether the words before a pronoun name what it stands for: in another clause, or in any where it is possessive. */
function hasOwnAntecedent(
  before: Word[],
  isPossessive: boolean,
  { clauses, speakers, questionWord }: Grammar,
  isNaming: (word: Word) => boolean,
): boolean {
  const end = isPossessive ? before.length : before.findLastIndex(({ lower }) => clauses.has(lower));
  return before.slice(0, Math.max(0, end)).some((word, at, all) => {
    const previous = all[at - 1]?.lower ?? "";
    // After who does it, or asks, comes a verb.
    return isNaming(word) && at > 0 && !speakers.has(previous) && !questionWord.test(previous);
  });
}
