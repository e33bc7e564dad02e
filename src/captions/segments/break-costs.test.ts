import { expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { createTimeline } from "../timeline.ts";
import { atomSteps } from "./atoms.ts";
import { breakCosts } from "./break-costs.ts";
import { clauseWordsOf } from "./clause-words.ts";

/** What a break costs where a text in English has a bar; the text is one cue, or two where it has a double one. */
function costOf(text: string, pauseMs = 0): number {
  const cues = text.split("||").map((part, index) => {
    const words = part.trim().replace(" | ", " ");
    const startMs = index * (4_000 + pauseMs);
    return { startMs, endMs: startMs + 4_000, text: words };
  });
  const [before] = text.split("|");
  const timeline = createTimeline(cues);
  const span = { from: 0, to: timeline.text.length };
  const atoms = runAtOnce(atomSteps(timeline, span, "en"));
  return breakCosts(atoms, clauseWordsOf("en"))[before!.trim().split(" ").length - 1]!;
}

test("breaks cost less before what opens a clause, the more surely the less", () => {
  const costs = [
    "water | so we wait",
    "water | because we wait",
    "water | we wait",
    "water | cold again",
  ].map((text) => costOf(`we fill the pot with ${text} for a while`));
  expect(costs).toEqual(costs.toSorted((one, other) => one - other));
  expect(new Set(costs).size).toBe(costs.length);
});

test("breaks cost more after a word that what comes next goes on with", () => {
  expect(costOf("it dries in a day | when you wait")).toBeLessThan(
    costOf("that is the time | when you wait"),
  );
  expect(costOf("it dries in a day | if you wait")).toBeLessThan(costOf("it dries even | if you wait"));
});

test("breaks cost most after a word that needs another", () => {
  const end = costOf("we fill the pot | slowly with water");
  expect(costOf("we fill the | pot with water")).toBeGreaterThan(end + 4);
  expect(costOf("we fill the pot with | water now")).toBeGreaterThan(end + 4);
  expect(costOf("we fill the pot with um | water now")).toBeGreaterThan(end + 4);
  expect(costOf("the pot is | full of water")).toBeGreaterThan(end);
  expect(costOf("the pot is big | of course")).toBeLessThan(costOf("the pot is full | of water"));
});

test("breaks cost less at pauses, and a little less where a cue ends", () => {
  const inside = costOf("we fill the big pot | slowly with cold water");
  const atEnd = costOf("we fill the big pot || slowly with cold water and salt");
  const atPause = costOf("we fill the big pot || slowly with cold water and salt", 2_000);
  expect(atEnd).toBeLessThan(inside);
  expect(atPause).toBeLessThan(atEnd - 3);
});

test("breaks cost less at punctuation", () => {
  const plain = costOf("we fill the pot | slowly");
  expect(costOf("we fill the pot, | slowly")).toBeLessThan(plain);
  expect(costOf("we fill the pot. | Slowly")).toBeLessThan(costOf("we fill the pot, | slowly"));
  expect(costOf("see table 1. | head")).toBeGreaterThan(costOf("see table 1. | Head"));
});

test("breaks cost more inside of what is said again and again", () => {
  const once = costOf("the angular | velocity of it");
  const often = costOf(
    "the angular | velocity of it angular velocity there angular velocity here angular velocity",
  );
  expect(often).toBeGreaterThan(once + 2);
});
