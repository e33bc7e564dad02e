import type { Candidate, Candidates } from "../candidates/candidate.ts";
import { bm25, coveredShare, pairWeight, phraseWeight, writtenShare } from "./features.ts";
import type { AskedQuestion } from "../query/question.ts";
import { idf } from "../candidates/term-statistics.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import { compileQuery, type CompiledQuery } from "../query/compiled-query.ts";
import { greatest, sum } from "../../text/sum.ts";
import { neighbouring, matchWindows, type WindowMatch } from "./window-matches.ts";

/** Ranking features of a window of a passage; each is 0 to about 1, but for the cosine. */
export type Features = {
  /** BM25 of its passage, and of the passages around it, beside the best there are. */
  passage: number;
  neighbourScore: number;
  /** BM25 of the window alone, with its neighbours, and with theirs, beside the best candidates. */
  window: number;
  context1: number;
  context2: number;
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
  isFirstWindow: number;
  /** How full of words it is. */
  lengthRatio: number;
};

/** A window of a candidate with its features. */
export type RankedWindow = {
  candidate: Candidate;
  window: number;
  sentences: PlacedSentence[];
  features: Features;
};

export type RankedWindows = {
  places: RankedWindow[];
  /** The best of what is scaled to the best, as it was before. */
  best: Record<Scaled, number>;
};

const SCALED = ["window", "context1", "context2", "pairs", "phrases"] as const;
type Scaled = (typeof SCALED)[number];

/** All windows of the candidates with their features, unsorted. */
export function rankWindows(found: Candidates, questions: Map<string, AskedQuestion>): RankedWindows {
  const compiledIn = new Map(
    [...questions].map(([language, question]) => [
      language,
      compileQuery(question, termWeights(found, question, language)),
    ]),
  );
  const runs = neighbouring(found.candidates).map((run) => {
    const { transcriptId, language } = run[0]!;
    const compiled = compiledIn.get(language)!;
    const said = found.places.get(transcriptId);
    const positions = compiled.terms.map((term) => said?.get(term) ?? []);
    return run.flatMap((candidate) => matchWindows(candidate, compiled, positions, found.corpus.cosineMean));
  });
  const all = runs.flat();
  const averageLength = sum(all.map(({ length }) => length)) / Math.max(1, all.length);
  const places = runs.flatMap((run) =>
    run.map((spoken, index): RankedWindow => ({
      candidate: spoken.candidate,
      window: spoken.window,
      sentences: spoken.sentences,
      features: measure(found, compiledIn.get(spoken.candidate.language)!, run, index, averageLength),
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
      return [term, weight * idf(passages, count)];
    }),
  );
}

function measure(
  { corpus }: Candidates,
  compiled: CompiledQuery,
  run: WindowMatch[],
  index: number,
  averageLength: number,
): Features {
  const spoken = run[index]!;
  const { candidate } = spoken;
  const reach = (windows: number) => run.slice(Math.max(0, index - windows), index + windows + 1);
  const context1 = reach(1);
  const cosine =
    (spoken.cosine * 2 +
      (run[index - 1]?.cosine ?? spoken.cosine) +
      (run[index + 1]?.cosine ?? spoken.cosine)) /
    4;
  return {
    passage: ratio(candidate.lexical, corpus.lexicalBest),
    neighbourScore: ratio(candidate.context, corpus.contextBest),
    window: bm25([spoken], compiled, averageLength),
    context1: bm25(context1, compiled, averageLength * 3),
    context2: bm25(reach(2), compiled, averageLength * 5),
    coverage: coveredShare(context1, compiled),
    written: writtenShare(context1, compiled),
    numbers: coveredShare([spoken], compiled, (term) => compiled.isNumeric[term]!),
    pairs: pairWeight(spoken, compiled),
    phrases: phraseWeight(spoken, compiled),
    cosine: ratio(cosine - corpus.cosineMean, corpus.cosineDeviation),
    isFirstWindow: candidate.ordinal === 0 && spoken.window === 0 ? 1 : 0,
    lengthRatio: Math.min(1, spoken.length / 40),
  };
}

const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function scaleToBest(places: RankedWindow[]): Record<Scaled, number> {
  const best = { window: 0, context1: 0, context2: 0, pairs: 0, phrases: 0 };
  for (const name of SCALED) {
    best[name] = greatest(
      places.map(({ features }) => features[name]),
      0,
    );
    if (best[name] > 0) for (const { features } of places) features[name] /= best[name];
  }
  return best;
}
