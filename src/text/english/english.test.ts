import { expect, test } from "vitest";
import { terms } from "../terms.ts";

const en = (text: string): string[] => terms(text, "en");

test.each([
  "colour color",
  "neighbours neighbors",
  "favourite favorite",
  "behavioural behavioral",
  "theatres theaters",
  "kilometre kilometer",
  "fibres fibers",
  "organised organized",
  "realisation realization",
  "analyse analyze",
  "defence defense",
  "catalogue catalog",
  "anaemia anemia",
  "paediatrician pediatrician",
  "oestrogen estrogen",
  "grey gray",
  "moulds molds",
  "travelling traveling",
  "jewellery jewelry",
  "programmes programs",
  "tyres tires",
])("British and American spelling meet: %s", (pair) => {
  const [british, american] = pair.split(" ");
  expect(en(british!)).toEqual(en(american!));
});

test.each(["hour or", "tour tor", "four for", "acre acer", "mediocre center", "size sis", "aerobic erobic"])(
  "words that only look alike do not: %s",
  (pair) => {
    const [one, other] = pair.split(" ");
    expect(en(one!)).not.toEqual(en(other!));
  },
);

test.each([
  "mice mouse",
  "teeth tooth",
  "knives knife",
  "shelves shelf",
  "children child",
  "women woman",
  "criteria criterion",
  "vertices vertex",
  "hypotheses hypothesis",
  "analyses analysis",
  "people person",
])("irregular plurals meet their singular: %s", (pair) => {
  const [plural, singular] = pair.split(" ");
  expect(en(plural!)).toEqual(en(singular!));
});

test("a plural that may be a verb too meets both", () => {
  for (const word of ["leaf", "leave"]) expect(en("leaves")).toContain(en(word)[0]);
});

test.each(["bought buy", "wrote writing", "chosen choose", "taught teaches", "went go"])(
  "irregular verbs meet: %s",
  (pair) => {
    const [past, present] = pair.split(" ");
    expect(en(past!)).toEqual(en(present!));
  },
);

test("the parts of a hyphenated word are found, and so is the word in one", () => {
  expect(en("a tea-bag")).toEqual(["tea", "bag", "teabag"]);
  expect(en("e-mail")).toContain("email");
  expect(en("a state-of-the-art design")).toEqual(["state", "art", "design"]);
});

test("abbreviations with full stops and without meet", () => {
  expect(en("5 p.m.")).toEqual(en("5 pm"));
  expect(en("the U.K.")).toEqual(en("the UK"));
  expect(en("the U.S. Army")).toEqual(en("the US Army"));
  expect(en("U.S.")).not.toEqual(en("us"));
  expect(en("LET US GO")).toEqual(en("let us go"));
});
