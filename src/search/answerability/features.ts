/** Inputs of the classifier that estimates whether the transcripts hold an answer; undefined: not known here. */
export type AnswerabilityFeatures = {
  /**
   * The margin of the best video: its share of what the best windows of all videos score, 0 to 1. A question whose video
   * is missing finds a little in many.
   */
  videoMargin: number;
  /** BM25 of the best window with its neighbours, divided by the most there could be; more where more was asked. */
  context1: number;
  /** The weights of terms and words that stand together both in the question and in the best window. */
  pairs: number;
  phrases: number;
  /** The share of the question's weight that the best window holds in numbers. */
  numbers: number;
  /** The share of the question's weight that no passage holds. */
  missingTermShare: number;
  /** The share of the question's terms that only belong to the asking: answers seldom hold those. */
  fillerShare: number;
  /** The number of the question's terms, and of their repeats: a part of a long question is found anywhere. */
  terms: number;
  repeats: number;
  /** The number of the question's words, and 1 where it has a question mark. */
  words: number;
  questionMark: number;
  /** The cosine of the nearest window. */
  nearest: number | undefined;
  /** The mean cosine of the best video's five nearest windows; and how far the next video is behind, in deviations. */
  video: number | undefined;
  videoAhead: number | undefined;
  /** 1 where the best window is not in English: there the other features of the same answer are weaker. */
  otherLanguage: number;
};
