import type { VideoHit, VideoQuote } from "../../videos/video.ts";
import { joined, type AnswerHit } from "./retrieval.ts";

/** Most passages that an answer is made from; a prompt may have room for fewer. */
export const MAX_PASSAGES = 12;

/** How much each passage of a video counts beside the one before: less where a question is about several videos. */
const NEXT_OF_VIDEO = 0.96;
const NEXT_OF_COMPARED = 0.6;

/** Words of a question that is about several videos, or about several things that one video each may be about. */
const COMPARES =
  /(?<!\p{L})(?:compar\p{L}*|contrast\p{L}*|differ\p{L}*|versus|vs|both|(?:each|all|other|two|three|these|which) (?:of the |the )?(?:videos?|talks?|lectures?|episodes?|speakers?)|in common|agree|disagree|vergleich\p{L}*|unterschied\p{L}*|unterscheide\p{L}*|beide[nr]?|gemeinsam\p{L}*|alle videos|différences?|compare\p{L}*|les deux|en commun|diferencias?|comparad?\p{L}*|ambos|ambas|los dos|las dos|en común)(?!\p{L})/iu;

/**
 * The passages that an answer is made from, each once, best first: those that search quotes and those that it found, in
 * turn. Passages of one video count ever less, so that others that are nearly as good come before its last ones.
 */
export function choosePassages(question: string, hits: VideoHit[], quotes: VideoQuote[]): AnswerHit[] {
  const left = candidates(hits, quotes);
  const next = COMPARES.test(question) ? NEXT_OF_COMPARED : NEXT_OF_VIDEO;
  const counts = new Map<string, number>();
  const chosen: AnswerHit[] = [];
  const worth = ({ score, passage }: VideoHit) => score * next ** (counts.get(passage.transcriptId) ?? 0);
  while (left.length > 0 && chosen.length < MAX_PASSAGES) {
    const best = left.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    left.splice(left.indexOf(best), 1);
    chosen.push(best);
    const { transcriptId } = best.passage;
    counts.set(transcriptId, (counts.get(transcriptId) ?? 0) + 1);
  }
  return chosen;
}

/** A passage that is quoted is as good as the hit of the quote's rank. */
function candidates(hits: VideoHit[], quotes: VideoQuote[]): AnswerHit[] {
  const quoted = (rank: number, { score, wordsOnly }: VideoHit): VideoHit[] => {
    const quote = quotes[rank];
    return quote === undefined ? [] : [{ ...quote, score, wordsOnly }];
  };
  return joined(hits.flatMap((hit, rank) => [hit, ...quoted(rank, hit)]));
}
