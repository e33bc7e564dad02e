import { expect, test } from "vitest";
import { chooseSuggestions } from "./choose-suggestions.ts";

test("each video has a question before any has two, and none is there twice", () => {
  expect(chooseSuggestions([["a", "b", "c"], [], ["d", "b"], ["e"]])).toEqual(["a", "d", "e", "b"]);
  expect(chooseSuggestions([])).toEqual([]);
});
