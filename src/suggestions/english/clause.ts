import { mayBeVerb } from "../../text/english/noun-phrases.ts";
import { isPluralPhrase, isSubject, nounPhraseEnd, type Span } from "./noun-phrase.ts";
import { infinitiveOf, type Word } from "./tagged-text.ts";
import { IN_CLAUSES, POINTING } from "./words.ts";

/** A statement's subject, its first verb, and what follows that. */
export type Clause = {
  subject: Span;
  /** The first verb, or the auxiliary. */
  verb: number;
  /** Adverbs before the main verb that a question leaves out are not in it. */
  rest: Span;
};

const PEOPLE = /^(?:you|we|people|they)$/u;
const BE = /^(?:is|are|was|were|isn't|aren't|wasn't|weren't)$/u;
const MODAL =
  /^(?:can|could|should|would|will|must|might|may|can't|cannot|couldn't|shouldn't|wouldn't|won't|doesn't|don't|didn't)$/u;
const HAVE = /^(?:has|have|had|hasn't|haven't|hadn't)$/u;
/** Left out of questions. */
const WEAK_ADVERB =
  /^(?:just|really|actually|basically|simply|kind|sort|also|then|literally|still|always|already|typically|usually|generally|often|obviously|essentially|quite|probably|definitely|certainly|now|therefore|thus|ever|even|only|all)$/u;

/** The clause that begins at a word and ends before another; undefined where its subject needs to be known from before. */
export function readClause(words: Word[], from: number, to: number): Clause | undefined {
  const subject = readSubject(words, from);
  if (subject === undefined) return undefined;
  let verb = subject.to;
  while (verb < to && WEAK_ADVERB.test(words[verb]!.lower)) verb++;
  if (verb >= to || !isFiniteVerb(words, subject, verb)) return undefined;
  let restFrom = verb + 1;
  while (restFrom < to && WEAK_ADVERB.test(words[restFrom]!.lower)) restFrom++;
  let restTo = to;
  while (
    restTo > restFrom &&
    /^(?:here|now|then|though|today|too|actually|basically|either|mainly|only|just|partly|simply|again)$/u.test(
      words[restTo - 1]!.lower,
    )
  )
    restTo--;
  return { subject, verb, rest: { from: restFrom, to: restTo } };
}

const PARTICLE = /^(?:up|out|off|down|away|back|around|into|to)$/u;

function readSubject(words: Word[], from: number): Span | undefined {
  const first = words[from];
  if (!first) return undefined;
  if (PEOPLE.test(first.lower) && first.lower !== "they") return { from, to: from + 1 };
  const next = words[from + 1];
  // "Ends up happening".
  if (mayBeVerb(first.lower) && next && (PARTICLE.test(next.lower) || next.tags.has("Gerund")))
    return undefined;
  const end = nounPhraseEnd(words, from);
  // "Earthquakes happen": two verbs in a row are none.
  if (end === undefined)
    return first.tags.has("Verb") &&
      words[from + 1]?.tags.has("Verb") &&
      isSubject(words, { from, to: from + 1 })
      ? { from, to: from + 1 }
      : undefined;
  const subject = { from, to: end };
  return isSubject(words, subject) ? subject : undefined;
}

/** Whether a verb goes with its subject: a noun with a noun behind it that might be one does not. */
function isFiniteVerb(words: Word[], subject: Span, verb: number): boolean {
  const { lower, tags } = words[verb]!;
  const first = words[subject.from]!.lower;
  if (/^we$/u.test(first)) return OURS.test(lower);
  const isYours = /^(?:you|people)$/u.test(first);
  if (
    /^you$/u.test(first) &&
    (BE.test(lower) || /^(?:can|could|will|would|might|may|did|didn't|had|hadn't)$/u.test(lower))
  )
    return false;
  if (BE.test(lower) || MODAL.test(lower) || HAVE.test(lower)) return true;
  if (!tags.has("Verb") || tags.has("Gerund")) return false;
  if (tags.has("PastTense")) return first !== "you" && !/(?:en|wn|ung|um|orn)$/u.test(lower);
  if (isYours) return !lower.endsWith("ing") && !VAGUE.test(lower);
  const isThird = /(?<!s)s$/u.test(lower);
  return isPluralPhrase(words, subject) !== isThird;
}

const VAGUE = /^(?:want|know|see|get|go|think|say|notice|find|remember|like|guess|mean|look)$/u;

/** What everybody does: "we" with another verb are the people in the video. */
const OURS = /^(?:need|use|call|care|multiply|divide|subtract|add|study|measure|sleep|dream|forget|age)$/u;

/**
 * A clause as a question asks about it: "does water boil", "is the sky blue", "did Ada write". undefined where it would not
 * be understood by itself.
 */
export function invert(words: Word[], { subject, verb, rest }: Clause, textOf: TextOf): string | undefined {
  // What is the subject's own is understood.
  const own = isPluralPhrase(words, subject) ? "their" : "its";
  if (!isUnderstood(words, rest, own)) return undefined;
  const { lower, tags } = words[verb]!;
  const who = textOf(subject);
  const what = textOf(rest);
  const next = words[rest.from];
  const hasParticiple =
    HAVE.test(lower) &&
    rest.to > rest.from &&
    (next!.tags.has("Participle") ||
      next!.tags.has("PastTense") ||
      next!.lower === "been" ||
      next!.lower === "not" ||
      next!.lower === "never");
  const join = (...parts: string[]) => parts.filter((part) => part !== "").join(" ");
  if (BE.test(lower) || MODAL.test(lower) || hasParticiple) {
    if (lower === "cannot") return join("can't", who, what);
    return what === "" || /^(?:to|being|going)\b/u.test(what) ? undefined : join(lower, who, what);
  }
  if (lower === "had") return join("did", who, "have", what);
  if (lower === "has") return join("does", who, "have", what);
  if (tags.has("PastTense")) return join("did", who, infinitiveOf(lower, "PastTense"), what);
  const isPlain = PEOPLE.test(words[subject.from]!.lower) || !/(?<!s)s$/u.test(lower);
  if (isPlain) return join("do", who, lower, what);
  return join("does", who, infinitiveOf(lower, "PresentTense"), what);
}

export type TextOf = (span: Span) => string;

/** Whether words hold nothing that points to what was said or shown. */
export const isUnderstood = (words: Word[], { from, to }: Span, own?: "its" | "their"): boolean =>
  words.slice(from, to).every(({ lower, after: behind, tags }, at) => {
    const after = at === to - from - 1 ? "" : behind;
    return (
      (!POINTING.has(lower) || lower === own || (IN_CLAUSES.has(lower) && at > 0 && at < to - from - 1)) &&
      !tags.has("Swear") &&
      !/[.!?…:;,"“”()]|--|—/u.test(after)
    );
  });
