import type { SearchedPassage } from "./passage.ts";

/** The part of a passage that answers: its own times and text, and how well it does (0 to 1). */
export type Hit<Found extends SearchedPassage = SearchedPassage> = {
  score: number;
  startMs: number;
  endMs: number;
  text: string;
  passage: Found;
  /** Whether the passage was found by its words alone, since the embedding model was out of reach. */
  wordsOnly: boolean;
};

export type SearchResult<Found extends SearchedPassage = SearchedPassage> = {
  /** Best first. */
  hits: Hit<Found>[];
  /** The chance that the transcripts searched hold an answer at all, 0 to 1. The extractive answerer refuses below 0.5. */
  answerability: number;
  /** See `Hit.wordsOnly`. */
  wordsOnly: boolean;
};
