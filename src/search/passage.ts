import type { PlacedSentence } from "../captions/sentences.ts";

/** A passage of a transcript: some 150 to 180 seconds of it. */
export type Passage = {
  id: string;
  transcriptId: string;
  startMs: number;
  endMs: number;
  text: string;
};

/** A passage with the sentences that its text is made of: what is ranked, quoted and shown to a model. */
export type SearchedPassage = Passage & { sentences: PlacedSentence[] };
