import type { Candidate, Candidates } from "../candidates/candidate.ts";
import { bm25, coveredShare, pairWeight, phraseWeight, writtenShare } from "./features.ts";
import type { AskedQuestion } from "../query/question.ts";
import { idf } from "../../text/bm25.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import { compileQuery, type CompiledQuery } from "../query/compiled-query.ts";
import { greatest, sum } from "../../text/sum.ts";
import { neighbouring, matchWindows, type WindowMatch } from "./window-matches.ts";

/** Ranking features of a window of a passage; each is 0 to about 1, but for the cosine. */
export type Features = {
  /** BM25 of the window's passage, and of the passages around that one, divided by the best there are. */
  passage: number;
  neighbourScore: number;
  /** BM25 of the window alone, with its neighbours, and with theirs, divided by the best of the candidates. */
  window: number;
  context1: number;
  context2: number;
  /** The share of the question's weight that the window and its neighbours hold: as terms, as written, numbers alone. */
  coverage: number;
  written: number;
  numbers: number;
  /** The weight of terms that are neighbours in the question and here, and of words written side by side in both. */
  pairs: number;
  phrases: number;
  /** Standard deviations above the mean of all windows. */
  cosine: number;
  /** 1 for the window that begins the video: what is announced there is said later. */
  isFirstWindow: number;
  /** The number of the window's terms, divided by that of a full one. */
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
  windows: RankedWindow[];
  /** The best of each feature that is divided by its best, as it was before. */
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
    const { passage, language } = run[0]!;
    const compiled = compiledIn.get(language)!;
    const positionsOf = found.positions.get(passage.transcriptId);
    const positions = compiled.terms.map((term) => positionsOf?.get(term) ?? []);
    return run.flatMap((candidate) => matchWindows(candidate, compiled, positions, found.corpus.cosineMean));
  });
  const lengths = runs.flat().map(({ length }) => length);
  const averageLength = sum(lengths) / Math.max(1, lengths.length);
  const windows = runs.flatMap((run) =>
    run.map(({ candidate, window, sentences }, index): RankedWindow => {
      const compiled = compiledIn.get(candidate.language)!;
      return { candidate, window, sentences, features: measure(found, compiled, run, index, averageLength) };
    }),
  );
  return { windows, best: scaleToBest(windows) };
}

/** The inverse document frequency of each of the question's terms, times how much the term counts. */
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
  const match = run[index]!;
  const { candidate } = match;
  const reach = (windows: number) => run.slice(Math.max(0, index - windows), index + windows + 1);
  const context1 = reach(1);
  const cosine =
    (match.cosine * 2 + (run[index - 1]?.cosine ?? match.cosine) + (run[index + 1]?.cosine ?? match.cosine)) /
    4;
  return {
    passage: ratio(candidate.passageScore, corpus.passageScoreBest),
    neighbourScore: ratio(candidate.neighbourScore, corpus.neighbourScoreBest),
    window: bm25([match], compiled, averageLength),
    context1: bm25(context1, compiled, averageLength * 3),
    context2: bm25(reach(2), compiled, averageLength * 5),
    coverage: coveredShare(context1, compiled),
    written: writtenShare(context1, compiled),
    numbers: coveredShare([match], compiled, (term) => compiled.isNumeric[term]!),
    pairs: pairWeight(match, compiled),
    phrases: phraseWeight(match, compiled),
    cosine: ratio(cosine - corpus.cosineMean, corpus.cosineDeviation),
    isFirstWindow: candidate.ordinal === 0 && match.window === 0 ? 1 : 0,
    lengthRatio: Math.min(1, match.length / 40),
  };
}

const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function scaleToBest(windows: RankedWindow[]): Record<Scaled, number> {
  const best = { window: 0, context1: 0, context2: 0, pairs: 0, phrases: 0 };
  for (const name of SCALED) {
    best[name] = greatest(
      windows.map(({ features }) => features[name]),
      0,
    );
    if (best[name] > 0) for (const { features } of windows) features[name] /= best[name];
  }
  return best;
}
