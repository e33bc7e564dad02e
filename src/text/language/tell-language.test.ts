import { expect, test } from "vitest";
import { tellLanguage } from "./tell-language.ts";

const KNOWN = ["en", "de", "es", "fr", "it", "pt", "nl", "ja", "ru"];

test.each([
  ["How hot should the water be?", "en"],
  ["what is the first phase of a cpu's operation? and the second one?", "en"],
  ["Wie lange brüht man Kaffee in der French press?", "de"],
  ["Warum?", "de"],
  ["et pourquoi ?", "fr"],
  ["¿Por qué?", "es"],
  ["Hoe lang moet het brood rijzen?", "nl"],
  ["水は何度ですか", "ja"],
])("%s tells that it is in %s", (text, language) => {
  expect(tellLanguage(text, KNOWN)).toBe(language);
});

test.each(["caffeine", "Ethereum Merge", "42", "", "botnet uses"])("%j tells nothing", (text) => {
  expect(tellLanguage(text, KNOWN)).toBeNull();
});

test("where two are as likely, a preferred one is not passed over for another", () => {
  expect(tellLanguage("wat is a herbivor", KNOWN, ["en"])).not.toBe("nl");
});
