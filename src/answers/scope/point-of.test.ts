import { expect, test } from "vitest";
import { pointOf } from "./point-of.ts";

test.each([
  ["more detail on the second point", 2],
  ["tell me more about point 3", 3],
  ["can you expand on point number 1?", 1],
  ["what about the last point?", 5],
  ["Mehr zum dritten Punkt", 3],
  ["explica el primer punto", 1],
  ["détaille le deuxième point", 2],
])("%j is about the point of that number", (question, number) => {
  expect(pointOf(question, 5)).toBe(number);
});

test.each([
  "what is the boiling point?",
  "more on the ninth point",
  "at what point does water boil?",
  "At what point does he first mention salt?",
  "What is the boiling point of water in the first video?",
  "What was the turning point of the Second World War?",
  "Who is the first point of contact?",
  "An welchem Punkt sagt er das zum ersten Mal?",
  "what are the main points?",
  "tell me more about point 12",
  "and the second one?",
])("%j is about none", (question) => {
  expect(pointOf(question, 5)).toBeNull();
});
