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
    ["[♪♪♪] (♪♪) 【♪】 [♪ music ♪] there", "there"],
    ["well [Bob laughs] I think [applause] so", "well I think so"],
    [">> Hello. >>> Hi. >>You too", "Hello. Hi. You too"],
    ["a\u200Bb\u0000c \uFEFFd\u00AD", "abc d"],
    [" a \n\t b\u00A0c\u3000d ", "a b c d"],
    ["[Mus [Music]ic] ok", "[Mus ic] ok"],
    ["half \uD83D of", "half \uFFFD of"],
    ["two\nlines\r\n\n of  words", "two lines of words"],
    ["植物は昼の間に光合\n成をしています", "植物は昼の間に光合成をしています"],
    ["去年他一个人走完了万里长 \r\n 城，\n用了", "去年他一个人走完了万里长城，用了"],
    ["식물은 낮에\n광합성을", "식물은 낮에 광합성을"],
    ["漢字\nword\n漢字", "漢字 word 漢字"],
  ])("%j becomes %j", (text, spoken) => {
    expect(cleanCueText(text)).toBe(spoken);
  });
});

describe("what is speech stays word for word", () => {
  it.each([
    "He played [the piano music] every night",
    "They asked [about the silence] twice",
    "Er hörte [von der Musik] und (the music) ging",
    "f() and a[ ] of ( )",
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
