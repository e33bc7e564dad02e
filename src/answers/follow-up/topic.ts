import type { Grammar } from "./grammar.ts";
import { createIsNaming, isAuxiliary, partsOf, wordsOf, type Word } from "./words.ts";

/** What a question is about: the whole of it ("proof sourdough bread"), and the thing alone ("sourdough bread"). */
export type Topic = { action: string; object: string };

const MAX_TOPIC_WORDS = 12;

export function topicOf(question: string, grammar: Grammar, language: string): Topic {
  const all = wordsOf(question);
  const isNaming = createIsNaming(grammar, language);
  const { about, isAction, hasVerbAfter } = partsOf(question, all, grammar);
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
  const action = trimmed(about) || text(0, all.length);
  if (hasVerbAfter)
    return { action, object: subjectOf(question.slice(all[about]?.from ?? 0), isNaming) || action };
  let verb = about;
  while (verb < end && (isLittle(verb) || all[verb]!.lower.endsWith("ly"))) verb += 1;
  return { action, object: (isAction && trimmed(verb + 1)) || action };
}

/** The subject at the beginning of a text, without the verb that follows: "ice pack" of "the ice pack stay on". */
function subjectOf(text: string, isNaming: (word: Word) => boolean): string {
  const words = wordsOf(text);
  const start = words.findIndex(isNaming);
  if (start < 0) return "";
  let end = start;
  while (end < words.length && isNaming(words[end]!)) end += 1;
  if (end - start < 2) return "";
  return text.slice(words[start]!.from, words[end - 2]!.to);
}
