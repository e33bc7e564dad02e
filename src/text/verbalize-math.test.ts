import { expect, test } from "vitest";
import { sayEnglish } from "./verbalize-math.ts";

test("a Greek letter is said whatever was read before it", () => {
  expect(sayEnglish("a longer text before π")).toContain("pi");
  expect(sayEnglish("π")).toContain("pi");
});
