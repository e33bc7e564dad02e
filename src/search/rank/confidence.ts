import type { Confidence } from "../search-result.ts";

/** The chance from which on an answer is sure, and the one below which there is none. */
const SURE = 0.7;
const NOT_FOUND = 0.5;

export function confidenceOf(answerability: number): Confidence {
  if (answerability >= SURE) return "SURE";
  return answerability < NOT_FOUND ? "NOT_FOUND" : "UNSURE";
}
