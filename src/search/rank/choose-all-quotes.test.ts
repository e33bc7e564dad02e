import { describe, expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, questionSteps } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { chooseAllQuotes, textOf } from "./choose-quotes.ts";
import { findEvidence, type Evidence } from "./evidence.ts";
import { runWeights } from "./run-weights.ts";
import { rankRuns } from "./runs.ts";
import { spelledOutSteps } from "./spelled-out.ts";

const reader = createReader("en");

function evidencesOf(videos: string[][], question: string): Evidence[] {
  const indexes = videos.map((lines, at) => sampleIndex(cuesOf(lines), "en", { transcriptId: `${at}` }));
  const vocabulary = sessionVocabulary(indexes);
  const asked = indexes.map((index) => ({
    index,
    question: runAtOnce(questionSteps(question, reader, vocabulary)),
    vector: null,
    windowCosines: null,
    trust: 1,
  }));
  return findEvidence(asked, null);
}

function allQuoted(videos: string[][], question: string): string[] {
  const runs = rankRuns(question, evidencesOf(videos, question), runWeights("wordsOnly"));
  return chooseAllQuotes(runs).map(textOf);
}

const MISTAKES = [
  "Welcome to the pottery.",
  "There are three mistakes that beginners make with clay on the wheel.",
  "The first mistake is clay with air in it, which bursts in the kiln.",
  "My uncle lost a whole shelf of vases that way.",
  "The second mistake is too much water on the wheel.",
  "It makes the walls of a vase sag.",
  "The third mistake is haste.",
  "A vase has to dry for a week.",
  "Next time we speak of glazes and their colours.",
  "A glaze with copper in it turns green.",
];

describe("all of something", () => {
  test("are the items of the list that the best place announces, in their order", () => {
    const quotes = allQuoted([MISTAKES], "mistakes of beginners with clay");
    const said = quotes.join("\n");
    expect(said).toMatch(/The first mistake[^]*The second mistake[^]*The third mistake/);
    expect(said).not.toContain("copper");
  });

  test("are the items before the best place too, where it is amid the list", () => {
    const quotes = allQuoted([MISTAKES], "mistake with too much water on the wheel").join("\n");
    expect(quotes).toMatch(/The first mistake[^]*The second mistake[^]*The third mistake/);
  });

  test("are all places that speak of it where there is no list, in the order of time, video by video", () => {
    const one = [
      "We begin in Oslo.",
      "A train goes to Bergen.",
      "Nothing happens here.",
      "The train stops at Voss.",
    ];
    const other = ["A ship leaves.", "No train goes to Tromso.", "It is cold."];
    const quotes = allQuoted([one, other], "train");
    const places = [...one, ...other].filter((line) => line.includes("train"));
    for (const line of places) expect(quotes.join("\n")).toContain(line);
    const firstOf = (word: string) => quotes.findIndex((quote) => quote.includes(word));
    expect(firstOf("Bergen")).toBeLessThanOrEqual(firstOf("Voss"));
    expect(new Set(quotes).size).toBe(quotes.length);
  });

  test("are none of nothing", () => {
    expect(chooseAllQuotes([])).toEqual([]);
  });
});

describe("a word whose letters are asked for", () => {
  const RULE = [
    "If you hurt your ankle, remember a short rule.",
    "R stands for rest.",
    "I, ice, for ten minutes at a time.",
    "C.",
    "A bandage compresses the joint.",
    "E is for elevation above the heart.",
    "A doctor should look at it the next day.",
  ];
  const lettersOf = (question: string, lines = RULE) => {
    const spelled = runAtOnce(spelledOutSteps(question, evidencesOf([["Something else."], lines], question)));
    return spelled && { ...spelled, quotes: spelled.quotes.map(textOf) };
  };

  test("is spelled out by the sentences that tell them, in their order", () => {
    expect(lettersOf("What does RICE stand for?")).toEqual({
      quotes: [
        "R stands for rest.",
        "I, ice, for ten minutes at a time.",
        "C. A bandage compresses the joint.",
        "E is for elevation above the heart.",
      ],
      isWhole: true,
    });
  });

  test("is not whole where a letter is left out, and unknown where most are", () => {
    const without = RULE.filter((line) => !line.startsWith("R stands"));
    expect(lettersOf("What does RICE stand for?", without)).toBeNull();
    const lines = RULE.filter((line) => !line.startsWith("E is"));
    expect(lettersOf("What does RICE stand for?", lines)).toMatchObject({ isWhole: false });
    expect(lettersOf("What does NATO stand for?")).toBeNull();
  });

  test.each(["What is RICE?", "What does rice stand for?", "How long do I cool it?"])(
    "is not asked for by %j",
    (question) => {
      expect(lettersOf(question)).toBeNull();
    },
  );
});
