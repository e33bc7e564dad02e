import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanCueText } from "./clean-cue-text.ts";

describe("what is no speech goes", () => {
  it.each([
    ["[Music]", ""],
    ["[APPLAUSE] thank you [ Laughter ]", "thank you"],
    ["[upbeat music playing] so", "so"],
    ["[Bob laughs] right", "right"],
    ["(audience applauding) (laughs) yes", "yes"],
    [
      "[Música] [Aplausos] [Musik] [Beifall] [музыка] [аплодисменты] [MÜZİK] [vỗ tay] [Música] [संगीत] hola",
      "hola",
    ],
    ["[音楽]はい（笑）【拍手】 [음악] [박수] [掌声]", "はい"],
    ["♪ la la la 🎵", "la la la"],
    [">> Hello. >>> Hi. >>You too", "Hello. Hi. You too"],
    ["a\u200Bb\u0000c \uFEFFd\u00AD", "abc d"],
    [" a \n\t b\u00A0c\u3000d ", "a b c d"],
    ["[Mus [Music]ic] ok", "[Mus ic] ok"],
    ["half \uD83D of", "half \uFFFD of"],
  ])("%j becomes %j", (text, spoken) => {
    expect(cleanCueText(text)).toBe(spoken);
  });
});

describe("what is speech stays word for word", () => {
  it.each([
    "[ __ ] happens",
    "[inaudible] there",
    "(music theory) is",
    "a[music] = 3",
    "x > y and 1>>2",
    "&lt;b&gt; &amp;amp;",
    "می\u200Cخواهم 👩\u200D💻",
    "- No. - Yes, (I mean) [he] did",
  ])("%j", (text) => {
    expect(cleanCueText(text)).toBe(text);
  });
});

it("changes nothing the second time", () => {
  const piece = fc.constantFrom(
    "[",
    "]",
    "(",
    ")",
    "Music",
    "laughs",
    ">>",
    ">",
    " ",
    "♪",
    "\u200B",
    "x",
    "【",
    "】",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const once = cleanCueText(pieces.join(""));
      expect(cleanCueText(once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});
