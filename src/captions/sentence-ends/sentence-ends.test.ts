import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyCues, anyLanguage } from "../../testing/arbitraries.ts";
import { createSegmenter } from "../../text/words.ts";
import { sentenceEnds } from "./sentence-ends.ts";

test("sentences end where they end in the whole text, however it is parted", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (cues, language) => {
      const text = cues.map((cue) => cue.text).join(" ");
      const whole = [...createSegmenter(language, "sentence").segment(text)].map(
        ({ segment, index }) => index + segment.length,
      );
      expect([...sentenceEnds(text, language, { block: 400, margin: 200 })]).toEqual(whole);
    }),
  );
});

test.each(["words without any full stop ", "漢字仮名", "a", "... "])(
  "a text of %j alone comes to its end",
  (piece) => {
    const text = piece.repeat(20_000 / piece.length);
    expect([...sentenceEnds(text, "en", { block: 1000, margin: 100 })].at(-1)).toBe(text.length);
  },
);
