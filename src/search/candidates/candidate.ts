import type { PlacedSentence } from "../../captions/sentences.ts";

export type AskedTerm = {
  language: string;
  term: string;
  /** How much it counts beside others, 0 to 1. */
  weight: number;
};

export type CandidateQuery = {
  /** Each transcript, and the language whose terms its passages hold. */
  transcripts: { id: string; language: string }[];
  /** The question's terms in each of those languages. */
  terms: AskedTerm[];
  /** Only vectors of this model are compared. */
  model: string;
  /** The question's, which its words need not wait for; null where there is none: then words alone count. */
  vector: Promise<number[] | null>;
  /** How much a cosine counts that is a standard deviation above the mean, beside 1 for the best BM25. */
  cosineWeight: number;
  /** How many candidates. */
  limit: number;
};

/** A passage that may answer, with all that ranking needs to know of it. */
export type Candidate = {
  id: string;
  transcriptId: string;
  ordinal: number;
  startMs: number;
  endMs: number;
  text: string;
  /** With their places in `text`. */
  sentences: PlacedSentence[];
  language: string;
  windows: CandidateWindow[];
  /** BM25 over all passages searched; 0 where no term occurs. */
  lexical: number;
  /** The sum of it over the passage, the two before it and the two after it. */
  context: number;
};

export type CandidateWindow = {
  startMs: number;
  endMs: number;
  /** How many terms of the transcript come before it, and how many are its own. */
  place: number;
  length: number;
  /** null where its vector is of another model: it waits for one of this. */
  cosine: number | null;
};

/** In how many passages each term occurs, by language. */
export type DocumentFrequency = Map<string, Map<string, number>>;

export type Candidates = {
  /** Best first. */
  candidates: Candidate[];
  /** No vector was compared. */
  wordsOnly: boolean;
  /** In how many of the passages searched each term occurs, by language. */
  documentFrequency: DocumentFrequency;
  /**
   * Where each term stands among all terms of the windows of a candidate's transcript, in ascending order: by transcript,
   * then by term.
   */
  places: Map<string, Map<string, number[]>>;
  corpus: {
    /** How many passages were searched. */
    passages: number;
    /** How many terms one has, on average. */
    length: number;
    lexicalBest: number;
    contextBest: number;
    cosineBest: number;
    cosineMean: number;
    cosineDeviation: number;
  };
};
