import { expect, test } from "vitest";
import { vocabularyOf } from "../../testing/vocabulary.ts";
import { runAtOnce } from "../../async/steps.ts";
import { mendTypo } from "./mend-typos.ts";

const ENGLISH = vocabularyOf(
  [
    "Packet switching divides a message into packets. The temperature of the water for green tea is eighty degrees.",
    "The derivative of a function, its eigenvalues and eigenvectors, the matrix and its determinant.",
    "An algorithm receives vegetables. Exercises for the knee, protein, recipes, sourdough bread and a calendar.",
    "Magnolias bloom in the garden, peony and lily too. Andrej Karpathy trains a network by gradient descent.",
    "They believe the argument, and friends of foreign grammar surprise us with knowledge of the environment.",
    "An oblong table; the sequence of a tournament; we achieve weird conscious similar speech, and seize a rhythm.",
  ],
  "en",
);

test.each([
  ["pakcet", "packet"],
  ["swiching", "switching"],
  ["switchign", "switching"],
  ["temprature", "temperature"],
  ["tempratures", "temperatures"],
  ["derivitive", "derivative"],
  ["eigenvlaue", "eigenvalue"],
  ["matirx", "matrix"],
  ["funtion", "function"],
  ["functoin", "function"],
  ["algoritm", "algorithm"],
  ["recieve", "receive"],
  ["vegatable", "vegetable"],
  ["exersise", "exercise"],
  ["protien", "protein"],
  ["sourdoh", null],
  ["sourdogh", "sourdough"],
  ["calender", "calendar"],
  ["karpaty", "karpathy"],
  ["gradiant", "gradient"],
  ["desent", "descent"],
  ["gren", "green"],
  ["watre", "water"],
  ["freind", "friend"],
  ["beleive", "believe"],
  ["arguement", "argument"],
  ["foriegn", "foreign"],
  ["grammer", "grammar"],
  ["suprise", "surprise"],
  ["knowlege", "knowledge"],
  ["enviroment", "environment"],
  ["acheive", "achieve"],
  ["wierd", "weird"],
  ["concious", "conscious"],
  ["similiar", "similar"],
  ["speach", "speech"],
  ["sieze", "seize"],
  ["rythm", "rhythm"],
  ["rgeen", "green"],
  ["nkee", "knee"],
])("%s is mended to %s", (word, replacement) => {
  expect(runAtOnce(mendTypo(word, "en", ENGLISH))?.replacement ?? null).toBe(replacement);
});

test.each([
  ["waht", "what"],
  ["teh", "the"],
  ["hwo", "how"],
  ["wich", "which"],
  ["becuase", "because"],
  ["thier", "their"],
  ["shoud", "should"],
  ["untill", "until"],
])("the stop word %s is mended to %s", (word, replacement) => {
  expect(runAtOnce(mendTypo(word, "en", ENGLISH))).toEqual({ word, replacement, terms: [] });
});

test.each([
  ["a name of another place", "mongolia"],
  ["a word that no transcript says, like magnolia", "mongolian"],
  ["a word like pony and peony", "pony"],
  ["a word like lily", "lilt"],
  ["a word like water", "waiter"],
  ["a word like garden", "gardener"],
  ["a word like green", "greed"],
  ["a plural", "trees"],
  ["a British spelling", "colours"],
  ["an inflected verb", "stopped"],
  ["a name of software", "kubernetes"],
  ["a short unknown name", "qwen"],
  ["an unknown name that begins otherwise", "fodoc"],
  ["a number", "1984"],
  ["a word with digits", "h2o"],
  ["a word that is said", "packets"],
  ["a stop word", "which"],
  ["letters alone", "zzzzzz"],
  ["nothing", ""],
])("left as it is: %s (%s)", (_, word) => {
  expect(runAtOnce(mendTypo(word, "en", ENGLISH))).toBeNull();
});

test("of two words as near, the one that is said more often is taken", () => {
  const once = vocabularyOf(["a plaid", "a plain and a plain"], "xx");
  expect(runAtOnce(mendTypo("plais", "xx", once))?.replacement).toBe("plain");
});

test("other languages are mended without a dictionary", () => {
  const german = vocabularyOf(["Die Geschwindigkeit des Wasserkochers", "eine Brücke"], "de");
  expect(runAtOnce(mendTypo("geschwindikeit", "de", german))?.replacement).toBe("geschwindigkeit");
  expect(runAtOnce(mendTypo("brüke", "de", german))?.replacement).toBe("brücke");
  expect(runAtOnce(mendTypo("mongolei", "de", german))).toBeNull();
});
