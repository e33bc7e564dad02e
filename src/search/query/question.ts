import { createTermWeight } from "./question-words.ts";
import { createTerms, type Terms } from "../../text/terms.ts";

/** The tokenizer and the term weights of a language, made once. */
export type Reader = { terms: Terms; weight: (term: string) => number };

/** A question as it is searched for in transcripts of one language. */
export type AskedQuestion = {
  /** The terms in order, with repeats. */
  terms: string[];
  /** Each term once, with how much it counts beside others, 0 to 1. */
  weights: Map<string, number>;
  /** The tokenizer of that language, for other texts. */
  readTerms: Terms;
};

export function createReader(language: string): Reader {
  return { terms: createTerms(language), weight: createTermWeight(language) };
}

export function readQuestion(question: string, { terms, weight }: Reader): AskedQuestion {
  const text = question.replace(/https?:\/\/\S+/gu, " ");
  const list = terms(text);
  return {
    terms: list,
    weights: new Map(list.map((term) => [term, weight(term)])),
    readTerms: terms,
  };
}
