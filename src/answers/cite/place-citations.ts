import type { NumberedPassage } from "../generate/answerer.ts";
import type { Claim } from "./claims.ts";
import type { Terms } from "../../text/content-terms.ts";
import type { Marker } from "./marker.ts";
import { createQuoteFinder } from "./quotes.ts";

/** A place in a passage that the text marks as `[number]`; `quote` is a sentence of it, word for word. */
export type PlaceCitation = {
  number: number;
  passage: NumberedPassage;
  startMs: number;
  endMs: number;
  quote: string;
};

/** Gives markers their places, and each distinct quote of a passage its number: from 1, in order of first appearance. */
export function createPlaceCitations(passages: NumberedPassage[], terms: Terms) {
  const byNumber = new Map(passages.map((passage) => [passage.number, passage]));
  // Made at the first marker: it reads all passages, which the first words need not wait for.
  let quoteFinder: ReturnType<typeof createQuoteFinder> | undefined;
  const numbers = new Map<string, number>();
  let dropped = 0;

  /** The places where the claim stands, in the passages that the marker names; the same place once for each claim. */
  function resolve({ ranges }: Marker, claim: Claim | null): PlaceCitation[] {
    const citations: PlaceCitation[] = [];
    for (const passage of ranges.flatMap(passagesIn)) {
      const citation = passage && claim && cite(passage, claim);
      if (citation === null) dropped += 1;
      else if (!claim?.cited.has(citation.number)) citations.push(citation);
      if (citation !== null) claim?.cited.add(citation.number);
    }
    return citations;
  }

  /** Null stands for numbers that no passage has. */
  function passagesIn([from, to]: [number, number]): (NumberedPassage | null)[] {
    if (from === to) return [byNumber.get(from) ?? null];
    const inside = passages.filter(({ number }) => from <= number && number <= to);
    return inside.length > 0 ? inside : [null];
  }

  function cite(passage: NumberedPassage, claim: Claim): PlaceCitation | null {
    quoteFinder ??= createQuoteFinder(passages, terms);
    const sentence = quoteFinder(claim, passage);
    if (sentence === null) return null;
    const { startMs, endMs, text: quote } = sentence;
    const place = `${passage.number} ${startMs} ${endMs} ${quote}`;
    const number = numbers.get(place) ?? numbers.size + 1;
    numbers.set(place, number);
    return { number, passage, startMs, endMs, quote };
  }

  return { resolve, counts: () => ({ citations: numbers.size, dropped }) };
}
