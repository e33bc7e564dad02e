import type { Candidates } from "../candidates/candidate.ts";
import { termWeights } from "../rank/ranked-windows.ts";
import type { RankOptions, ScoredWindows } from "../rank/rank-options.ts";
import { weighFeatures } from "./network.ts";
import { measureAnswerability } from "./answerability-features.ts";
import type { AnswerabilityFeatures } from "./features.ts";
import { baseLanguage, countWords } from "../../text/words.ts";

/** How likely it is that what was searched holds an answer, 0 to 1; see `SearchResult.answerability`. */
export function estimateAnswerability(
  found: Candidates,
  scored: ScoredWindows,
  options: RankOptions,
): number {
  const { weights, videos } = options;
  const features = answerabilityFeatures(found, scored, options);
  if (features === undefined) return 0;
  // No word of the question is said anywhere: what remains is how near vectors are, which any question has.
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
  { places, best }: ScoredWindows,
  { query, questions, videos, supportsLanguage }: RankOptions,
): AnswerabilityFeatures | undefined {
  const language = places[0]?.candidate.language;
  if (language === undefined) return undefined;
  const question = questions.get(language)!;
  const passages = found.documentFrequency.get(language);
  const terms = [...termWeights(found, question, language)].map(([term, weight]) => ({
    weight,
    counts: question.weights.get(term)!,
    passages: passages?.get(term) ?? 0,
  }));
  return measureAnswerability(
    places,
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
