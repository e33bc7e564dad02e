import type { Citation } from "../answer.ts";
import type { AnswerQuote } from "../retrieve/retrieval.ts";
import { placeCited } from "./citation-resolver.ts";

/**
 * A quote as an answer says it, before the marker of its citation: word for word in quotation marks, or what a model wrote
 * of it; behind the title of its chapter.
 */
export function sayQuote(quote: AnswerQuote, number: number): { text: string; citation: Citation } {
  const said =
    quote.written === undefined
      ? `“${withoutMarkerBrackets(quote.text)}”`
      : withoutMarkerBrackets(quote.written);
  return {
    text: `${quote.chapter === undefined ? "" : `${withoutMarkerBrackets(quote.chapter)}: `}${said} [${number}]`,
    citation: { number, ...placeCited(quote.passage.video, quote) },
  };
}

/** The text with other brackets around numbers, so that none is taken for the marker of a citation. */
export function withoutMarkerBrackets(text: string): string {
  return text.replace(/[[【［]([^[\]【】［］]*\p{Nd}[^[\]【】［］]*)[\]】］]/gu, "($1)");
}
