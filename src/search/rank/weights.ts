/** What speaks for a run of sentences. Each is a cosine or 0 to 1, but for `further`: 0 to 2. */
export type RunFeatures = {
  /** The cosine of the best sentence with the question, less what `SentenceRules` take: it says the same in other words. */
  sentence: number;
  /** The cosine of the mean of the run's vectors: the sentences say it together. */
  run: number;
  /** The cosine of the mean of five sentences around the best one: the talk is about it. */
  context: number;
  /** The share of the question's words, by their rarity, in the run. */
  words: number;
  /** The same, in the run and a sentence on either side. */
  near: number;
  /** The same, with two sentences on either side. */
  around: number;
  /** Whether a sentence has the form of the answer that is asked for: a number, a name, a reason. */
  kind: number;
  /** The same, times the share of the question's words in that very sentence: "keep it in a cupboard" says where to keep. */
  kindNamed: number;
  /** The sentences beyond the first: they explain it, or are what it leads to. */
  further: number;
  /** The run's words, as a share of the most that are quoted: of two that are as near, the longer one says more. */
  length: number;
  /** 1 where all sentences are questions: the answer follows. */
  onlyQuestions: number;
  /** 1 where the last sentence is a question, or announces a list: what it leads to is cut off. */
  endsWithQuestion: number;
};

/** What speaks for a window as the place that is asked for. Each is a cosine or 0 to 1. */
export type PlaceFeatures = {
  /** The cosine of the window with the question. */
  window: number;
  /** The greatest cosine of a sentence in it. */
  sentence: number;
  /** The greatest cosine of the mean of five sentences around one in it. */
  context: number;
  /** BM25 of the window, divided by the best window's. */
  words: number;
  /** The greater BM25 of the windows before and after it, divided so too: what is asked for often spans several. */
  neighbours: number;
};

/** What tells whether the transcripts answer a question at all. */
export type ConfidenceFeatures = {
  /** The score of the best run of sentences. */
  score: number;
  /** How much more the best place scores than the best elsewhere: an answer stands out. */
  margin: number;
  /** The greatest share of the question's words in a run and a sentence on either side, of the runs that were scored. */
  most: number;
  /** The share of words that the transcripts do not hold at all. */
  missing: number;
  /** 1 where the question does not tell what kind of answer it wants, else 0. */
  anyKind: number;
  /** How many words of the question are searched for: many are less often found by chance. */
  words: number;
  /** The natural logarithm of the number of sentences searched: the best of many scores well by chance. */
  sentences: number;
};

export type RunWeights = Record<keyof RunFeatures, number>;
export type PlaceWeights = Record<keyof PlaceFeatures, number>;
export type ConfidenceWeights = Record<keyof ConfidenceFeatures | "bias", number>;

/** The probabilities from which on an answer is SURE, and UNSURE rather than NOT_FOUND. */
export type ConfidenceThresholds = { sure: number; unsure: number };

/** The mean and the standard deviation of the cosines of a question with all that it is compared with. */
export type CosineScale = { mean: number; deviation: number };
export type CosineScales = { sentences: CosineScale; windows: CosineScale };

export type Weights = {
  /** What cosines are brought to before they are weighed; null: they are taken as they are. */
  cosines: CosineScales | null;
  places: PlaceWeights;
  confidence: ConfidenceWeights;
  thresholds: ConfidenceThresholds;
};

/**
 * What weights are fitted for: vectors of the embedded encoder in English and in other languages, vectors of a provider's
 * model, and none.
 */
export type Profile = "embedded" | "foreign" | "provided" | "wordsOnly";

export function weightedSum<Name extends string>(
  features: Record<Name, number>,
  weights: Record<NoInfer<Name>, number>,
): number {
  let sum = 0;
  for (const name in features) sum += features[name] * weights[name];
  return sum;
}
