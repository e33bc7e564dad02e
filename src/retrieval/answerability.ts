import type { Candidates } from "./candidates.ts";
import type { Place } from "./places.ts";
import type { AskedQuestion } from "./question.ts";

export function answerabilityOf(
  _found: Candidates,
  _questions: Map<string, AskedQuestion>,
  places: Place[],
): number {
  return places.length > 0 ? 1 : 0;
}
