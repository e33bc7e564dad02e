import type { Candidates } from "../candidates/candidates.ts";
import { termWeights } from "../rank/ranked-windows.ts";
import type { RankOptions, ScoredPlaces } from "../rank/rank.ts";
import { readSigns, type Signs } from "./answerability-features.ts";
import { baseLanguage, countWords } from "../../text/words.ts";

/** How a sign counts. What it adds is its distance from `typical`, in `scale`s, times `weight`; and so for each unit. */
export type SignWeights = {
  /** The mean of questions in general: a sign that cannot be known is taken for it. */
  typical: number;
  scale: number;
  weight: number;
  /** One for each hidden unit; none where there are none. */
  units: number[];
};

/**
 * A small neural network: a sum of the signs, and hidden units which see what a sign means beside the others. Without
 * units it is a logistic regression.
 */
export type AnswerabilityWeights = {
  signs: Partial<Record<keyof Signs, SignWeights>>;
  units: { bias: number; weight: number }[];
  constant: number;
};

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

/** 0 to 1; 0.5 is where one in twenty questions that have an answer would be refused. */
export function weighSigns(signs: Signs, { signs: weights, units, constant }: AnswerabilityWeights): number {
  const inputs = Object.entries(weights).map(([name, { typical, scale, weight, units: toUnits }]) => ({
    value: ((signs[name as keyof Signs] ?? typical) - typical) / scale,
    weight,
    toUnits,
  }));
  let sum = constant;
  for (const { value, weight } of inputs) sum += value * weight;
  for (const [unit, { bias, weight }] of units.entries()) {
    let seen = bias;
    for (const { value, toUnits } of inputs) seen += value * toUnits[unit]!;
    sum += weight * Math.tanh(seen);
  }
  return 1 / (1 + Math.exp(-sum));
}
