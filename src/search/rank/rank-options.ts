import type { AskedQuestion } from "../query/question.ts";
import type { RankedWindow, RankedWindows } from "./ranked-windows.ts";
import type { Weights } from "./weights.ts";

export type RankOptions = {
  /** The question as it was asked, and as it is read in each language. */
  query: string;
  questions: Map<string, AskedQuestion>;
  weights: Weights;
  /** Whether vectors can compare the question with texts in a language (a BCP 47 tag). */
  supportsLanguage: (language: string) => boolean;
  /** The number of videos searched. */
  videos: number;
  first: number;
};

/** A ranked window with its score. */
export type ScoredWindow = RankedWindow & { score: number };

/** Windows sorted best first. */
export type ScoredWindows = { windows: ScoredWindow[]; best: RankedWindows["best"] };
