import { expect, it } from "vitest";
import { isTooOld } from "./lowest-version.ts";

it.each([
  ["0.1.0", "0.1.0", false],
  ["0.1.0", "0.2.0", true],
  ["0.10.0", "0.9.0", false],
  ["1.0.0", "0.9.9", false],
  ["0.1.9", "0.1.10", true],
  // It has the migrations of its release.
  ["0.2.0-rc.1", "0.2.0", false],
])("whether %s is too old for what needs %s: %s", (version, lowest, tooOld) => {
  expect(isTooOld(version, lowest)).toBe(tooOld);
});
