/** Inputs of the classifier that estimates whether the transcripts hold an answer; undefined: not known here. */
export type AnswerabilityFeatures = {
  /**
   * The margin of the best video: its share of what the best places of all videos score, 0 to 1. Without its video,
   * a question finds a little in many.
   */
  videoMargin: number;
  /** BM25 of the best window with its neighbours, beside the most there could be; more where more was asked. */
  context1: number;
  /** Terms and words that stand together both in the question and here. */
  pairs: number;
  phrases: number;
  /** The share of what was asked that the best place holds in numbers. */
  numbers: number;
  /** The share of what was asked that no passage says: the others are found the less. */
  missingTermShare: number;
  /** How far the question's terms only belong to the asking: those are seldom said where the answer is. */
  fillerShare: number;
  /** How many terms the question has, and how often it repeats them: of long ones something is found anywhere. */
  terms: number;
  repeats: number;
  /** How many words it has, and whether it has a question mark: asked in so many words, it is answered in others. */
  words: number;
  questionMark: number;
  /** The cosine of the nearest window. */
  nearest: number | undefined;
  /** The mean cosine of the best video's five nearest windows; and how far the next video is behind, in deviations. */
  video: number | undefined;
  videoAhead: number | undefined;
  /** Whether the best place is in another language than English, in which the signs of the same answer are weaker. */
  otherLanguage: number;
};
