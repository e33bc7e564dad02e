import type { Steps } from "../../async/steps.ts";
import { readQuery } from "../../text/query/read-query.ts";
import type { Vocabulary } from "../../text/query/vocabulary.ts";
import { createTermWeight } from "./question-words.ts";

/** The term weights of a language, made once. */
export type Reader = { language: string; weight: (term: string) => number };

/** A word that is looked for: a text that has any of the terms has it. `weight`: how much it counts beside others, 0 to 1. */
export type AskedTerm = { terms: string[]; weight: number };

/** A question as it is searched for in transcripts of one language. */
export type AskedQuestion = {
  terms: AskedTerm[];
  /** The question with its typing errors mended. */
  text: string;
};

export function createReader(language: string): Reader {
  return { language, weight: createTermWeight(language) };
}

/** Reads a question by the words of the transcripts that it is asked of. */
export function* questionSteps(
  question: string,
  { language, weight }: Reader,
  vocabulary: Vocabulary,
): Steps<AskedQuestion> {
  const read = yield* readQuery(question.replace(/https?:\/\/\S+/gu, " "), language, vocabulary);
  const terms = new Map<string, AskedTerm>();
  for (const term of read.terms) {
    const [own] = term.terms;
    if (own !== undefined && !terms.has(own)) terms.set(own, { terms: term.terms, weight: weight(own) });
  }
  return { terms: [...terms.values()], text: read.text };
}
