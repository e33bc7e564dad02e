import { expect, test } from "vitest";
import type { Citation } from "../answer-view.ts";
import { splitAtMarkers, withoutMarkers } from "./marked-text.ts";

const citation = { number: 1, quote: "Take a tin." } as Citation;
const text = (value: string) => ({ kind: "text", text: value });
const chip = { kind: "citation", citation };

test("markers of citations become chips", () => {
  expect(splitAtMarkers("A tin [1]. Shut.", [citation], { isRunning: false })).toEqual([
    text("A tin "),
    chip,
    text(". Shut."),
  ]);
});

test("a marker that has only begun is not shown yet", () => {
  for (const end of [" [", " [1", "["])
    expect(splitAtMarkers(`A tin${end}`, [citation], { isRunning: true })).toEqual([text("A tin")]);
  expect(splitAtMarkers("A tin [1", [citation], { isRunning: false })).toEqual([text("A tin [1")]);
});

test("a marker whose citation has not come yet is left out while the answer is written, and stays in the end", () => {
  expect(splitAtMarkers("A tin [2]", [citation], { isRunning: true })).toEqual([text("A tin ")]);
  expect(splitAtMarkers("A tin [2]", [citation], { isRunning: false })).toEqual([text("A tin [2]")]);
});

test("what is read aloud has no markers", () => {
  expect(withoutMarkers("A tin [1][2]. Shut [1].")).toBe("A tin. Shut.");
});
