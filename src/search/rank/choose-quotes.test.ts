import { describe, expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, questionSteps } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { chooseQuotes, QUOTE_RULES, textOf, type QuoteRules } from "./choose-quotes.ts";
import { findEvidence } from "./evidence.ts";
import { runWeights } from "./run-weights.ts";
import { rankRuns, type Run } from "./runs.ts";

const reader = createReader("en");

function evidenceOf(lines: string[], question: string) {
  const index = sampleIndex(cuesOf(lines));
  const asked = runAtOnce(questionSteps(question, reader, sessionVocabulary([index])));
  return findEvidence([{ index, question: asked, vector: null, windowCosines: null, trust: 1 }], null)[0]!;
}

/** The texts quoted in answer to a question where runs of these sentences have these scores. */
function quoted(
  lines: string[],
  question: string,
  scored: [first: number, last: number, score: number][],
  rules: Partial<QuoteRules> = {},
): string[] {
  const evidence = evidenceOf(lines, question);
  const runs = rankRuns(question, [evidence], runWeights("wordsOnly"));
  const { features } = runs[0]!;
  const made = scored.map(([first, last, score]): Run => ({
    evidence,
    first,
    last,
    best: first,
    score,
    features,
  }));
  return chooseQuotes(made, question, { ...QUOTE_RULES, ...rules }).map(textOf);
}

describe("what a quote is made of", () => {
  const LOOM = [
    "A heddle lifts every second thread of the loom.",
    "This is what weavers call a shed.",
    "Why is the shed so narrow?",
    "The shuttle has to slide on the threads below.",
    "The cloth is rolled up on the beam.",
  ];

  test("the sentence before is in it where the first one refers to it", () => {
    expect(quoted(LOOM, "What is a shed of a loom?", [[1, 1, 2]])).toEqual([`${LOOM[0]} ${LOOM[1]}`]);
    expect(quoted(LOOM, "What is a shed of a loom?", [[1, 1, 2]], { antecedent: false })).toEqual([LOOM[1]]);
  });

  test.each([
    ["A thread may break.", "If so, stop the loom."],
    ["A thread may break.", "Because it is thin, it is waxed."],
    ["The beam has a crank.", "It turns the beam."],
  ])("“%s” is in it before “%s”, beside three others", (before, first) => {
    const lines = [before, first, "Wax helps too.", "Then go on."];
    expect(quoted(lines, "How does a loom work?", [[1, 3, 2]])).toEqual([lines.join(" ")]);
  });

  test("what its last question leads to is in it", () => {
    expect(quoted(LOOM, "Is the shed of a loom narrow?", [[2, 2, 2]])).toEqual([`${LOOM[2]} ${LOOM[3]}`]);
    expect(quoted(LOOM, "Is the shed of a loom narrow?", [[2, 2, 2]], { ending: false })).toEqual([LOOM[2]]);
  });

  test("what takes back what it says is in it", () => {
    const lines = [
      "The exam is one of long essays.",
      "But that was a joke.",
      "It has short questions.",
      "The oven is brick.",
    ];
    const [said, takenBack] = lines as [string, string];
    expect(quoted(lines, "What is the exam like?", [[0, 0, 2]])).toEqual([`${said} ${takenBack}`]);
    expect(quoted(lines, "What is the exam like?", [[0, 0, 2]], { contrast: false })).toEqual([said]);
  });

  test("what an announcement of a list leads to is in it", () => {
    const lines = ["A loom stops for two reasons.", "A thread broke, or the shuttle is stuck."];
    expect(quoted(lines, "When does a loom stop?", [[0, 0, 2]])).toEqual([lines.join(" ")]);
  });

  test("no more is added than sixty words", () => {
    const told = "The heddle lifts every second thread, and the shuttle slides below it from one side.";
    const asked = "Does the heddle lift every second thread, and does the shuttle slide from one side?";
    const lines = [told, told, told, asked, told];
    const question = "What does a heddle lift?";
    expect(quoted(lines, question, [[3, 3, 2]])).toEqual([`${asked} ${told}`]);
    expect(quoted(lines, question, [[0, 3, 2]])).toEqual([lines.slice(0, 4).join(" ")]);
  });
});

describe("how many quotes there are", () => {
  const YARN = [
    "Linen yarn is spun wet, from flax.",
    "Cotton is picked in autumn by machine.",
    "Silk comes from a cocoon of one long thread.",
    "Wool is sheared once in spring.",
  ];
  const question = "Where does yarn come from?";

  test("a second one is nearly as sure as the best, a third one is surer than that", () => {
    const scored: [number, number, number][] = [
      [0, 0, 2],
      [1, 1, 1.75],
      [2, 2, 1.75],
      [3, 3, 1.6],
    ];
    expect(quoted(YARN, question, scored)).toEqual([YARN[0], YARN[1]]);
    expect(quoted(YARN, question, scored, { third: false })).toEqual([YARN[0], YARN[1], YARN[2]]);
  });

  test("none repeats another", () => {
    const lines = [YARN[0]!, "Cotton is picked.", "From flax linen yarn is spun wet."];
    expect(
      quoted(lines, question, [
        [0, 0, 2],
        [2, 2, 1.9],
      ]),
    ).toEqual([lines[0]]);
  });
});

describe("steps and lists", () => {
  const RUG = [
    "Wash the rug with cold water.",
    "Press the water out with a board.",
    "Put it over two poles.",
    "My uncle had a rug from Konya.",
    "Before you wash the rug, beat the dust out of it.",
  ];

  test("the steps that follow the best quote come in the order of time, before what is elsewhere", () => {
    const question = "How do I wash a rug?";
    expect(quoted(RUG, question, [[0, 0, 2]])).toEqual([RUG[0], RUG[1], RUG[2]]);
    expect(
      quoted(RUG, question, [
        [2, 2, 2],
        [4, 4, 1.95],
        [0, 0, 1.9],
      ]),
    ).toEqual([RUG[2], RUG[0], RUG[4]]);
    expect(quoted(RUG, question, [[0, 0, 2]], { steps: false })).toEqual([RUG[0]]);
  });

  const MOTHS = [
    "Four things keep moths out of a wardrobe.",
    "Let us begin with light, which they flee.",
    "The second thing is cedar.",
    "Its oil wears off, so sand the wood every spring.",
    "I once forgot that, and paid for it.",
    "Now the third thing is cold.",
    "Number four: vacuum the corners.",
  ];

  test("the items of a list are quoted where several things are asked for", () => {
    const question = "Which things keep moths out? List them.";
    expect(quoted(MOTHS, question, [[0, 1, 2]])).toEqual([
      `${MOTHS[0]} ${MOTHS[1]}`,
      `${MOTHS[2]} ${MOTHS[3]}`,
      `${MOTHS[5]}`,
      MOTHS[6],
    ]);
    expect(quoted(MOTHS, question, [[0, 1, 2]], { list: false })).toHaveLength(1);
    expect(quoted(MOTHS, "Do moths like cedar?", [[0, 1, 2]])).toHaveLength(1);
    expect(quoted(MOTHS, "Is cedar on the list?", [[0, 1, 2]])).toHaveLength(1);
    expect(quoted(MOTHS, "Can you list what keeps moths out?", [[0, 1, 2]])).toHaveLength(4);
  });

  test("an item may lack its number, and the last one is told by a word for it", () => {
    const lines = [
      "There are four kinds of looms.",
      "First there is the backstrap loom.",
      "A treadle loom has pedals.",
      "The third kind is the drawloom.",
      "Finally, there is the power loom.",
    ];
    expect(quoted(lines, "What are the kinds of looms?", [[0, 0, 2]])).toEqual([
      `${lines[0]} ${lines[1]}`,
      lines[3],
      lines[4],
    ]);
  });

  test("what is said to viewers is no step", () => {
    const lines = ["Wash the rug with cold water.", "Check out my other videos.", "Press the water out."];
    expect(quoted(lines, "How do I wash a rug?", [[0, 0, 2]])).toEqual([lines[0]]);
  });

  test("one sentence with a number makes no list", () => {
    const lines = ["Three things keep moths out.", "The second thing is cedar.", "They like wool."];
    expect(quoted(lines, "Which things keep moths out?", [[0, 0, 2]])).toHaveLength(1);
  });
});

test("a greeting counts less, but for one that has the form asked for and a word of the question", () => {
  const lines = ["Welcome to the mill, which I have kept for nine years.", "The mill grinds rye."];
  const evidence = {
    ...evidenceOf(lines, "How long has she kept the mill?"),
    cosines: new Float32Array(2).fill(0.5),
  };
  const cosineFor = (question: string) =>
    rankRuns(question, [evidence], runWeights("embedded")).find(
      ({ first, last }) => first === 0 && last === 0,
    )!.features.sentence;
  expect(cosineFor("How long has she kept the mill?")).toBeCloseTo(0.5);
  expect(cosineFor("What does the mill do?")).toBeLessThan(0.4);
});

test("of two runs that are as near, the one with more words comes first", () => {
  const lines = ["Looms are old.", "Looms are old, and the oldest known one stood in Egypt for a temple."];
  const question = "How old are looms?";
  const evidence = evidenceOf(lines, question);
  const weights = { ...runWeights("wordsOnly"), further: 0 };
  const single = (run: Run) => run.first === run.last;
  expect(rankRuns(question, [evidence], weights).find(single)!.first).toBe(1);
});
