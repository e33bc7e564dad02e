import type { Sentence } from "../../captions/sentence.ts";
import type { Video, VideoHit } from "../../videos/video.ts";
import type { Citation } from "../answer.ts";
import type { Claim } from "./claims.ts";
import type { Marker } from "./marker.ts";
import { createQuoteFinder } from "./quotes.ts";

/** Turns markers into citations. Each distinct quote of a passage has its own number: from 1, in order of appearance. */
export function createCitationResolver(hits: VideoHit[]) {
  const passageNumbers = hits.map((_, index) => index + 1);
  // Made at the first marker: reading all passages takes time, and the first words need not wait for that.
  let findQuote: ReturnType<typeof createQuoteFinder> | undefined;
  const numbers = new Map<string, number>();
  let dropped = 0;

  /** The citations of a claim in the passages that the marker names; each citation once for a claim. */
  function resolve({ ranges }: Marker, claim: Claim | null): Citation[] {
    const citations: Citation[] = [];
    for (const passageNumber of ranges.flatMap(passagesIn)) {
      const citation = passageNumber && claim ? cite(passageNumber, claim) : null;
      if (citation === null) dropped += 1;
      else if (!claim?.cited.has(citation.number)) citations.push(citation);
      if (citation !== null) claim?.cited.add(citation.number);
    }
    return citations;
  }

  /** The numbers of passages in a range; null stands for a range without any. */
  function passagesIn([from, to]: [number, number]): (number | null)[] {
    const inside = passageNumbers.filter((number) => from <= number && number <= to);
    return inside.length > 0 ? inside : [null];
  }

  function cite(passageNumber: number, claim: Claim): Citation | null {
    const hit = hits[passageNumber - 1]!;
    findQuote ??= createQuoteFinder(hits);
    const sentence = findQuote(claim, hit);
    if (sentence === null) return null;
    const key = `${passageNumber} ${sentence.startMs} ${sentence.endMs} ${sentence.text}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return { number, ...placeCited(hit.passage.video, sentence) };
  }

  return { resolve, counts: () => ({ citations: numbers.size, dropped }) };
}

/** A citation of a part of a video, without its number. */
export function placeCited(
  { id: videoId, youtubeId, transcript }: Video,
  { startMs, endMs, text }: Sentence,
): Omit<Citation, "number"> {
  return {
    videoId,
    youtubeId: youtubeId ?? null,
    videoTitle: transcript.title ?? null,
    startMs,
    endMs,
    isTimed: transcript.isTimed,
    quote: text,
  };
}
