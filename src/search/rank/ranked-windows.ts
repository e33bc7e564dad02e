import type { Candidate, Candidates } from "../candidates/candidate.ts";
import { bm25, coveredShare, pairWeight, phraseWeight, writtenShare } from "./features.ts";
import type { AskedQuestion } from "../query/question.ts";
import { rarity } from "../candidates/term-statistics.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import { toSought, type Sought } from "../query/compiled-query.ts";
import { greatest, sum } from "../../text/sum.ts";
import { neighbouring, readWindows, type SpokenWindow } from "./window-matches.ts";

/** What speaks for a window of a passage as the place of the answer; each is 0 to about 1, but for the cosine. */
export type Features = {
  /** BM25 of its passage, and of the passages around it, beside the best there are. */
  passage: number;
  around: number;
  /** BM25 of the window alone, with its neighbours, and with theirs, beside the best candidates. */
  window: number;
  near: number;
  wide: number;
  /** The share of what was asked that it and its neighbours hold, by weight: as terms, as written, numbers alone. */
  coverage: number;
  written: number;
  numbers: number;
  /** Terms that stand together in the question and here, and words written side by side in both. */
  pairs: number;
  phrases: number;
  /** Standard deviations above the mean of all windows. */
  cosine: number;
  /** It begins the video: what is announced there is said later. */
  opening: number;
  /** How full of words it is. */
  fullness: number;
};

/** A window of a candidate, and what speaks for it. */
export type Place = { candidate: Candidate; window: number; sentences: PlacedSentence[]; features: Features };

export type Places = {
  places: Place[];
  /** The best of what is scaled to the best, as it was before. */
  best: Record<Scaled, number>;
};

const SCALED = ["window", "near", "wide", "pairs", "phrases"] as const;
type Scaled = (typeof SCALED)[number];

/** All windows of the candidates, with what speaks for each. */
export function findPlaces(found: Candidates, questions: Map<string, AskedQuestion>): Places {
  const soughtIn = new Map(
    [...questions].map(([language, question]) => [
      language,
      toSought(question, termWeights(found, question, language)),
    ]),
  );
  const runs = neighbouring(found.candidates).map((run) => {
    const { transcriptId, language } = run[0]!;
    const sought = soughtIn.get(language)!;
    const said = found.places.get(transcriptId);
    const positions = sought.terms.map((term) => said?.get(term) ?? []);
    return run.flatMap((candidate) => readWindows(candidate, sought, positions, found.corpus.cosineMean));
  });
  const all = runs.flat();
  const averageLength = sum(all.map(({ length }) => length)) / Math.max(1, all.length);
  const places = runs.flatMap((run) =>
    run.map((spoken, index): Place => ({
      candidate: spoken.candidate,
      window: spoken.window,
      sentences: spoken.sentences,
      features: measure(found, soughtIn.get(spoken.candidate.language)!, run, index, averageLength),
    })),
  );
  return { places, best: scaleToBest(places) };
}

/** Inverse document frequency of each term, times how much it counts. */
export function termWeights(
  found: Candidates,
  question: AskedQuestion,
  language: string,
): Map<string, number> {
  const counts = found.documentFrequency.get(language);
  const { passages } = found.corpus;
  return new Map(
    [...question.weights].map(([term, weight]) => {
      const count = counts?.get(term) ?? 0;
      return [term, weight * rarity(passages, count)];
    }),
  );
}

function measure(
  { corpus }: Candidates,
  sought: Sought,
  run: SpokenWindow[],
  index: number,
  averageLength: number,
): Features {
  const spoken = run[index]!;
  const { candidate } = spoken;
  const reach = (windows: number) => run.slice(Math.max(0, index - windows), index + windows + 1);
  const near = reach(1);
  const cosine =
    (spoken.cosine * 2 +
      (run[index - 1]?.cosine ?? spoken.cosine) +
      (run[index + 1]?.cosine ?? spoken.cosine)) /
    4;
  return {
    passage: ratio(candidate.lexical, corpus.lexicalBest),
    around: ratio(candidate.context, corpus.contextBest),
    window: bm25([spoken], sought, averageLength),
    near: bm25(near, sought, averageLength * 3),
    wide: bm25(reach(2), sought, averageLength * 5),
    coverage: coveredShare(near, sought),
    written: writtenShare(near, sought),
    numbers: coveredShare([spoken], sought, (term) => sought.isNumeric[term]!),
    pairs: pairWeight(spoken, sought),
    phrases: phraseWeight(spoken, sought),
    cosine: ratio(cosine - corpus.cosineMean, corpus.cosineDeviation),
    opening: candidate.ordinal === 0 && spoken.window === 0 ? 1 : 0,
    fullness: Math.min(1, spoken.length / 40),
  };
}

const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function scaleToBest(places: Place[]): Record<Scaled, number> {
  const best = { window: 0, near: 0, wide: 0, pairs: 0, phrases: 0 };
  for (const name of SCALED) {
    best[name] = greatest(
      places.map(({ features }) => features[name]),
      0,
    );
    if (best[name] > 0) for (const { features } of places) features[name] /= best[name];
  }
  return best;
}
