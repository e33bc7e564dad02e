import { answerabilityOfEmbedded, answerabilityOfProvided } from "../answerability/answerability-weights.ts";
import type { AnswerabilityOf } from "../answerability/network.ts";
import type { Features } from "./ranked-windows.ts";
import { baseLanguage } from "../../text/words.ts";

export type WindowWeights = Record<keyof Features, number>;

/** The weights of ranking that go with an encoder: how much its vectors count beside the words. */
export type Weights = {
  /** See `CandidateQuery.cosineWeight`. */
  candidateCosine: number;
  windowWeights: WindowWeights;
  /** The weights for windows in a language that the encoder does not read. */
  fallbackWeights: WindowWeights;
  answerability: AnswerabilityOf;
  /** Whether the encoder reads a language (a BCP 47 tag; undefined: it is not known). */
  supportsLanguage: (language: string | undefined) => boolean;
  /** Whether the weights were measured with this encoder. Where not, search alone does not make an answer be refused. */
  measured: boolean;
};

/**
 * Measured with `npm run eval` on half of its videos. The words do most: this encoder alone finds the right window half
 * as often as BM25.
 */
const WINDOW_WEIGHTS: WindowWeights = {
  passage: 0.3,
  neighbourScore: 0.9,
  window: 0.5,
  context1: 1.5,
  context2: 2.5,
  coverage: 0.7,
  written: 0.5,
  numbers: 1.2,
  pairs: 1.2,
  phrases: 0.6,
  cosine: 0.6,
  isFirstWindow: -1.2,
  lengthRatio: 0.4,
};

const EMBEDDED: Weights = {
  candidateCosine: 0.1,
  windowWeights: WINDOW_WEIGHTS,
  // Where the lists of stop words and the stems are weaker, the exact words say more, and the windows around them less.
  fallbackWeights: { ...WINDOW_WEIGHTS, cosine: 0, context1: 1, context2: 1.5, written: 1, phrases: 0.9 },
  answerability: answerabilityOfEmbedded,
  supportsLanguage: (language) => language !== undefined && baseLanguage(language) === "en",
  measured: true,
};

/** Encoders of providers are far stronger, and read many languages: their vectors count for more. Not measured here. */
const PROVIDED: Weights = {
  ...EMBEDDED,
  candidateCosine: 0.3,
  windowWeights: { ...WINDOW_WEIGHTS, cosine: 1.8 },
  answerability: answerabilityOfProvided,
  supportsLanguage: () => true,
  measured: false,
};

/** The weights for the encoder of this name; null: without one. */
export function weightsFor(model: string | null): Weights {
  return model === null || model === "all-MiniLM-L6-v2" ? EMBEDDED : PROVIDED;
}
