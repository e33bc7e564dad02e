import type { Candidates } from "../candidates/candidate.ts";
import { termWeights } from "../rank/ranked-windows.ts";
import type { RankOptions, ScoredPlaces } from "../rank/rank-options.ts";
import { weighSigns } from "./network.ts";
import { readSigns } from "./answerability-features.ts";
import type { Signs } from "./signs.ts";
import { baseLanguage, countWords } from "../../text/words.ts";

/** How likely it is that what was searched holds an answer, 0 to 1; see `SearchResult.answerability`. */
export function judge(found: Candidates, scored: ScoredPlaces, options: RankOptions): number {
  const { weights, videos } = options;
  const signs = signsOf(found, scored, options);
  if (signs === undefined) return 0;
  // No word of the question is said anywhere: what remains is how near vectors are, which any question has.
  const likely =
    scored.best.near === 0
      ? 0
      : weighSigns(signs, videos < 2 ? weights.answerability.alone : weights.answerability.several);
  return weights.measured ? likely : Math.max(likely, 0.5);
}

/** undefined where nothing was found. */
export function signsOf(
  found: Candidates,
  { places, best }: ScoredPlaces,
  { query, questions, videos, reads }: RankOptions,
): Signs | undefined {
  const language = places[0]?.candidate.language;
  if (language === undefined) return undefined;
  const question = questions.get(language)!;
  const passages = found.documentFrequency.get(language);
  const terms = [...termWeights(found, question, language)].map(([term, weight]) => ({
    weight,
    counts: question.weights.get(term)!,
    passages: passages?.get(term) ?? 0,
  }));
  return readSigns(
    places,
    best,
    {
      text: query,
      words: countWords(query),
      length: question.terms.length,
      terms,
      english: baseLanguage(language) === "en",
    },
    { corpus: found.corpus, videos, read: reads(language) },
  );
}
