import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerInput } from "./answerer.ts";
import { createExtractiveAnswerer } from "./extractive-answerer.ts";
import { sampleHit, sampleQuote } from "../../testing/sample-hits.ts";
import { recordAnswer } from "../../testing/record-answer.ts";

const [first, second] = [
  sampleHit(1, [
    "Hello and welcome back everyone.",
    "A derivative measures how fast a function changes at one point.",
    "Geometrically that is the slope of the tangent line there.",
  ]),
  sampleHit(2, ["so the derivative of a sum is the sum of the derivatives"]),
] as const;

const input: AnswerInput = {
  question: "What does a derivative measure?",
  hits: [first, second],
  quotes: [sampleQuote(first, 1, 2), sampleQuote(second, 0)],
  confidence: "SURE",
  answerability: 0.9,
  asked: { language: "en", isClear: true },
  languages: ["en"],
  scope: "PASSAGES",
  videos: [],
  sessionVideos: [],
  history: [],
};
const never = new AbortController().signal;
const uncounted = { request: () => ({ usage() {}, reply() {} }) };
const answer = (changes: Partial<AnswerInput> = {}) =>
  recordAnswer(createExtractiveAnswerer(), { ...input, ...changes });

const LONG =
  "A derivative measures how fast a function changes at one point. Geometrically that is the slope of the tangent line there.";

describe("the extractive answerer", () => {
  it("says the quotes, each with the citation of exactly its words", async () => {
    const { text, citations, confidence } = await answer();
    expect(text).toBe(`“${LONG}” [1]\n\n“so the derivative of a sum is the sum of the derivatives” [2]`);
    expect(citations).toEqual([
      {
        number: 1,
        videoId: "video 1",
        youtubeId: "youtube 1",
        videoTitle: "Video 1",
        isTimed: true,
        startMs: 110_000,
        endMs: 130_000,
        quote: LONG,
      },
      expect.objectContaining({ number: 2, videoId: "video 2", startMs: 200_000, endMs: 210_000 }),
    ]);
    expect(confidence).toBe("SURE");
  });

  it("says of what may not answer that it is the nearest, in the question's language", async () => {
    const unsure = (language: string) =>
      answer({ asked: { language, isClear: false }, confidence: "UNSURE" });
    const { text, citations, confidence } = await unsure("en");
    expect(text).toMatch(/^The nearest that is said: “A derivative measures /);
    expect(citations).toHaveLength(2);
    expect(confidence).toBe("UNSURE");
    expect((await unsure("de")).text).toMatch(/^Am nächsten kommt dem: “/);
    expect((await unsure("fr")).text).toMatch(/^Ce qui s’en approche le plus : “/);
    expect((await unsure("es")).text).toMatch(/^Lo más cercano que se dice: “/);
  });

  it("says that the transcripts do not answer, in the question's language, and cites nothing", async () => {
    const { text, citations, confidence } = await answer({ confidence: "NOT_FOUND" });
    expect({ text, citations, confidence }).toEqual({
      text: "The transcripts in this session do not answer this question.",
      citations: [],
      confidence: "NOT_FOUND",
    });
    const refusal = async (language: string) =>
      (await answer({ asked: { language, isClear: false }, confidence: "NOT_FOUND" })).text;
    expect(await refusal("ru")).toMatch(/^Расшифровки/);
    expect(await refusal("es")).toMatch(/^Las transcripciones/);
    expect(await refusal("zh")).toMatch(/^本次会话/);
    expect(await refusal("ja")).toMatch(/^このセッション/);
    expect(await refusal("sv")).toMatch(/^The transcripts/);
  });

  it("finds nothing where there is no quote, however sure search is", async () => {
    expect(await answer({ quotes: [] })).toMatchObject({
      confidence: "NOT_FOUND",
      citations: [],
    });
  });

  describe("asked in another language than the videos'", () => {
    const german = { language: "de", isClear: true };

    it("is unsure at best, and says in the question's language which that is", async () => {
      const { text, confidence } = await answer({ asked: german });
      expect(text).toMatch(/^Die Videos sind auf Englisch\. Am nächsten kommt dem: “A derivative /);
      expect(confidence).toBe("UNSURE");
    });

    it("may have found what search thinks little of, since the words are others", async () => {
      const unlikely = { asked: german, confidence: "NOT_FOUND" } as const;
      expect(await answer({ ...unlikely, answerability: 0.2 })).toMatchObject({ confidence: "UNSURE" });
      expect(await answer({ ...unlikely, answerability: 0.05 })).toMatchObject({ confidence: "NOT_FOUND" });
      const english = { ...unlikely, asked: { language: "en", isClear: true }, answerability: 0.2 };
      expect(await answer(english)).toMatchObject({ confidence: "NOT_FOUND" });
    });

    it("says so too where nothing was found", async () => {
      const { text } = await answer({
        asked: german,
        languages: ["en", "fr"],
        confidence: "NOT_FOUND",
        answerability: 0,
      });
      expect(text).toMatch(/beantworten diese Frage nicht\. Die Videos sind auf Englisch und Französisch\.$/);
    });

    it("says so where nothing was found and some are in another, which may hold the answer", async () => {
      const nothing = { confidence: "NOT_FOUND", answerability: 0 } as const;
      const english = { language: "en", isClear: true };
      const mixed = await answer({ ...nothing, asked: english, languages: ["en", "es"] });
      expect(mixed.text).toMatch(/do not answer this question\. The videos are in English and Spanish\.$/);
      const alone = await answer({ ...nothing, asked: english, languages: ["en"] });
      expect(alone.text).toMatch(/do not answer this question\.$/);
    });

    it("says nothing of it where what is quoted is in the question's, or that is not known", async () => {
      const quotes = [
        sampleQuote(sampleHit(3, ["Die Ableitung misst die Änderung."], { language: "de-AT" }), 0),
      ];
      expect(await answer({ asked: german, quotes })).toMatchObject({
        text: "“Die Ableitung misst die Änderung.” [1]",
        confidence: "SURE",
      });
      const unclear = { language: "de", isClear: false };
      expect((await answer({ asked: unclear })).text).toMatch(/^“A derivative/);
    });
  });

  it("gives text in pieces of a word at most", async () => {
    const pieces = (await answer()).recorded.flatMap((call) => ("text" in call ? [call.text] : []));
    expect(pieces.every((piece) => piece.trim().split(/\s/).length === 1)).toBe(true);
  });

  it("marks each citation once and nothing else, at the end of its quote, whatever the transcripts hold", async () => {
    const words = [
      "derivative",
      "the",
      "[3]",
      "[1, 2]",
      "【4】",
      "[²]",
      "`x`",
      "“so”",
      "why?",
      "導関数は",
      "🙂",
      "Dr.",
    ];
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 })
      .map((all) => all.join(" "));
    const quotes = fc
      .array(fc.array(sentence, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
      .map((all) => all.map((texts, at) => sampleQuote(sampleHit(at + 1, texts), 0, texts.length - 1)));
    await fc.assert(
      fc.asyncProperty(quotes, async (given) => {
        const { recorded, text } = await answer({ quotes: given });
        expect(text.match(/\[\s*\p{Nd}[^\]]*\]/gu)).toEqual(given.map((_, at) => `[${at + 1}]`));
        let said = "";
        for (const call of recorded) {
          if ("text" in call) said += call.text;
          if (!("citation" in call)) continue;
          expect(said.endsWith(`” [${call.citation.number}]`)).toBe(true);
          expect(call.citation.quote).toBe(given[call.citation.number - 1]!.text);
        }
      }),
    );
  });

  it("reads a follow-up with what it follows", async () => {
    const citation = {
      number: 1,
      videoId: "video 1",
      youtubeId: null,
      startMs: 5,
      endMs: 9,
      quote: "It is a rate.",
    };
    const asked = {
      question: "And of a product?",
      history: [
        {
          question: "What is the derivative of a sum?",
          answer: "“It is a rate.” [1]",
          citations: [citation],
          scope: "PASSAGES" as const,
          confidence: "SURE" as const,
        },
      ],
      languages: ["en"],
    };
    const reworded = (question: string) =>
      createExtractiveAnswerer().standaloneQuestion({ ...asked, question }, uncounted, never);
    expect(await reworded("And of a product?")).toEqual({ question: "What is the derivative of a product?" });
    expect(await reworded("tell me more")).toEqual({
      question: "What is the derivative of a sum?",
      avoid: [citation],
    });
  });

  it("stops with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const answering = recordAnswer(createExtractiveAnswerer({ delayMs: 1000 }), input, controller.signal);
    controller.abort(reason);
    expect((await answering).error).toBe(reason);
  });
});
