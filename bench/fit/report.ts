import { QUOTE_RULES, type QuoteRules } from "../../src/search/rank/choose-quotes.ts";
import { answerProbability, confidenceOf } from "../../src/search/rank/confidence.ts";
import { SENTENCE_RULES, type SentenceRules } from "../../src/search/rank/runs.ts";
import type {
  ConfidenceFeatures,
  ConfidenceWeights,
  PlaceFeatures,
  PlaceWeights,
  Weights,
} from "../../src/search/rank/weights.ts";
import { sum } from "../../src/text/sum.ts";
import { meanOf } from "../interval.ts";
import type { Question } from "../eval-data.ts";
import { areaUnderCurve } from "../retrieval/report.ts";
import type { Score } from "../retrieval/score.ts";
import { markdownTable } from "../table.ts";
import type { AskedQuestion } from "./asked-questions.ts";
import type { Choice } from "./choice.ts";
import { fitConfidence, share, type ConfidenceExample } from "./fit-confidence.ts";
import { fitPlaces, PLACE_FEATURES, scorePlaces } from "./fit-places.ts";
import { mapInTurn, type Measure } from "./measure.ts";

const percent = (value: number): string => value.toFixed(3);

/** How often the place is found, by the source of the question. */
export async function reportPlaces(
  measures: Record<string, Measure>,
  questions: Question[],
): Promise<string> {
  const rows: string[][] = [];
  for (const [name, measure] of Object.entries(measures)) {
    const scores = await mapInTurn(questions, async (question) => ({
      source: question.source,
      ...scorePlaces(question, await measure.places(question), 10),
    }));
    for (const [source, each] of Map.groupBy(scores, (score) => score.source)) {
      const of = (key: keyof Score) => percent(meanOf(each.map((score) => score[key])));
      rows.push([source, name, String(each.length), of("hit1"), of("hit5"), of("land1")]);
    }
  }
  const bySource = rows.toSorted(([one], [other]) => (one! < other! ? -1 : one! > other! ? 1 : 0));
  return markdownTable(["places", "weights", "questions", "hit@1", "hit@5", "land@1"], bySource);
}

/** The mean gain of the first place where the weights are fitted without a feature: 2 where it is right and lands. */
export function reportPlaceFeatures(choices: Choice[], prior: PlaceWeights, reported: Choice[]): string {
  const row = (name: string, without?: keyof PlaceFeatures) => {
    const weights = fitPlaces(choices, prior, without);
    const gain = (each: Choice[]) => percent(meanGain(each, weights));
    return [name, gain(choices), gain(reported)];
  };
  return markdownTable(
    ["places without", "gain, fitted on", "gain, held out"],
    [row("nothing"), ...PLACE_FEATURES.filter((name) => prior[name] !== 0).map((name) => row(name, name))],
  );
}

const meanGain = (choices: Choice[], weights: PlaceWeights): number =>
  sum(choices.map((choice) => choice.weight * gainOfFirst(choice, weights))) /
  sum(choices.map(({ weight }) => weight));

function gainOfFirst({ rows, gains }: Choice, weights: PlaceWeights): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [at, row] of rows.entries()) {
    const score = sum(PLACE_FEATURES.map((name, column) => weights[name] * row[column]!));
    if (score > most) [best, most] = [at, score];
  }
  return gains[best] ?? 0;
}

/** How sure the server is, and how often it is right, where the answer is there and where it is not. */
export function reportConfidence(
  sets: Record<string, ConfidenceExample[]>,
  { confidence, thresholds }: Weights,
): string {
  return markdownTable(
    [
      "how sure",
      "answered",
      "NOT_FOUND",
      "SURE",
      "of SURE right",
      "absent",
      "NOT_FOUND",
      "SURE",
      "area under the curve",
      "refused at 12 % wrong",
    ],
    Object.entries(sets).map(([name, examples]) => {
      const judged = examples.map((example) => {
        const chance = answerProbability(example.features, confidence);
        return { ...example, chance, level: confidenceOf(chance, example.isOfAskedForm, thresholds) };
      });
      const answered = judged.filter(({ isAnswered }) => isAnswered);
      const absent = judged.filter(({ isAnswered }) => !isAnswered);
      const sure = answered.filter(({ level }) => level === "SURE");
      return [
        name,
        String(answered.length),
        percent(share(answered, ({ level }) => level === "NOT_FOUND")),
        percent(sure.length / answered.length),
        percent(share(sure, ({ isAnyRight }) => isAnyRight)),
        String(absent.length),
        percent(share(absent, ({ level }) => level === "NOT_FOUND")),
        percent(share(absent, ({ level }) => level === "SURE")),
        percent(areaOf(examples, confidence)),
        percent(refused(judged)),
      ];
    }),
  );
}

const areaOf = (examples: ConfidenceExample[], weights: ConfidenceWeights): number => {
  const chances = (isAnswered: boolean) =>
    examples
      .filter((example) => example.isAnswered === isAnswered)
      .map(({ features }) => answerProbability(features, weights));
  return areaUnderCurve(chances(true), chances(false));
};

const WRONG = 0.12;

/** The share of the absent that would be refused where so many of the answered are. */
function refused(judged: { chance: number; isAnswered: boolean }[]): number {
  const answered = judged.filter(({ isAnswered }) => isAnswered).map(({ chance }) => chance);
  const limit = answered.toSorted((one, other) => one - other)[Math.floor(answered.length * WRONG)]!;
  return share(
    judged.filter(({ isAnswered }) => !isAnswered),
    ({ chance }) => chance < limit,
  );
}

/** The area under the curve where the regression is fitted without a number. */
export function reportConfidenceFeatures(
  tune: ConfidenceExample[][],
  held: Record<string, ConfidenceExample[]>,
): string {
  const row = (name: string, without?: keyof ConfidenceFeatures) => {
    const weights = fitConfidence(tune, without);
    return [name, ...Object.values(held).map((examples) => percent(areaOf(examples, weights)))];
  };
  const names = Object.keys(tune[0]![0]!.features) as (keyof ConfidenceFeatures)[];
  return markdownTable(
    ["how sure, without", ...Object.keys(held)],
    [row("nothing"), ...names.map((name) => row(name, name))],
  );
}

const BINS = 10;

/** What came of the chances told, in ten bins; half of the questions are asked without their video. */
export function reportCalibration(examples: ConfidenceExample[], weights: ConfidenceWeights): string {
  const judged = examples.map((example) => ({
    ...example,
    chance: answerProbability(example.features, weights),
  }));
  return markdownTable(
    [
      "chance told",
      "questions",
      "mean chance",
      "answered by the session",
      "first quote right",
      "any quote right",
    ],
    Array.from({ length: BINS }, (_, bin) => {
      const each = judged.filter(({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === bin);
      const of = (value: (one: (typeof judged)[number]) => number) =>
        each.length === 0 ? "–" : meanOf(each.map(value)).toFixed(2);
      return [
        `${(bin / BINS).toFixed(1)} to ${((bin + 1) / BINS).toFixed(1)}`,
        String(each.length),
        of(({ chance }) => chance),
        of(({ isAnswered }) => Number(isAnswered)),
        of(({ isFirstRight }) => Number(isFirstRight)),
        of(({ isAnyRight }) => Number(isAnyRight)),
      ];
    }),
  );
}

/** What each rule takes where it is switched off; filler that answers then counts as all filler does. */
const SENTENCE_RULES_OFF: SentenceRules = {
  question: 0,
  short: 0,
  filler: 0,
  answeringFiller: SENTENCE_RULES.filler,
};

/** How often quotes answer with all rules, and with each switched off. */
export async function reportRules(measure: Measure, sets: Record<string, AskedQuestion[]>): Promise<string> {
  const sentences = (name: keyof SentenceRules) => ({
    sentences: { ...SENTENCE_RULES, [name]: SENTENCE_RULES_OFF[name] },
  });
  const quotes = (name: keyof QuoteRules) => ({ quotes: { ...QUOTE_RULES, [name]: false } });
  const variants = [
    ["nothing", {}] as const,
    ...(Object.keys(SENTENCE_RULES) as (keyof SentenceRules)[]).map(
      (name) => [name, sentences(name)] as const,
    ),
    ...(Object.keys(QUOTE_RULES) as (keyof QuoteRules)[]).map((name) => [name, quotes(name)] as const),
  ];
  const rows = await mapInTurn(variants, async ([name, rules]) => {
    const cells: string[] = [];
    for (const questions of Object.values(sets)) {
      const answered = questions.filter(({ isAnswered }) => isAnswered);
      const examples = await mapInTurn(answered, (question) => measure.example(question, rules));
      cells.push(
        percent(share(examples, ({ isAnyRight }) => isAnyRight)),
        percent(share(examples, ({ isFirstRight }) => isFirstRight)),
      );
    }
    return [name, ...cells];
  });
  return markdownTable(
    [
      "quotes without the rule",
      ...Object.keys(sets).flatMap((name) => [`${name}: any answers`, "the first does"]),
    ],
    rows,
  );
}
