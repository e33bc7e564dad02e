import type { MadeQuestion } from "../../question-candidate.ts";
import { mayBeVerb } from "../../../text/english/noun-phrases.ts";
import { isUnderstood } from "../clause.ts";
import { isNoun, type Span } from "../noun-phrase.ts";
import type { Statement } from "../read-sentence.ts";
import type { Word } from "../tagged-text.ts";

/** A form of sentence, and the question that such a sentence answers. */
export type Pattern = {
  /** What such a sentence holds: reading one takes a hundred times as long as looking for this. */
  needs: Pick<RegExp, "test">;
  ask: (statement: Statement) => MadeQuestion | undefined;
};

/** The first match of an expression in a statement, with the spans of its named groups. */
export function match(
  { line, spanOf }: Statement,
  expression: RegExp,
): Record<string, Span | undefined> | undefined {
  const groups = expression.exec(line)?.indices?.groups;
  return (
    groups &&
    Object.fromEntries(
      Object.entries(groups).map(([name, bounds]) => [name, bounds && spanOf(bounds[0], bounds[1])]),
    )
  );
}

export const hasNoun = (words: Word[], { from, to }: Span): boolean => words.slice(from, to).some(isNoun);

const OPEN =
  /^(?:of|in|for|to|with|on|from|at|by|into|about|the|an?|and|or|but|that|your|is|are|was|were|be|very|more|as|than|not|so|which|who|when|if|can|will|should|do|does)$/u;

/** Whether words end in one that something must follow. */
export const endsOpen = (words: Word[], { from, to }: Span): boolean =>
  to <= from || OPEN.test(words[to - 1]!.lower);

const VAGUE_DEED =
  /^(?:be|do|go|get|see|know|have|say|think|start|begin|talk|tell|look|check|come|learn|understand|answer|note|remember|notice|recap|summarize|illustrate|imagine|conclude|name|mention|ask|wonder|find|show|let|try|want|need|give|put)$/u;

/** Whether words tell what somebody does: an infinitive with its object. `mayBeVague`: also with verbs that say little. */
export function isDeed(words: Word[], deed: Span, mayBeVague = false): boolean {
  const verb = words[deed.from];
  const length = deed.to - deed.from;
  if (!verb || /^(?:the|an?|my|our|your|not|to)$/u.test(verb.lower)) return false;
  if (
    verb.lower === "take" &&
    /^(?:look|moment|second|minute|step|break)$/u.test(words[deed.from + 2]?.lower ?? "")
  )
    return false;
  if (length < 2 || length > 10 || verb.after !== "") return false;
  if (
    VAGUE_DEED.test(verb.lower) &&
    !(
      mayBeVague &&
      length >= 3 &&
      !/^(?:be|do|go|get|say|talk|tell|imagine|think|see|know|remember|note|look|notice|ask|wonder|understand)$/u.test(
        verb.lower,
      )
    )
  )
    return false;
  if (
    !(verb.tags.has("Verb") || mayBeVerb(verb.lower)) ||
    verb.tags.has("PastTense") ||
    /(?:ing|ed)$/u.test(verb.lower)
  )
    return false;
  return isUnderstood(words, deed) && hasTellingNoun(words, deed) && !endsOpen(words, deed);
}

const VAGUE_NOUN =
  /^(?:problems?|works?|jobs?|ways?|kinds?|types?|sorts?|results?|information|value|values|number|numbers)$/u;
const hasTellingNoun = (words: Word[], { from, to }: Span): boolean =>
  words.slice(from, to).some((word) => isNoun(word) && !VAGUE_NOUN.test(word.lower));

/** A duration: "about ten minutes", "two to three days". */
export const DURATION = String.raw`(?:about |around |roughly |approximately |at least |up to |only |between |over |anywhere from |another |a good )*(?:a (?:few|couple(?: of)?|couple hundred) |[\p{L}\p{N},.-]+ (?:(?:to|or|and) [\p{L}\p{N},.-]+ )?)(?:(?:milli|nano|micro)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century)\b`;
