import { expect, test } from "vitest";
import { runAtOnce } from "../async/steps.ts";
import { stopwordsOf } from "../text/language/languages.ts";
import { spokenWordSteps } from "./spoken-words.ts";
import { titleSteps } from "./titles.ts";

function titlesOf(chapters: string[][], language = "en"): string[] {
  const sentences = chapters.flat().map((text) => ({ text }));
  const firsts = chapters.map((_, chapter) => chapters.slice(0, chapter).flat().length);
  const words = runAtOnce(spokenWordSteps(sentences, language));
  return runAtOnce(titleSteps(sentences, words, firsts, language));
}

const BREAD = [
  "So the sourdough starter is really just flour and water.",
  "You feed the sourdough starter every day, and bread comes from it.",
  "And that's the thing about a sourdough starter, it is alive.",
];
const SAILS = [
  "Okay, going upwind you need to know the apparent wind, not just bread.",
  "The apparent wind is what the sail feels.",
  "So the thing is, the apparent wind moves forward.",
];

test("a title is the phrase that is said often in a chapter, and not in others", () => {
  expect(titlesOf([BREAD, SAILS])).toEqual(["Sourdough starter", "Apparent wind"]);
});

test("a title is written as it is said", () => {
  const [title] = titlesOf([
    ["We met at the University of Bologna.", "The University of Bologna is old."],
    SAILS,
  ]);
  expect(title).toBe("University of Bologna");
});

test("a title begins and ends with no stop word and says nothing empty", () => {
  const stopwords = stopwordsOf("en");
  for (const title of titlesOf([
    BREAD,
    SAILS,
    ["It is what it is, and the thing with the whole idea of tides is the moon."],
  ])) {
    const words = title.toLowerCase().split(" ");
    expect(stopwords.has(words[0]!)).toBe(false);
    expect(stopwords.has(words.at(-1)!)).toBe(false);
    expect(words).not.toContain("thing");
  }
});

test("no two chapters have one title", () => {
  expect(new Set(titlesOf([BREAD, BREAD])).size).toBe(2);
});

test("what is said to viewers is no title", () => {
  const [title] = titlesOf([
    [
      "Please subscribe to Baking Corner, the link in the description is Baking Corner.",
      "The crust needs hot steam.",
    ],
    SAILS,
  ]);
  expect(title).not.toContain("Corner");
});

test("a title has 2 to 6 words", () => {
  const long = "Cold fresh ground whole rye flour, water, salt, yeast, malt";
  for (const title of titlesOf([
    [long, "Cold fresh ground whole rye flour needs sour malt."],
    BREAD,
    SAILS,
  ])) {
    const { length } = title.split(" ");
    expect(length).toBeGreaterThanOrEqual(2);
    expect(length).toBeLessThanOrEqual(6);
  }
});

test("a title is no verb with what it is done to, and no part of a hyphenated word", () => {
  const titles = titlesOf([
    ["You knead dough.", "Then you knead dough, and wild yeast works."],
    ["Ada pays Bob.", "Ada pays Bob, and Bob owes money in the public ledger."],
    ["The front-page story is old.", "A front-page story is long."],
    SAILS,
  ]);
  expect(titles[0]).toBe("Wild yeast");
  expect(titles[1]).not.toBe("Pays Bob");
  expect(titles[2]).toBe("Front-page story");
});

test("German nouns have capitals, but not in transcripts without any", () => {
  const chapters = [
    [
      "Wir sagen, dass wilder Hefe viel gelingt.",
      "Sauerteig reift mit wilder Hefe.",
      "Wilder Hefe gelingt Brot.",
    ],
    [
      "Am Boot sehen wir, dass der scheinbare Wind dreht.",
      "Sobald der scheinbare Wind dreht, kippt das Boot.",
    ],
  ];
  expect(titlesOf(chapters, "de")).toEqual(["Wilder Hefe", "Scheinbare Wind"]);
  const lower = chapters.map((chapter) => chapter.map((text) => text.toLowerCase()));
  for (const title of titlesOf(lower, "de")) expect(title.split(" ").length).toBeGreaterThanOrEqual(2);
});

test("titles in other languages", () => {
  expect(
    titlesOf(
      [
        ["Der Sauerteig lebt von wilder Hefe.", "Wilder Hefe gibt man jeden Tag Mehl."],
        ["Der scheinbare Wind treibt das Boot.", "Am Boot dreht der scheinbare Wind nach vorn."],
      ],
      "de",
    ),
  ).toEqual(["Wilder Hefe", "Scheinbare Wind"]);
});

test("titles in scripts without spaces", () => {
  const [learning, baking] = titlesOf(
    [
      ["机器学习是人工智能的一部分。", "机器学习需要很多数据。"],
      ["面包需要酵母。", "天然酵母让面包发酵，天然酵母是活的。"],
    ],
    "zh",
  );
  expect(learning).toContain("机器学习");
  expect(baking).toContain("天然酵母");
  const [japanese] = titlesOf(
    [
      ["機械学習は人工知能の一部です。", "機械学習にはデータが必要です。"],
      ["パンには天然酵母を使います。", "天然酵母は生きています。"],
    ],
    "ja",
  );
  expect(japanese).toContain("機械学習");
});

test("a chapter without any phrase has a word or what it begins with", () => {
  expect(titlesOf([["Volcanoes!", "Volcanoes."], ["And so it is."], ["♪"]])).toEqual([
    "Volcanoes",
    "And so it is",
    "♪",
  ]);
});
