import { expect, test } from "vitest";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createIndexSearch } from "../search.ts";

const TALK = sampleIndex(
  cuesOf([
    "Hi, my name is Lisa, and I'm a nurse at this hospital.",
    "R stands for rest.",
    "I stands for ice.",
    "C stands for compression.",
    "E stands for elevation.",
  ]),
);
const search = createIndexSearch({ embedding: null });

test.each([
  ["Who is Lisa?", ["Hi, my name is Lisa, and I'm a nurse at this hospital."]],
  [
    "What does RICE stand for?",
    ["R stands for rest.", "I stands for ice.", "C stands for compression.", "E stands for elevation."],
  ],
])("a search is SURE of what is told by its form: %s", async (query, told) => {
  const { quotes, confidence } = await search([TALK], {
    query,
    first: 1,
    cosinesOf: async () => new Map(),
  });
  expect(quotes.map(({ text }) => text)).toEqual(told);
  expect(confidence).toBe("SURE");
});
