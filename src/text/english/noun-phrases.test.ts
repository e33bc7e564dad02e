import { expect, test } from "vitest";
import { mayBeginNounPhrase, mayBeNoun, mayBeVerb } from "./noun-phrases.ts";

test.each(["vector", "vectors", "matrices", "theories", "boxes", "block", "alice", "learning", "gradio"])(
  "%s may be a noun",
  (word) => expect(mayBeNoun(word)).toBe(true),
);

test.each(["explain", "explains", "understood", "quickly", "happy", "linear", "chosen"])(
  "%s is no noun",
  (word) => expect(mayBeNoun(word)).toBe(false),
);

test.each(["linear", "happy", "vector", "gradio"])("%s may begin a noun phrase", (word) =>
  expect(mayBeginNounPhrase(word)).toBe(true),
);

test.each(["explain", "quickly", "chose", "multiplies"])("%s begins no noun phrase", (word) =>
  expect(mayBeginNounPhrase(word)).toBe(false),
);

test.each(["look", "looks", "throw", "pays", "teaches", "chose"])("%s may be a verb", (word) =>
  expect(mayBeVerb(word)).toBe(true),
);

test.each(["theorem", "happy", "gradio"])("%s is no verb", (word) => expect(mayBeVerb(word)).toBe(false));
