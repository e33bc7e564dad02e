import { hasAskedForm } from "../../src/search/query/asked-form.ts";
import { chooseQuotes, toQuote, type QuoteRules } from "../../src/search/rank/choose-quotes.ts";
import { confidenceFeatures } from "../../src/search/rank/confidence.ts";
import { findEvidence, scaleOf, type Evidence } from "../../src/search/rank/evidence.ts";
import { rankPlaces, type Place } from "../../src/search/rank/places.ts";
import { runWeights } from "../../src/search/rank/run-weights.ts";
import { rankRuns, type SentenceRules } from "../../src/search/rank/runs.ts";
import type { CosineScale, CosineScales, Profile, Weights } from "../../src/search/rank/weights.ts";
import { sessionOf, type Data, type Question, type Track } from "../eval-data.ts";
import { median } from "../table.ts";
import type { Asker } from "./asker.ts";
import type { AskedQuestion } from "./asked-questions.ts";
import type { Choice } from "./choice.ts";
import type { ConfidenceExample } from "./fit-confidence.ts";
import { placeChoice } from "./fit-places.ts";

export type Rules = { sentences?: SentenceRules; quotes?: QuoteRules };

/** What is found by some weights. */
export function createMeasure(ask: Asker, data: Data, profile: Profile, weights: Weights) {
  const find = async (tracks: Track[], question: string): Promise<Evidence[]> =>
    findEvidence(await ask(tracks, question), weights.cosines);

  const sessionFor = ({ videoId, language }: Question) => sessionOf(videoId, data.tracks, language);

  return {
    async example(
      asked: AskedQuestion,
      { sentences, quotes: quoteRules }: Rules = {},
    ): Promise<ConfidenceExample> {
      const { source, text, tracks, isAnswered, isRight } = asked;
      const found = await find(tracks, text);
      const runs = rankRuns(text, found, runWeights(profile), sentences);
      const features = confidenceFeatures(text, found, rankPlaces(found, weights.places), runs)!;
      const quotes = chooseQuotes(runs, text, quoteRules).map(toQuote);
      return {
        source,
        features,
        isAnswered,
        isOfAskedForm: quotes.slice(0, 1).every((quote) => hasAskedForm(text, quote.text)),
        isFirstRight: quotes.slice(0, 1).some(isRight),
        isAnyRight: quotes.some(isRight),
      };
    },

    async places(question: Question): Promise<Place[]> {
      return rankPlaces(await find(sessionFor(question), question.text), weights.places);
    },

    /** The choice among the places of each question. All sources count the same. */
    async choices(questions: Question[]): Promise<Choice[]> {
      const sources = Map.groupBy(questions, ({ source }) => source);
      return mapInTurn(questions, async (question) => ({
        ...placeChoice(question, await find(sessionFor(question), question.text), weights.places),
        weight: 1 / sources.get(question.source)!.length,
      }));
    },

    /** The medians of the mean and the deviation of cosines in a session, of sentences and of windows. */
    async cosineScales(questions: Question[]): Promise<CosineScales> {
      const scales: Record<keyof CosineScales, CosineScale[]> = { sentences: [], windows: [] };
      for (const question of questions) {
        const asked = await ask(sessionFor(question), question.text);
        scales.windows.push(scaleOf(asked.map(({ windowCosines }) => windowCosines)));
        scales.sentences.push(scaleOf(findEvidence(asked, null).map(({ cosines }) => cosines)));
      }
      const middle = (each: CosineScale[]): CosineScale => ({
        mean: median(each.map(({ mean }) => mean)),
        deviation: median(each.map(({ deviation }) => deviation)),
      });
      return { sentences: middle(scales.sentences), windows: middle(scales.windows) };
    },
  };
}

export type Measure = ReturnType<typeof createMeasure>;

/** One after the other, since they share the encoder. */
export async function mapInTurn<Item, Result>(
  items: Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await map(item));
  return results;
}
