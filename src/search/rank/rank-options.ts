import type { AskedQuestion } from "../query/question.ts";
import type { Place, Places } from "./ranked-windows.ts";
import type { Weights } from "./weights.ts";

export type RankOptions = {
  /** As it was asked, and as it is read in each language. */
  query: string;
  questions: Map<string, AskedQuestion>;
  weights: Weights;
  /** Whether vectors tell how near the question is to what is said in a language (a BCP 47 tag). */
  reads: (language: string) => boolean;
  /** How many videos were searched. */
  videos: number;
  first: number;
};

/** A place with its score. */
export type ScoredPlace = Place & { score: number };

/** Places sorted best first. */
export type ScoredPlaces = { places: ScoredPlace[]; best: Places["best"] };
