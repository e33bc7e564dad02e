import { singleVideo, several } from "./answerability-fitted.ts";
import type { AnswerabilityOf, AnswerabilityWeights, FeatureWeights } from "./network.ts";

const plain = (weight: number): FeatureWeights => ({ typical: 0, scale: 1, weight, units: [] });

/** By the words alone, for encoders that it was not fitted for. */
const BY_WORDS: AnswerabilityWeights = {
  features: {
    videoMargin: plain(3.5),
    context1: plain(1.76),
    pairs: plain(1.69),
    phrases: plain(1.95),
    numbers: plain(1.5),
    missingTermShare: plain(0.5),
    fillerShare: plain(2.55),
    terms: plain(-0.36),
    repeats: plain(-1.57),
    otherLanguage: plain(1),
  },
  units: [],
  constant: -1.85,
};

export const answerabilityOfProvided: AnswerabilityOf = { singleVideo: BY_WORDS, several: BY_WORDS };

/** Fitted on half of the videos of `npm run eval`. */
export const answerabilityOfEmbedded: AnswerabilityOf = { singleVideo, several };
