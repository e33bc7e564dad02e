import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerInput } from "./answerer.ts";
import { createCitationStream } from "../cite/citations.ts";
import { createExtractiveAnswerer } from "./extractive-answerer.ts";
import { movedTo, sampleHit } from "../../testing/sample-hits.ts";
import { recordAnswer, type RecordedAnswer } from "../../testing/record-answer.ts";

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

const input: AnswerInput = {
  question: "What does a derivative measure?",
  hits,
  history: [],
  answerability: 0.9,
};
const never = new AbortController().signal;
const uncounted = { prompt() {}, usage() {} };
const answer = (changes: Partial<AnswerInput> = {}) =>
  recordAnswer(createExtractiveAnswerer(), { ...input, ...changes });

/** Each quotation in the text, with the quote that its marker is given. */
function quotations({ recorded }: RecordedAnswer, offered = hits): { said: string; quote: string }[] {
  const stream = createCitationStream(offered);
  const pieces = [
    ...recorded.flatMap((call) => ("text" in call ? stream.push(call.text) : [])),
    ...stream.end(),
  ];
  const quotes = pieces.flatMap((piece) => (piece.type === "citation" ? [piece.citation.quote] : []));
  const said = pieces
    .map((piece) => (piece.type === "text" ? piece.text : ""))
    .join("")
    .split("\n\n");
  expect(said).toHaveLength(quotes.length);
  return said.map((line, index) => ({ said: line.replace(/ \[\d+\]$/, ""), quote: quotes[index]! }));
}

describe("the extractive answerer", () => {
  it("quotes what answers, each sentence followed by its passage's number", async () => {
    const text = (await answer()).text;
    expect(text.split("\n\n")[0]).toBe(
      "“A derivative measures how fast a function changes at one point.” [1]",
    );
    expect(text).not.toContain("subscribe");
    expect(text).not.toContain("coffee");
  });

  it("quotes of several passages where they fit about as well, the best sentence first", async () => {
    const question = "What is the derivative of a sum?";
    const lines = (await answer({ question })).text.split("\n\n");
    expect(lines[0]).toMatch(/^“so the derivative of a sum is .*” \[2\]$/);
    expect(lines[1]).toMatch(/derivative.*\[1\]$/);
  });

  it("leaves out what fits much less than the best", async () => {
    const question = "How fast does a function change at one point?";
    expect((await answer({ question })).text.split("\n\n")).toEqual([
      "“A derivative measures how fast a function changes at one point.” [1]",
    ]);
  });

  it("leaves out what is elsewhere and fits little more than half as well", async () => {
    const question = "How often can I brew oolong leaves?";
    const best = "Oolong leaves you can brew five times.";
    const offered = [
      sampleHit(1, [best, "We came back to the shop in spring."]),
      sampleHit(2, ["You cannot brew rooibos leaves for too long.", "We drove on to the mountains."]),
    ];
    expect((await answer({ question, hits: offered })).text).toBe(`“${best}” [1]`);
  });

  it("gives text in pieces of a word at most", async () => {
    for (const call of (await answer()).recorded) {
      expect("text" in call && call.text.trim().split(/\s/)).toHaveLength(1);
    }
  });

  it("makes every sentence a citation of exactly what it quotes", async () => {
    for (const { said, quote } of quotations(await answer())) expect(said).toBe(`“${quote}”`);
  });

  it("makes every sentence a citation whatever the transcripts hold", async () => {
    const words = [
      "derivative",
      "measures",
      "and",
      "the",
      "change.",
      "[3]",
      "`x`",
      "“so”",
      "why?",
      "導関数は",
      "🙂",
      "Dr.",
      "is",
    ];
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 })
      .map((all) => all.join(" "));
    const offered = fc
      .array(fc.tuple(fc.array(sentence, { minLength: 1, maxLength: 8 }), fc.nat({ max: 7 })), {
        minLength: 1,
        maxLength: 5,
      })
      .map((all) =>
        all.map(([texts, at], index) => {
          const hit = sampleHit(index + 1, texts);
          // As search gives it: one sentence or several.
          const part = hit.passage.sentences.slice(at % texts.length, (at % texts.length) + 1 + (at % 2));
          const text = part.map((each) => each.text).join(" ");
          return movedTo(hit, { startMs: part[0]!.startMs, endMs: part.at(-1)!.endMs, text });
        }),
      );
    await fc.assert(
      fc.asyncProperty(offered, async (given) => {
        const answered = await answer({ hits: given });
        if (answered.isDeclined) return;
        const found = quotations(answered, given);
        expect(found.length).toBeLessThanOrEqual(4);
        for (const { said, quote } of found) expect(said).toBe(`“${quote}”`);
      }),
      { numRuns: 500 },
    );
  });

  it("says nothing twice", async () => {
    const again = sampleHit(3, [
      first.passage.sentences[2]!.text,
      "A function changes fast at one point: a derivative measures how.",
    ]);
    const text = (await answer({ hits: [...hits, again] })).text;
    expect(text.match(/how fast/g)).toHaveLength(1);
  });

  it("declines in the question's language where search found no answer", async () => {
    const { recorded, text } = await answer({ answerability: 0.3 });
    expect(recorded[0]).toEqual({ declined: true });
    expect(text).toBe("The transcripts in this session do not answer this question.");
    expect((await answer({ hits: [], question: "Что измеряет производная?" })).text).toMatch(/^Расшифровки/);
    expect((await answer({ hits: [], question: "¿Qué es la derivada?" })).text).toMatch(
      /^Las transcripciones/,
    );
    expect((await answer({ hits: [], question: "导数是什么？" })).text).toMatch(/^本次会话/);
    expect((await answer({ hits: [], question: "導関数とは何ですか" })).text).toMatch(/^このセッション/);
  });

  it("reads a follow-up with what it follows", async () => {
    const history = [{ question: "What is the derivative of a sum?", answer: "…" }];
    expect((await answer({ question: "why?", history })).text).toContain("the sum of the derivatives");
    const standalone = await createExtractiveAnswerer().standaloneQuestion("why?", history, uncounted, never);
    expect(standalone).toBe("why? derivative sum");
  });

  it("quotes the hit of a passage that shares no word with the question", async () => {
    const text = (await answer({ question: "Was misst eine Ableitung?" })).text;
    expect(text).toContain("“A derivative measures how fast a function changes at one point.” [1]");
  });

  it("stops with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const answering = recordAnswer(createExtractiveAnswerer({ delayMs: 1000 }), input, controller.signal);
    controller.abort(reason);
    expect((await answering).error).toBe(reason);
  });
});
