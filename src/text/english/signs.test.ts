import { expect, test } from "vitest";
import { verbalizeSigns } from "./signs.ts";

test("a Greek letter is said whatever was read before it", () => {
  expect(verbalizeSigns("a longer text before π")).toContain("pi");
  expect(verbalizeSigns("π")).toContain("pi");
});
