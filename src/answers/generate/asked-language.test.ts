import { expect, test } from "vitest";
import { askedLanguage } from "./asked-language.ts";

const turn = (question: string) => ({ question, answer: "" });

test.each([
  ["How hot should the water be?", "en"],
  ["Wie heiß soll das Wasser sein?", "de"],
  ["¿A qué temperatura?", "es"],
  ["À quelle température faut-il chauffer l'eau ?", "fr"],
  ["水は何度ですか", "ja"],
  ["Какой должна быть вода?", "ru"],
])("%s is in %s, whatever the transcripts are in", (question, language) => {
  for (const languages of [["en"], ["de", "es"], [], ["sv"]])
    expect(askedLanguage(question, [], languages)).toEqual({ language, isClear: true });
});

test.each(["caffeine", "Oolong?", "wat is a herbivor", "botnet uses", "Ethereum Merge", "42", ""])(
  "of %j, in a session of English transcripts, no other language shows",
  (question) => {
    expect(askedLanguage(question, [], ["en"]).language).toBe("en");
  },
);

test("a question too short to tell is read with the one before", () => {
  expect(askedLanguage("Oolong?", [turn("Wie heiß soll das Wasser für grünen Tee sein?")], ["en"])).toEqual({
    language: "de",
    isClear: true,
  });
});

test("a question too short to tell is in the language of the words that tell its kind, whatever came before", () => {
  const before = [turn("thank you so much, that helped")];
  expect(askedLanguage("Resume el segundo video", before, ["en"], "es")).toEqual({
    language: "es",
    isClear: true,
  });
  expect(askedLanguage("hallo", before, ["en"], "de").language).toBe("de");
});

test.each(["explain hydrogen bonding like I'm five", "1h02m"])(
  "letters that are no words make %j no other language",
  (question) => {
    expect(askedLanguage(question, [], ["en"]).language).toBe("en");
  },
);

test("a question that does not tell is taken to be in the commonest language of the transcripts", () => {
  expect(askedLanguage("Oolong", [], ["ko", "en"])).toEqual({ language: "ko", isClear: false });
});
