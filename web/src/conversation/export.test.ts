import { expect, test } from "vitest";
import type { AnswerView } from "./answer-view.ts";
import { toMarkdown } from "./export.ts";

const ended = (changes: Partial<AnswerView>) =>
  ({ phase: { kind: "ended" }, question: "Why?", markdown: "", text: "", ...changes }) as AnswerView;

test("answers are exported under their questions", () => {
  const markdown = "Because [\\[1\\]](https://youtu.be/aqz-KE-bpKQ?t=1)";
  expect(toMarkdown([ended({ markdown }), ended({ question: "And *why*\nnot?", markdown: "So." })])).toBe(
    `## Why?\n\n${markdown}\n\n## And \\*why\\* not?\n\nSo.`,
  );
});

test("an answer that is being written is left out, and one that was cut off keeps its words as they are", () => {
  const running = ended({ phase: { kind: "writing" } });
  expect(toMarkdown([running, ended({ text: "<b>In</b> a" })])).toBe("## Why?\n\n    <b>In</b> a");
});
