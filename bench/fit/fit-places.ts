import { rankPlaces, toHits, type Place } from "../../src/search/rank/places.ts";
import type { PlaceFeatures, PlaceWeights } from "../../src/search/rank/weights.ts";
import type { Evidence } from "../../src/search/rank/evidence.ts";
import { sum } from "../../src/text/sum.ts";
import type { Question } from "../eval-data.ts";
import { scoreOf, type Score } from "../retrieval/score.ts";
import { fitChoice, type Choice } from "./choice.ts";

export const PLACE_FEATURES: (keyof PlaceFeatures)[] = [
  "window",
  "sentence",
  "context",
  "words",
  "neighbours",
];
/** Weights set by hand, which the fit begins with: cosines tell more than words do, and the window more than its parts. */
export const PLACE_PRIORS: Record<"vectors" | "words", PlaceWeights> = {
  vectors: { window: 1, sentence: 0.3, context: 0.4, words: 0.5, neighbours: 0.15 },
  words: { window: 0, sentence: 0, context: 0, words: 1, neighbours: 0.2 },
};
/** Windows of a session that are compared: the best of these by the weights that the fit starts from, and all right ones. */
const COMPARED = 150;
const L2 = 1;
/** The scale of the weights as logits: a place is twice as likely as one whose score is lower by 0.03. */
const SHARPNESS = 25;

/** The windows of a session, as alternatives of which those count that make a hit, and more where it lands. */
export function placeChoice(
  question: Question,
  found: Evidence[],
  weights: PlaceWeights,
): Omit<Choice, "weight"> {
  const places = rankPlaces(found, weights).map((place) => ({ place, gain: gainOf(question, place) }));
  const compared = places.filter(({ gain }, rank) => gain > 0 || rank < COMPARED);
  return {
    rows: compared.map(({ place }) => PLACE_FEATURES.map((name) => place.features[name])),
    gains: compared.map(({ gain }) => gain),
  };
}

function gainOf(question: Question, place: Place): number {
  if (place.evidence.index.transcriptId !== question.videoId) return 0;
  const { hit1, land1 } = scorePlaces(question, [place], 1);
  return hit1 + land1;
}

export const scorePlaces = (question: Question, places: Place[], first: number): Score =>
  scoreOf(
    question,
    toHits(places, first, false).map(({ passage, startMs, endMs }) => ({
      videoId: passage.transcriptId,
      startMs,
      endMs,
    })),
  );

/** Weights for places that stay near those set by hand, with `without` left out. */
export function fitPlaces(
  choices: Choice[],
  prior: PlaceWeights,
  without?: keyof PlaceFeatures,
): PlaceWeights {
  const isUsed = PLACE_FEATURES.map((name) => name !== without && prior[name] !== 0);
  const columns = choices.map(({ rows, ...choice }) => ({
    ...choice,
    rows: rows.map((row) => row.filter((_, at) => isUsed[at])),
  }));
  const used = PLACE_FEATURES.filter((_, at) => isUsed[at]);
  const logits = fitChoice(
    columns,
    used.map((name) => SHARPNESS * prior[name]),
    L2,
  );
  // Only their ratios count: they sum to what they did.
  const factor = sum(used.map((name) => prior[name])) / sum(logits);
  return Object.fromEntries(
    PLACE_FEATURES.map((name) => [name, factor * (logits[used.indexOf(name)] ?? 0)]),
  ) as PlaceWeights;
}
