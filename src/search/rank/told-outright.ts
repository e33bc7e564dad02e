import type { Steps } from "../../async/steps.ts";
import type { Evidence } from "./evidence.ts";
import { introductionSteps } from "./introductions.ts";
import { spelledOutSteps, type SpelledOut } from "./spelled-out.ts";

/** Quotes that answer by their form, whatever words and vectors say. `isWhole`: nothing of the answer is left out. */
export type ToldOutright = SpelledOut;

/** The answer of a question for which the form of what is said suffices; null for all others, and where nobody says it. */
export function* toldOutrightSteps(question: string, found: Evidence[]): Steps<ToldOutright | null> {
  const spelled = yield* spelledOutSteps(question, found);
  if (spelled !== null) return spelled;
  const quotes = yield* introductionSteps(question, found);
  return quotes && { quotes, isWhole: true };
}
