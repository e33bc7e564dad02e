import type { Grammar } from "./grammar.ts";
import { createIsNaming, isAuxiliary, partsOf, wordsOf, type Word } from "./words.ts";

/** What a question is about. */
export type Topic = {
  /** All of it: "proof sourdough bread". */
  action: string;
  /** The thing alone: "sourdough bread". */
  object: string;
  /** The same behind what the question counts: "registers processor" of "how many registers does the processor have". */
  counted: string;
};

const MAX_TOPIC_WORDS = 12;

export function topicOf(question: string, grammar: Grammar, language: string): Topic {
  const all = wordsOf(question);
  const isNaming = createIsNaming(grammar, language);
  const { asking, about, isAction, hasVerbAfter } = partsOf(question, all, grammar);
  const text = (from: number, to: number) =>
    from < to ? question.slice(all[from]!.from, all[Math.min(to, from + MAX_TOPIC_WORDS) - 1]!.to) : "";
  const isLittle = (at: number) => {
    const word = all[at]!;
    return !isNaming(word) && !/^\p{N}/u.test(word.lower);
  };

  let end = all.length;
  while (
    end > about &&
    (isAuxiliary(all[end - 1]!, grammar) || grammar.prepositions.has(all[end - 1]!.lower))
  )
    end -= 1;
  const trimmed = (from: number) => {
    let start = from;
    while (start < end && isLittle(start)) start += 1;
    return text(start, end);
  };
  const countingTo = grammar.counts.exec(question.toLowerCase())?.[0].length;
  const first = countingTo === undefined ? -1 : all.findIndex(({ from }) => from >= countingTo);
  const counted = first < 0 ? "" : text(first, asking);
  const action = trimmed(about) || counted || text(0, all.length);
  let verb = about;
  while (verb < end && (isLittle(verb) || all[verb]!.lower.endsWith("ly"))) verb += 1;
  const object =
    (hasVerbAfter && subjectOf(all.slice(about), question, isNaming, grammar)) ||
    (isAction && trimmed(verb + 1)) ||
    action;
  const isWithCounted = counted !== "" && object !== counted;
  return { action, object, counted: isWithCounted ? `${counted} ${object}` : object };
}

/** The subject that words begin with, without the verb that follows: "ice pack" of "the ice pack stay on". */
function subjectOf(
  words: Word[],
  question: string,
  isNaming: (word: Word) => boolean,
  { verbs }: Grammar,
): string {
  const from = words.slice(Math.max(0, words.findIndex(isNaming)));
  const end = from.findIndex((word) => !isNaming(word));
  const named = end < 0 ? from : from.slice(0, end);
  const verb = named.findIndex(({ lower }, at) => at > 0 && verbs.has(lower));
  const subject = named.slice(0, verb < 0 ? -1 : verb);
  return subject.length === 0 ? "" : question.slice(subject[0]!.from, subject.at(-1)!.to);
}
