import { expect, test } from "vitest";
import type { AnswerView } from "../answer-view.ts";
import { judge } from "./judgement.ts";

const view = (changes: Partial<AnswerView>): AnswerView => ({
  id: "1",
  question: "Why?",
  videoIds: null,
  status: "COMPLETED",
  text: "Because.",
  markdown: "Because.",
  citations: [],
  leftOut: [],
  confidence: "SURE",
  followUps: [],
  wordsOnly: false,
  model: "extractive",
  failure: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  phase: { kind: "ended" },
  cursor: undefined,
  restarts: 0,
  trouble: undefined,
  ...changes,
});

test.each([
  [{ confidence: "SURE" }, "plain"],
  [{ confidence: null }, "plain"],
  [{ confidence: "UNSURE" }, "unsure"],
  [{ confidence: "NOT_FOUND" }, "none"],
  [{ confidence: "PERHAPS" as "UNSURE" }, "unsure"],
  [{ status: "FAILED", confidence: null }, "failed"],
  [{ status: "CANCELLED", confidence: null }, "stopped"],
  [{ status: "RUNNING", confidence: null, phase: { kind: "writing" } }, "plain"],
] as [Partial<AnswerView>, string][])("%j looks %s", (changes, kind) => {
  expect(judge(view(changes)).kind).toBe(kind);
});

test("a failure says what happened", () => {
  const failure = { message: "The model did not answer.", retryable: true };
  expect(judge(view({ status: "FAILED", failure })).label).toBe("The model did not answer.");
});

test("what an answer leaves out is said below it", () => {
  const notes = judge(view({ leftOut: [{ id: "7", title: "Coffee" }], wordsOnly: true })).notes;
  expect(notes).toEqual([
    "Without Coffee, which had not been read.",
    "Found by its words alone: what is said in other words may be missing.",
  ]);
});
