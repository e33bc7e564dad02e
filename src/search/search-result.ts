import type { Sentence } from "../captions/sentence.ts";

/** A passage as search returns it, with the sentences it is made of. */
export type FoundPassage = {
  id: string;
  transcriptId: string;
  startMs: number;
  endMs: number;
  text: string;
  sentences: Sentence[];
};

/** The place inside a passage that answers: its own times and text, and how well it does (0 to 1). */
export type Hit = {
  score: number;
  startMs: number;
  endMs: number;
  text: string;
  passage: FoundPassage;
  /** The embedding model was out of reach, so it was found by its words alone. */
  wordsOnly: boolean;
};

export type SearchResult = {
  /** Best first. */
  hits: Hit[];
  /** 0 to 1: how likely it is that the transcripts searched hold an answer at all. Below 0.5 an answer is refused. */
  answerability: number;
  /** See `Hit.wordsOnly`. */
  wordsOnly: boolean;
};
