import { expect, test } from "vitest";
import { answerKind, fitsKind } from "./answer-kind.ts";

test.each([
  ["How hot should the water be?", "quantity"],
  ["How long does it take?", "duration"],
  ["When does it boil?", "time"],
  ["Who wrote it?", "person"],
  ["Why does it boil?", "reason"],
  ["Warum kocht es?", "reason"],
  ["Wie heiß muss es sein?", "quantity"],
  ["Où bout-elle ?", "place"],
  ["How do I boil it?", "steps"],
  ["gradient descent", "other"],
])("%s wants %s", (question, kind) => {
  expect(answerKind(question)).toBe(kind);
});

test.each([
  ["What happens when the kettle boils dry?", "other"],
  ["Why does it rattle when it boils?", "reason"],
  ["Is it safe for people who drink a lot?", "other"],
  ["what's left in the pot where the tea was", "definition"],
  ["What should I do when it boils over?", "steps"],
  ["what is so odd about the tale of how hot it gets", "definition"],
  ["What boils over, how long does it take?", "duration"],
  ["Do you know when it boils?", "time"],
  ["Does she mention how long it boils?", "duration"],
  ["Do you have an idea how hot it gets?", "quantity"],
  ["My kettle whistles, when should I pour?", "time"],
])("%s wants %s: the word of a clause asks nothing", (question, kind) => {
  expect(answerKind(question)).toBe(kind);
});

test("a sentence that says why fits a reason better than one that may", () => {
  const because = fitsKind("reason", "It rattles because the lid is loose.");
  const since = fitsKind("reason", "It has rattled since Monday.");
  expect(because).toBeGreaterThan(since);
  expect(since).toBeGreaterThan(fitsKind("reason", "It rattles."));
});

test("what a question quotes does not tell what it wants", () => {
  expect(answerKind("Why: The water boils when it is hot, who knows how many degrees.")).toBe("reason");
  expect(answerKind("Water: how hot should it be?")).toBe("quantity");
});
