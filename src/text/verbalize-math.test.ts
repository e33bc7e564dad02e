import { expect, test } from "vitest";
import { verbalizeMath } from "./verbalize-math.ts";

test("a Greek letter is said whatever was read before it", () => {
  expect(verbalizeMath("a longer text before π")).toContain("pi");
  expect(verbalizeMath("π")).toContain("pi");
});
