import type { SearchedPassage } from "../passage.ts";

export type AskedTerm = {
  language: string;
  term: string;
  /** The weight of the term beside others, 0 to 1. */
  weight: number;
};

export type CandidateQuery = {
  /** Each transcript, and the language whose terms its passages hold. */
  transcripts: { id: string; language: string }[];
  /** The question's terms in each of those languages. */
  terms: AskedTerm[];
  /** The embedding model, whose vectors alone are compared; null where there is none. */
  model: string | null;
  /** The question's vector, which its words need not wait for; null where there is none: then words alone count. */
  vector: Promise<Float32Array | null>;
  /** The weight of a cosine that is a standard deviation above the mean, beside 1 for the best BM25. */
  cosineWeight: number;
  /** At most so many candidates. */
  limit: number;
};

/** A passage that may answer, and what ranking needs to know of it. */
export type Candidate = {
  passage: SearchedPassage;
  /** The number of the passage in its transcript, from 0. */
  ordinal: number;
  language: string;
  windows: CandidateWindow[];
  /** See `LexicalScore`. */
  passageScore: number;
  neighbourScore: number;
};

export type CandidateWindow = {
  startMs: number;
  endMs: number;
  /** The position of its first term among all terms of the transcript's windows, and how many terms it has. */
  firstPosition: number;
  length: number;
  /** null where the window's vector is of another model, and waits to be made anew. */
  cosine: number | null;
};

/** The number of passages searched in which each term occurs, by language. */
export type DocumentFrequency = Map<string, Map<string, number>>;

export type Candidates = {
  /** Best first. */
  candidates: Candidate[];
  /** Whether no vector was compared. */
  wordsOnly: boolean;
  /** See `DocumentFrequency`. */
  documentFrequency: DocumentFrequency;
  /**
   * The positions of each term among all terms of the windows of a candidate's transcript, in ascending order: by
   * transcript, then by term.
   */
  positions: Map<string, Map<string, number[]>>;
  corpus: {
    /** The number of passages searched. */
    passages: number;
    /** The mean number of terms of a passage. */
    length: number;
    passageScoreBest: number;
    neighbourScoreBest: number;
    cosineBest: number;
    cosineMean: number;
    cosineDeviation: number;
  };
};
