import { expect, test } from "vitest";
import { sampleHit } from "../../testing/sample-hits.ts";
import { shortenAround } from "./shorten.ts";

const LINES = Array.from({ length: 9 }, (_, at) => `S${at}.`);
/** A passage whose hits begin with the sentences of these numbers. */
function hitOn(first: number, ...further: number[]) {
  const hit = sampleHit(1, LINES);
  const startOf = (number: number) => hit.passage.sentences[number]!.startMs;
  return { ...hit, startMs: startOf(first), furtherMs: further.map(startOf) };
}
const cut = (hit: ReturnType<typeof hitOn>, maxChars: number) =>
  shortenAround(hit, (text) => (text.length <= maxChars ? text : null));

test("what stands around a hit is kept as far as there is room", () => {
  expect(cut(hitOn(4), 3)).toBe("S4.");
  expect(cut(hitOn(4), 11)).toBe("S3. S4. S5.");
  expect(cut(hitOn(0), 8)).toBe("S0. S1.");
  expect(cut(hitOn(4), 1000)).toBe(LINES.join(" "));
});

test("every place of a passage is kept, with an ellipsis between them", () => {
  expect(cut(hitOn(1, 6), 9)).toBe("S1. … S6.");
  expect(cut(hitOn(6, 1), 30)).toBe("S0. S1. S2. … S5. S6. S7.");
  expect(cut(hitOn(3, 4), 8)).toBe("S3. S4.");
});

test("characters are cut where not a sentence fits, and nothing is given where not one does", () => {
  expect(cut(hitOn(4), 2)).toBe("S…");
  expect(cut(hitOn(4), 1)).toBeNull();
});
