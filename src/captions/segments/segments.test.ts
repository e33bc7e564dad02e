import { expect, test } from "vitest";
import { countWords } from "../../text/words.ts";
import type { Cue } from "../cue.ts";
import { splitSentences } from "../sentences.ts";

/** Cues of some words each, 400 ms a word, with the silences in milliseconds that are asked for before some words. */
function cuesOf(text: string, wordsOfCue = 7, silences: Record<string, number> = {}): Cue[] {
  const cues: Cue[] = [];
  let atMs = 0;
  let open: string[] = [];
  const close = () => {
    if (open.length === 0) return;
    cues.push({ startMs: atMs, endMs: atMs + open.length * 400, text: open.join(" ") });
    atMs += open.length * 400;
    open = [];
  };
  for (const word of text.split(/\s+/u)) {
    const silence = silences[word];
    if (silence !== undefined || open.length === wordsOfCue) close();
    atMs += silence ?? 0;
    open.push(word);
  }
  close();
  return cues;
}

const segmentsOf = (text: string, language = "en", silences: Record<string, number> = {}): string[] =>
  splitSentences(cuesOf(text, 7, silences), language).map((sentence) => sentence.text);

/** Speech about a bicycle without punctuation, as automatic captions have it. */
const SPEECH = `so today we are going to true a wheel and you will need a spoke key and a truing stand before you start take
  the tire off and look at the spokes and if one of them is broken you have to replace it first now spin the wheel slowly and
  watch the gap between the rim and the pad when the rim comes close to the pad on the left side you loosen the spokes on that
  side but only by a quarter of a turn because a spoke that is too loose will let the rim move again and then you tighten
  the spokes on the right side by the same amount okay the next thing is the height of the rim so turn the gauge around and let
  the rim run over it what you want to see is the same gap all the way around and if there is a high spot you tighten two spokes
  at the same time one from each side finally you press the spokes together by hand which takes the twist out of them and you
  check the wheel once more before you put the tire back on`;

test("speech without punctuation is cut to 8 to 30 words, and nothing is lost", () => {
  const segments = segmentsOf(SPEECH);
  for (const segment of segments) {
    expect(countWords(segment)).toBeGreaterThanOrEqual(7);
    expect(countWords(segment)).toBeLessThanOrEqual(30);
  }
  expect(segments.join(" ")).toBe(SPEECH.split(/\s+/u).join(" "));
});

test("segments end with phrases, wherever the cues end", () => {
  for (const wordsOfCue of [4, 5, 6, 8, 9, 11]) {
    const segments = splitSentences(cuesOf(SPEECH, wordsOfCue), "en").map(({ text }) => text);
    for (const segment of segments.slice(0, -1))
      expect(segment).not.toMatch(/ (?:a|an|the|of|on|by|to|and|or|if|but|because|is|will|you|we|i)$/u);
  }
});

test("segments begin with the words that open clauses", () => {
  const openers = /^(?:so|now|but|okay|and|when|if|finally|what|because|before|which|you|a spoke)\b/u;
  const segments = segmentsOf(SPEECH);
  expect(segments.filter((segment) => openers.test(segment)).length).toBeGreaterThan(segments.length * 0.8);
  expect(segments.some((segment) => segment.startsWith("now spin the wheel"))).toBe(true);
  expect(segments.some((segment) => segment.startsWith("okay the next thing"))).toBe(true);
});

test("a pause parts what no word does", () => {
  const text =
    `copper melts at a high temperature PAUSE1 bronze melts sooner because of its tin and the molds were made of clay
    PAUSE2 clay lasts for one cast only most workshops had several of them`.replace(/PAUSE\d /gu, "");
  const silences = { bronze: 2_000, lasts: 0 };
  expect(segmentsOf(text, "en", silences).map((segment) => segment.split(" ")[0])).toContain("bronze");
});

test.each([
  [
    "de",
    "jetzt nehmen wir das rad aus der gabel und dann prüfen wir die speichen mit der hand ",
    /^(?:jetzt|und dann)/u,
  ],
  [
    "fr",
    "maintenant on enlève la roue de la fourche et ensuite on regarde les rayons un par un ",
    /^(?:maintenant|et ensuite)/u,
  ],
  [
    "es",
    "ahora sacamos la rueda de la horquilla y luego miramos los radios uno por uno ",
    /^(?:ahora|y luego)/u,
  ],
])("in %s too, clauses are opened by words", (language, clause, opening) => {
  const segments = segmentsOf(clause.repeat(6).trim(), language);
  for (const segment of segments) expect(segment).toMatch(opening);
});

test("a language that is not known is cut between cues and at pauses", () => {
  const text = "ala bela cura dona eta fira gala ".repeat(12).trim();
  const segments = segmentsOf(text, "xx");
  expect(segments.every((segment) => countWords(segment) <= 30 && segment.startsWith("ala"))).toBe(true);
});

test("a word of Chinese or Japanese over the end of a cue is one, and so is one of Thai", () => {
  const said = (language: string, ...texts: string[]) =>
    splitSentences(
      texts.map((text, index) => ({ startMs: index * 2_000, endMs: (index + 1) * 2_000, text })),
      language,
    ).map(({ text }) => text);
  expect(said("ja", "植物は昼の間に光合", "成をしています。")).toEqual([
    "植物は昼の間に光合成をしています。",
  ]);
  expect(said("zh", "他走完了万里长", "城用了十八个月。")).toEqual(["他走完了万里长城用了十八个月。"]);
  expect(said("th", "วันนี้เราจะทำอา", "หารไทย")).toEqual(["วันนี้เราจะทำอาหารไทย"]);
  expect(said("ko", "식물은 낮에", "광합성을 합니다.")).toEqual(["식물은 낮에 광합성을 합니다."]);
  expect(said("ja", "私は Python を", "使います。", "OK", "です。")).toEqual([
    "私は Python を使います。",
    "OK です。",
  ]);
});
