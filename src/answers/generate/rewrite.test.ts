import { describe, expect, it } from "vitest";
import { buildRewritePrompt, languagesToTranslateTo, readRewrite } from "./rewrite.ts";

/** Four characters a token. */
const countTokens = (text: string) => Math.ceil(text.length / 4);
const within = (maxPromptTokens: number) => ({ maxPromptTokens, countTokens });

describe("languagesToTranslateTo", () => {
  const turn = {
    question: "What is a derivative?",
    answer: "A rate.",
    scope: "PASSAGES" as const,
    citations: [],
    confidence: null,
  };
  const languagesFor = (question: string, languages: string[], history = [] as (typeof turn)[]) =>
    languagesToTranslateTo({ question, history, languages });

  it("has those of the transcripts where the question is in none of them", () => {
    expect(languagesFor("How hot should the water be?", ["de", "es"])).toEqual(["de", "es"]);
    expect(languagesFor("Wie heiß soll das Wasser sein?", ["en"])).toEqual(["en"]);
  });

  it("is empty where a transcript is in the question's language, unless the question is rewritten anyway", () => {
    expect(languagesFor("How hot should the water be?", ["de", "en"])).toEqual([]);
    expect(languagesFor("How hot should the water be?", ["de", "en"], [turn])).toEqual(["de"]);
  });

  it("is empty where the question's language does not show", () => {
    expect(languagesFor("Oolong", ["de"])).toEqual([]);
  });
});

describe("buildRewritePrompt", () => {
  it("holds the last turns, shortened, and the question last", () => {
    const history = Array.from({ length: 6 }, (_, at) => ({
      question: `Q${at}`,
      answer: `${"a".repeat(5000)} [1]`,
    }));
    const [system, user] = buildRewritePrompt("why?", history, [], within(4000));
    expect(system!.role).toBe("system");
    expect(system!.content).not.toContain("translation");
    expect(user!.content).not.toContain("Q1");
    expect(user!.content).toContain("Q2");
    expect(user!.content.length).toBeLessThan(3000);
    expect(user!.content.endsWith("Last question: why?")).toBe(true);
  });

  it("leaves out the oldest turns where they do not fit, never the question", () => {
    const history = Array.from({ length: 4 }, (_, at) => ({ question: `Q${at}`, answer: "a".repeat(600) }));
    const [, roomy] = buildRewritePrompt("why?", history, [], within(500));
    expect(roomy!.content).not.toContain("Q1");
    expect(roomy!.content).toContain("Q3");
    const [, tight] = buildRewritePrompt("why?", history, [], within(10));
    expect(tight!.content).toBe("Last question: why?");
  });

  it("asks for translations by the languages' names", () => {
    const [system] = buildRewritePrompt("why?", [], ["de", "pt"], within(500));
    expect(system!.content).toContain(
      '"de: " and its translation to German; "pt: " and its translation to Portuguese',
    );
  });
});

describe("readRewrite", () => {
  it("reads the question and its translations, whatever marks are around them", () => {
    const reply = 'Question: "Wie heiß?"\n\n- **en**: "How hot?"\nES: ¿Qué temperatura?\nfr: Quoi ?';
    expect(readRewrite(reply, "heiß?", ["en", "es"])).toEqual({
      question: "Wie heiß?",
      translations: new Map([
        ["en", "How hot?"],
        ["es", "¿Qué temperatura?"],
      ]),
    });
  });

  it("keeps the question where only translations come, and leaves out a translation that is none", () => {
    expect(readRewrite(`en: How hot?\nes: ${"x".repeat(700)}`, "Wie heiß?", ["en", "es"])).toEqual({
      question: "Wie heiß?",
      translations: new Map([["en", "How hot?"]]),
    });
  });
});
