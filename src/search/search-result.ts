import type { SearchedPassage } from "./passage.ts";

/** The part of a passage that answers: its own times and text, and how well it does (0 to 1). */
export type Hit<Found extends SearchedPassage = SearchedPassage> = {
  score: number;
  startMs: number;
  endMs: number;
  text: string;
  passage: Found;
  /** Whether it was found by its words alone: the embedding model was out of reach, or has not read the transcripts yet. */
  wordsOnly: boolean;
};

/**
 * Sentences of a transcript, from one to three in a row, that answer by themselves. The text stands word for word in the
 * transcript (white space folded) between the times; `passage` is the one in which it begins.
 */
export type Quote<Found extends SearchedPassage = SearchedPassage> = {
  startMs: number;
  endMs: number;
  text: string;
  passage: Found;
};

/** A part of a transcript that was quoted before, and is not to be quoted again. */
export type AvoidedPlace = { transcriptId: string; startMs: number; endMs: number };

/** How surely the transcripts searched answer: they do, they may not, or they do not. */
export type Confidence = "SURE" | "UNSURE" | "NOT_FOUND";

export type SearchResult<Found extends SearchedPassage = SearchedPassage> = {
  /** Best first. */
  hits: Hit<Found>[];
  /** What to say in answer, best first: already chosen, so that none is there that adds nothing. */
  quotes: Quote<Found>[];
  confidence: Confidence;
  /** The chance that the transcripts searched hold an answer at all, 0 to 1, which the confidence is cut from. */
  answerability: number;
  /** See `Hit.wordsOnly`. */
  wordsOnly: boolean;
};

export const NOTHING_FOUND = {
  hits: [],
  quotes: [],
  confidence: "NOT_FOUND",
  answerability: 0,
  wordsOnly: false,
} satisfies SearchResult;
