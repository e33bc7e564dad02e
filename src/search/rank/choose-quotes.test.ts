import { expect, test } from "vitest";
import { movedTo, sampleHit } from "../../testing/sample-hits.ts";
import { chooseQuotes } from "./choose-quotes.ts";

const [first, second] = [
  sampleHit(1, [
    "Hello and welcome back everyone.",
    "What is a derivative, really?",
    "A derivative measures how fast a function changes at one point.",
    "Geometrically that is the slope of the tangent line there.",
    "Please like and subscribe.",
  ]),
  sampleHit(2, [
    "so the derivative of a sum is the sum of the derivatives and that makes life easy",
    "okay let us have some coffee now",
  ]),
] as const;
const hits = [movedTo(first, first.passage.sentences[2]!), second];
const textsFor = (question: string, offered = hits) =>
  chooseQuotes(question, offered).map(({ text }) => text);

test("the sentence that answers comes first, and what says nothing to it is left out", () => {
  const texts = textsFor("What does a derivative measure?");
  expect(texts[0]).toBe("A derivative measures how fast a function changes at one point.");
  expect(texts.join(" ")).not.toMatch(/subscribe|coffee/);
});

test("sentences of several passages are quoted where they fit about as well, the best first", () => {
  const quotes = chooseQuotes("What is the derivative of a sum?", hits);
  expect(quotes[0]).toMatchObject({ text: expect.stringMatching(/^so the derivative of a sum/) });
  expect(quotes[0]!.passage).toBe(second.passage);
  expect(quotes[1]!.passage).toBe(first.passage);
});

test("what is elsewhere and fits little more than half as well is left out", () => {
  const best = "Oolong leaves you can brew five times.";
  const offered = [
    sampleHit(1, [best, "We came back to the shop in spring."]),
    sampleHit(2, ["You cannot brew rooibos leaves for too long.", "We drove on to the mountains."]),
  ];
  expect(textsFor("How often can I brew oolong leaves?", offered)).toEqual([best]);
});

test("nothing is quoted twice", () => {
  const again = sampleHit(3, [
    first.passage.sentences[2]!.text,
    "A function changes fast at one point: a derivative measures how.",
  ]);
  expect(
    textsFor("What does a derivative measure?", [...hits, again])
      .join(" ")
      .match(/how fast/g),
  ).toHaveLength(1);
});
