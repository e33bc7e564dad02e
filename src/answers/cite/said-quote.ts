import type { VideoQuote } from "../../videos/video.ts";
import type { Citation } from "../answer.ts";
import { placeCited } from "./citation-resolver.ts";

/** A quote as an answer says it: word for word in quotation marks, before the marker of its citation. */
export function sayQuote(quote: VideoQuote, number: number): { text: string; citation: Citation } {
  return {
    text: `“${withoutMarkers(quote.text)}” [${number}]`,
    citation: { number, ...placeCited(quote.passage.video, quote) },
  };
}

/** The text with other brackets around numbers, so that none is taken for the marker of a citation. */
function withoutMarkers(text: string): string {
  return text.replace(/[[【［]([^[\]【】［］]*\p{Nd}[^[\]【】［］]*)[\]】］]/gu, "($1)");
}
