import type { Steps } from "../../async/steps.ts";
import type { Evidence } from "./evidence.ts";
import { introductionSteps } from "./introductions.ts";
import { spelledOutSteps, type SpelledOut } from "./spelled-out.ts";

/**
 * The quotes that answer a question by their form, whatever words and vectors say; null for questions of other kinds, and where
 * nobody says it.
 */
export function* toldOutrightSteps(question: string, found: Evidence[]): Steps<SpelledOut | null> {
  const spelled = yield* spelledOutSteps(question, found);
  if (spelled !== null) return spelled;
  const quotes = yield* introductionSteps(question, found);
  return quotes && { quotes, isWhole: true };
}
