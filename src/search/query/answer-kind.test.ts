import { expect, test } from "vitest";
import { answerKind } from "./answer-kind.ts";

test.each([
  ["How hot should the water be?", "quantity"],
  ["How long does it take?", "duration"],
  ["When does it boil?", "time"],
  ["Who wrote it?", "person"],
  ["Why does it boil?", "reason"],
  ["Warum kocht es?", "reason"],
  ["How do I boil it?", "steps"],
  ["gradient descent", "other"],
])("%s wants %s", (question, kind) => {
  expect(answerKind(question)).toBe(kind);
});

test("what a question quotes does not tell what it wants", () => {
  expect(answerKind("Why: The water boils when it is hot, who knows how many degrees.")).toBe("reason");
  expect(answerKind("Water: how hot should it be?")).toBe("quantity");
});
