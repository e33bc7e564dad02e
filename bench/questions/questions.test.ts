import { describe, expect, it } from "vitest";
import { askCases, type Judged } from "../../src/testing/questions/ask-cases.ts";
import { judgeAnswer, type SaidAnswer, type SaidCitation } from "../../src/testing/questions/judge-answer.ts";
import { chainsOf, parseQuestionCases } from "../../src/testing/questions/question-case.ts";
import type { Source } from "../../src/testing/questions/question-session.ts";
import { startTestServer } from "../../src/testing/server/test-server.ts";
import { createFakeEmbedding } from "../../src/testing/fakes/fake-embedding.ts";
import type { Question, Track } from "../eval-data.ts";
import { drawOpenQuestions, reportOpenQuestions, type AskedOpen } from "./open-questions.ts";
import { createPromptRecorder, reportPrompts, scoreOpenPrompt, scorePrompt } from "./prompts.ts";
import { reportFailures, reportQuestions } from "./report.ts";

const caseOf = (fields: object) =>
  parseQuestionCases(
    JSON.stringify({ session: "talk", videos: ["a", "b"], question: "Why?", kind: "why", ...fields }),
  )[0]!;

const said = (citations: Partial<SaidCitation>[], changes: Partial<SaidAnswer> = {}): SaidAnswer => ({
  text: "It is said.",
  confidence: "SURE",
  citations: citations.map((one) => ({ videoId: "a", startMs: 0, endMs: 1000, quote: "", ...one })),
  failure: null,
  ...changes,
});
const nothing = said([], { confidence: "NOT_FOUND" });

const judged = (fields: object, answer: SaidAnswer) => judgeAnswer(caseOf(fields).expected, answer);
const isAccepted = (fields: object, answer: SaidAnswer) => judged(fields, answer).isAccepted;

describe("the judge", () => {
  const quote = { quote: "eighty degrees|80 °C", first: true, at: [60, 80], video: "a" };

  it("tries an expression on each quote, whatever the case, with white space folded", () => {
    expect(isAccepted(quote, said([{ quote: "It wants Eighty\n  degrees." }]))).toBe(true);
    expect(isAccepted(quote, said([{ quote: "It wants ninety." }, { quote: "Or 80 °c." }]))).toBe(true);
    expect(isAccepted(quote, said([{ quote: "It wants ninety." }]))).toBe(false);
    expect(isAccepted(quote, nothing)).toBe(false);
  });

  it("tells whether the first citation is it, and whether it starts at its place in its video", () => {
    const hit = { quote: "eighty degrees" };
    const other = { quote: "ninety" };
    expect(judged(quote, said([hit, other]))).toEqual({ isAccepted: true, isFirst: true, isPlaced: false });
    expect(judged(quote, said([other, { ...hit, startMs: 60_000 }]))).toMatchObject({
      isFirst: false,
      isPlaced: true,
    });
    expect(judged(quote, said([{ ...hit, startMs: 80_001 }])).isPlaced).toBe(false);
    expect(judged(quote, said([{ ...hit, startMs: 70_000, videoId: "b" }])).isPlaced).toBe(false);
    expect(judged({ quote: "eighty" }, said([hit])).isPlaced).toBe(true);
  });

  it("wants a refusal without citations where the transcripts do not answer", () => {
    expect(isAccepted({ absent: true }, nothing)).toBe(true);
    expect(isAccepted({ absent: true }, said([{}]))).toBe(false);
    expect(isAccepted({ absent: true }, said([{}], { confidence: "NOT_FOUND" }))).toBe(false);
    expect(isAccepted({ absent: true }, said([], { confidence: "UNSURE" }))).toBe(false);
  });

  it("wants most parts of a whole video", () => {
    const whole = {
      whole: true,
      video: "a",
      covers: [
        [0, 10],
        [10, 20],
        [20, 30],
        [30, 40],
      ],
    };
    const at = (...starts: number[]) => said(starts.map((startMs) => ({ startMs })));
    expect(isAccepted(whole, at(1000, 12_000, 33_000))).toBe(true);
    expect(isAccepted(whole, at(1000, 2000, 33_000))).toBe(false);
    expect(isAccepted(whole, at(10_000, 20_000))).toBe(true);
    expect(isAccepted({ ...whole, video: "b" }, at(1000, 12_000, 33_000))).toBe(false);
  });

  it("wants both videos compared, half of a list, the time asked for, and no citation in small talk", () => {
    const both = said([{ videoId: "a" }, { videoId: "b" }]);
    expect(isAccepted({ compare: ["a", "b"] }, both)).toBe(true);
    expect(isAccepted({ compare: ["a", "b"] }, said([{}, {}]))).toBe(false);

    const list = { list: ["light", "air", "damp", "heat"] };
    expect(isAccepted(list, said([{ quote: "Light and air." }]))).toBe(true);
    expect(isAccepted(list, said([{ quote: "Light." }]))).toBe(false);
    expect(isAccepted({ ...list, video: "b" }, said([{ quote: "Light and air." }]))).toBe(false);

    const time = { time: "1:02", at: [55, 70], video: "a" };
    expect(isAccepted(time, said([{ startMs: 62_000 }]))).toBe(true);
    expect(isAccepted(time, said([{ startMs: 71_000 }]))).toBe(false);

    expect(isAccepted({ chat: true }, said([], { confidence: null }))).toBe(true);
    expect(isAccepted({ chat: true }, said([{}]))).toBe(false);
  });

  it("accepts no answer that failed", () => {
    expect(isAccepted(quote, said([{ quote: "eighty degrees" }], { failure: "INTERNAL" }))).toBe(false);
  });
});

describe("the questions", () => {
  it("leave out the line that tells about them, and refuse one that says nothing of what is expected", () => {
    expect(parseQuestionCases(`{"about": "them"}\n\n`)).toEqual([]);
    expect(() => caseOf({})).toThrow("Line 1 does not say what is expected");
  });

  it("are asked with those before them that they follow up", () => {
    const asked = [
      caseOf({ question: "one", chat: true }),
      caseOf({ question: "two", chat: true }),
      caseOf({ question: "and one?", after: "one", chat: true }),
      caseOf({ question: "or one?", after: "one", chat: true }),
      caseOf({ question: "why that?", after: "and one?", chat: true }),
      caseOf({ session: "other", question: "one", chat: true }),
    ];
    const chains = chainsOf(asked).map((chain) => chain.map(({ question }) => question));
    expect(chains).toEqual([["one", "and one?", "why that?"], ["two"], ["one", "or one?"], ["one"]]);
    expect(() => chainsOf([caseOf({ after: "none", chat: true })])).toThrow("not before it");
  });
});

describe("eval:questions", () => {
  const transcript = "0:00 Green tea wants water of eighty degrees.\n0:20 Black tea wants it boiling.";
  const upload = {
    videoId: "a",
    input: { title: "Tea", format: "TEXT", content: transcript, language: "en" },
  };
  const cases = [
    caseOf({ question: "Which water does green tea want?", kind: "plain", quote: "eighty degrees" }),
    caseOf({ question: "Which water does black tea want?", kind: "plain", quote: "cold", first: true }),
    caseOf({
      question: "And why?",
      kind: "followup",
      after: "Which water does black tea want?",
      absent: true,
    }),
  ];

  it("asks through GraphQL, without the questions before in the history, and reports what falls short", async () => {
    const server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
    const asked: string[][] = [];
    let answered = 0;
    const judgedCases = await askCases({
      client: server,
      async forgetAnswers(sessionId) {
        const executor = server.services.database.fork();
        const rows = await executor.execute<{ question: string }[]>(
          `delete from answers where session_id = ? returning question`,
          [sessionId],
        );
        asked.push(rows.map(({ question }) => question));
      },
      cases,
      uploadsOf: () => [upload],
      onAnswer: () => (answered += 1),
    });
    expect(answered).toBe(3);
    expect(asked).toEqual([[], [cases[0]!.question]]);
    expect(judgedCases.slice(0, 2).map(({ verdict }) => verdict.isAccepted)).toEqual([true, false]);

    const failures = reportFailures(judgedCases);
    expect(failures).toMatch(/## Which water does black tea want\?\n(?:SURE and )?wrong/);
    expect(failures).toContain("wanted: /cold/ first");
    expect(failures).toMatch(/\[1\] a \d+ s: .*boiling/);
    expect(failures).not.toContain("## Which water does green tea want?");
    const tables = reportQuestions(judgedCases);
    expect(tables).toMatch(/^\| plain +\| +2 \| +0\.50 \| +0\.50 \| +0\.50 \| +0\.00 \|/m);
    expect(tables).toMatch(/^\| followup +\| +1 \|/m);
  });

  it("counts an answer that is refused, unsure or failed for what it is", () => {
    const judgedOne = (answer: SaidAnswer): Judged => ({
      case: cases[0]!,
      answer: { ...answer, sources: [], firstTextMs: null, endMs: 10 },
      verdict: judgeAnswer(cases[0]!.expected, answer),
    });
    const all = [
      judgedOne(nothing),
      judgedOne(said([{ quote: "eighty degrees" }], { confidence: "UNSURE" })),
      judgedOne(said([], { confidence: null, failure: "INTERNAL" })),
      judgedOne(said([{ quote: "eighty degrees" }])),
    ];
    expect(reportQuestions(all)).toMatch(
      /^\| all +\| +4 \| +0\.50 \| +0\.50 \| +0\.50 \| +0\.25 \| +0\.25 \| +1\.00 \|/m,
    );
    expect(reportQuestions(all)).toContain("4 questions, 1 failed");
    expect(reportFailures(all)).toMatch(/NOT_FOUND though answered[^]*failed: INTERNAL/);
  });
});

describe("open questions", () => {
  const track = (videoId: string): Track => ({ videoId, language: "en", title: null, cues: [] });
  const question = (videoId: string, source: string, text: string): Question => ({
    source,
    videoId,
    text,
    language: "en",
    gold: [[0, 1000]],
    anchored: false,
  });
  const data = {
    tracks: ["v1", "v2", "v3", "v4"].map(track),
    questions: [
      ...["a", "b", "c", "d"].map((text) => question("v1", "large", text)),
      ...["e", "f"].map((text) => question("v2", "large", text)),
      question("v3", "small", "g"),
      question("v4", "other", "h"),
      question("unknown", "small", "i"),
    ],
  };

  it("are spread over sources and videos, the same each time", () => {
    const options = { count: 5, half: "all", sources: ["large", "small"] };
    const drawn = drawOpenQuestions(data, options);
    expect(drawOpenQuestions(data, options)).toEqual(drawn);
    expect(drawn.questions.map(({ videoId }) => videoId).toSorted()).toEqual(["v1", "v1", "v2", "v2", "v3"]);
    expect(drawn.pool.map(({ videoId }) => videoId).toSorted()).toEqual(["v1", "v2", "v3"]);
    expect(drawOpenQuestions(data, { ...options, count: 0 })).toEqual({ questions: [], pool: [] });
  });

  it("are told with their video and without, with what the chances are worth", () => {
    const [one] = data.questions;
    const asked: AskedOpen[] = [
      {
        question: one!,
        present: { confidence: "SURE", chance: 0.95, isRight: true },
        absent: { confidence: "NOT_FOUND", chance: 0.05, isRight: false },
      },
      {
        question: one!,
        present: { confidence: "NOT_FOUND", chance: 0.45, isRight: false },
        absent: { confidence: "SURE", chance: 0.91, isRight: false },
      },
    ];
    const report = reportOpenQuestions(asked);
    expect(report).toMatch(
      /^\| all +\| +2 \| +0\.50 \| +0\.50 \| +1\.00 \| +0\.50 \| +0\.00 \| +0\.50 \| +0\.750 \|/m,
    );
    expect(report).toMatch(/^\| 0\.9 to 1\.0 +\| +2 \| +0\.93 \| +0\.50 \| +0\.50 \|/m);
  });
});

describe("the prompts", () => {
  const source = (videoId: string, second: number, text: string): Source => ({
    videoId,
    startMs: second * 1000,
    endMs: (second + 60) * 1000,
    text,
  });
  const green = source("a", 0, "Green tea wants water of eighty\ndegrees.");
  const black = source("a", 60, "Black tea wants it boiling.");
  const oven = source("b", 0, "Ovens are hot.");
  const prompt = "Rules\n[1] Green tea wants water of eighty degrees.\n[2] Ovens are hot.\nQuestion: black?";
  const neededOf = (fields: object) =>
    scorePrompt(caseOf(fields).expected, [green, black, oven], prompt)?.needed;

  it("are told for the share of what is needed that has room", () => {
    expect(neededOf({ quote: "eighty degrees" })).toBe(1);
    expect(neededOf({ quote: "boiling" })).toBe(0);
    expect(neededOf({ list: ["green", "black", "oven", "milk"] })).toBe(0.5);
    expect(neededOf({ compare: ["a", "b"] })).toBe(1);
    expect(
      neededOf({
        whole: true,
        video: "a",
        covers: [
          [0, 10],
          [70, 80],
        ],
      }),
    ).toBe(0.5);
    expect(neededOf({ time: "0:30", at: [30, 40], video: "b" })).toBe(1);
    expect(neededOf({ absent: true })).toBeUndefined();
    expect(scorePrompt(caseOf({ quote: "tea" }).expected, [], "")).toMatchObject({ needed: 0, passages: 0 });
  });

  it("are told for what is there twice, and for the gold that passages cover", () => {
    const twice = `${prompt}\n[3] Ovens are hot.`;
    const gold = { videoId: "a", gold: [[30_000, 90_000]] as [number, number][] };
    expect(scoreOpenPrompt(gold, [green, black, oven, oven], twice)).toMatchObject({
      needed: 0.5,
      passages: 3,
      videos: 2,
      repeated: 1,
    });
  });

  it("are kept by a model that rewrites a follow-up with the question before it", async () => {
    const { chat, take } = createPromptRecorder();
    const complete = async (content: string) => {
      let reply = "";
      const options = { maxTokens: 100, onText: (text: string) => void (reply += text) };
      await chat.complete([{ role: "user", content }], options, new AbortController().signal);
      return reply;
    };
    const conversation = "Conversation:\nUser: first?\nAnswer: a\nUser: second?\nAnswer: b";
    expect(await complete(`${conversation}\n\nLast question: and why?`)).toBe("second? and why?");
    expect(take()).toBe("");
    await complete(prompt);
    expect(take()).toBe(prompt);
    expect(take()).toBe("");
  });

  it("are counted by kind", () => {
    const score = { needed: 1, passages: 4, videos: 2, repeated: 0, tokens: 3000 };
    const scored = [
      { name: "why", score },
      { name: "why", score: { ...score, needed: 0.5 } },
      { name: "list", score: { ...score, needed: 0, repeated: 2 } },
    ];
    const report = reportPrompts(scored);
    expect(report).toMatch(/^\| why +\| +2 \| +0\.75 \| +0\.50 \| +0\.00 \| +4 \| +2 \| +0 \|/m);
    expect(report).toMatch(/^\| all +\| +3 \| +0\.50 \| +0\.33 \| +0\.33 \| +4 \| +2 \| +2 \|/m);
  });
});
