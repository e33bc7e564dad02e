import type { Candidates } from "../candidates/candidate.ts";
import { termWeights } from "../rank/ranked-windows.ts";
import type { RankOptions, ScoredWindows } from "../rank/rank-options.ts";
import { weighFeatures } from "./network.ts";
import { measureAnswerability } from "./answerability-features.ts";
import type { AnswerabilityFeatures } from "./features.ts";
import type { Confidence } from "../search-result.ts";
import { baseLanguage, countWords } from "../../text/words.ts";

/** The chance from which on an answer is sure, and the one below which there is none. */
const SURE = 0.7;
const NOT_FOUND = 0.5;

export function confidenceOf(answerability: number): Confidence {
  if (answerability >= SURE) return "SURE";
  return answerability < NOT_FOUND ? "NOT_FOUND" : "UNSURE";
}

/** The chance that the passages searched hold an answer, 0 to 1; see `SearchResult.answerability`. */
export function estimateAnswerability(
  found: Candidates,
  scored: ScoredWindows,
  options: RankOptions,
): number {
  const { weights, videos } = options;
  const features = answerabilityFeatures(found, scored, options);
  if (features === undefined) return 0;
  // Where no word of the question is said anywhere, vectors alone remain, and some are near to any question.
  const likely =
    scored.best.context1 === 0
      ? 0
      : weighFeatures(
          features,
          videos < 2 ? weights.answerability.singleVideo : weights.answerability.several,
        );
  return weights.measured ? likely : Math.max(likely, 0.5);
}

/** undefined where nothing was found. */
export function answerabilityFeatures(
  found: Candidates,
  { windows, best }: ScoredWindows,
  { query, questions, videos, supportsLanguage }: RankOptions,
): AnswerabilityFeatures | undefined {
  const language = windows[0]?.candidate.language;
  if (language === undefined) return undefined;
  const question = questions.get(language)!;
  const passages = found.documentFrequency.get(language);
  const terms = [...termWeights(found, question, language)].map(([term, weight]) => ({
    weight,
    counts: question.weights.get(term)!,
    passages: passages?.get(term) ?? 0,
  }));
  return measureAnswerability(
    windows,
    best,
    {
      text: query,
      words: countWords(query),
      length: question.terms.length,
      terms,
      english: baseLanguage(language) === "en",
    },
    { corpus: found.corpus, videos, read: supportsLanguage(language) },
  );
}
