import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatModel, ChatUsage, Complete } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import type { AnswerInput } from "./answerer.ts";
import { createCitationStream } from "../cite/citations.ts";
import { createChatAnswerer, type ChatAnswererOptions } from "./chat-answerer.ts";
import { sampleHit, sampleQuote } from "../../testing/sample-hits.ts";
import { recordAnswer } from "../../testing/record-answer.ts";

type Call = { messages: ChatMessage[]; maxTokens: number };

/** A model that says these words, and counts so; it records what it was asked. */
function modelSaying(words: (string | Error)[], counted: ChatUsage | null = null) {
  const calls: Call[] = [];
  const complete: Complete = async (messages, { maxTokens, onText }, signal) => {
    calls.push({ messages, maxTokens });
    for (const word of words) {
      signal.throwIfAborted();
      if (word instanceof Error) throw word;
      onText(word);
    }
    return counted;
  };
  return { chat: { name: "stand-in", complete } satisfies ChatModel, calls };
}

const answererOf = (chat: ChatModel, options: Partial<ChatAnswererOptions> = {}) =>
  createChatAnswerer({
    chat,
    maxPromptTokens: 2000,
    maxAnswerTokens: 300,
    countTokens: (text) => Math.ceil(text.length / 4),
    ...options,
  });

const hit = sampleHit(1, ["The derivative measures change.", "So much for today."]);
const input: AnswerInput = {
  question: "Was misst die Ableitung?",
  hits: [hit],
  quotes: [sampleQuote(hit, 0)],
  confidence: "SURE",
  answerability: 0.9,
  asked: { language: "de", isClear: true },
  languages: ["en"],
  scope: "PASSAGES",
  videos: [],
  sessionVideos: [],
  history: [],
};
const english = { language: "en", isClear: true };
const asked = {
  question: "why?",
  history: [
    {
      question: "What is a derivative?",
      answer: "A rate of change [1].",
      scope: "PASSAGES" as const,
      citations: [],
      confidence: null,
    },
  ],
  languages: ["en"],
};
const never = new AbortController().signal;
const uncounted = { request: () => ({ usage() {}, reply() {} }) };

const answer = (words: (string | Error)[], changes: Partial<AnswerInput> = {}) =>
  recordAnswer(answererOf(modelSaying(words).chat), { ...input, ...changes });

describe("the chat answerer's answer", () => {
  it("streams the model's text as it comes, and its usage", async () => {
    const usage = { promptTokens: 10, completionTokens: 2 };
    const { chat, calls } = modelSaying(["It ", "measures change [1]", "."], usage);
    const { recorded, confidence } = await recordAnswer(answererOf(chat), input);
    expect(recorded).toEqual([
      { prompt: expect.any(Number) },
      { text: "It" },
      { text: " measures change [1]" },
      { citation: expect.objectContaining({ number: 1, quote: "The derivative measures change." }) },
      { text: "." },
      { usage },
    ]);
    expect(confidence).toBe("SURE");
    expect(calls[0]!.maxTokens).toBe(300);
    expect(calls[0]!.messages.at(-1)!.content).toContain("Was misst die Ableitung?");
  });

  it.each(["NO_ANSWER: ", "NO_ANSWER:", "NO_ANSWER\n", " **NO_ANSWER:** ", "`NO_ANSWER`: ", "[NO_ANSWER] "])(
    "takes %j for a refusal and strips it, however it is cut",
    async (token) => {
      const text = `${token}Die Videos sagen es nicht.`;
      for (const parts of [[text], text.split(""), text.match(/.{1,3}/gs)!]) {
        expect(await answer(parts)).toMatchObject({
          text: "Die Videos sagen es nicht.",
          confidence: "NOT_FOUND",
        });
      }
    },
  );

  it.each(["NO ONE knows.", "NO_ANSWERS here", "N", "Say NO_ANSWER: now", "**Bold** words", "“Quoted”"])(
    "does not take %j for a refusal",
    async (text) => {
      const answered = await answer(text.split(""));
      expect(answered.confidence).toBe("UNSURE");
      expect(answered.text.startsWith(`${text}\n\n`)).toBe(true);
    },
  );

  it("gives any other text as the reader of citations does, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 5 }), { maxLength: 20 }), async (parts) => {
        const stream = createCitationStream(input.hits);
        const pieces = [...stream.push(parts.join("")), ...stream.end()];
        const read = pieces.map((piece) => (piece.type === "text" ? piece.text : "")).join("");
        expect((await answer(parts)).text.startsWith(read)).toBe(true);
      }),
    );
  });

  it("cites nothing in a refusal, whatever markers it has", async () => {
    expect(await answer(["NO_ANSWER: The derivative measures change [1], no more."])).toMatchObject({
      text: "The derivative measures change, no more.",
      citations: [],
      confidence: "NOT_FOUND",
    });
  });

  it("is unsure of claims that hold where search found no answer, and says so", async () => {
    const { text, citations, confidence } = await answer(["Es misst change [1]."], {
      confidence: "NOT_FOUND",
    });
    expect(text).toBe(
      "Es misst change [1].\n\nVielleicht beantworten die Transkripte diese Frage nicht: Das ist, was dem am nächsten kommt.",
    );
    expect(citations).toHaveLength(1);
    expect(confidence).toBe("UNSURE");
  });

  it.each([["Bananas are yellow [1]."], ["Bananas are yellow [7]."], ["Bananas are yellow."]])(
    "is unsure of %j, of which no claim holds, and adds what is said nearest",
    async (reply) => {
      const { text, citations, confidence } = await answer([reply], {
        asked: english,
        confidence: "UNSURE",
      });
      expect(text).toBe(
        "Bananas are yellow.\n\nThe transcripts do not bear this out. " +
          "The nearest that is said: “The derivative measures change.” [1]",
      );
      expect(citations).toMatchObject([{ number: 1, quote: "The derivative measures change." }]);
      expect(confidence).toBe("UNSURE");
    },
  );

  it.each([{ confidence: "NOT_FOUND" } as const, { quotes: [] }])(
    "has not found an answer where no claim holds and there is nothing near: %o",
    async (changes) => {
      expect(await answer(["Bananas are yellow [1]."], { asked: english, ...changes })).toMatchObject({
        text: "Bananas are yellow.\n\nThe transcripts do not bear this out. The transcripts in this session do not answer this question.",
        citations: [],
        confidence: "NOT_FOUND",
      });
    },
  );

  it("adds to an empty reply what is said nearest", async () => {
    const { text, confidence } = await answer([" \n"]);
    expect(text.trim()).toBe("Am nächsten kommt dem: “The derivative measures change.” [1]");
    expect(confidence).toBe("UNSURE");
  });

  it("refuses in the question's language where the model says no more than the token", async () => {
    expect(await answer(["NO_AN", "SWER:"])).toMatchObject({
      confidence: "NOT_FOUND",
      text: "Die Transkripte in dieser Sitzung beantworten diese Frage nicht.",
    });
  });

  it("finds nothing without asking the model where there are no passages", async () => {
    const { chat, calls } = modelSaying(["x"]);
    const { confidence } = await recordAnswer(answererOf(chat), { ...input, hits: [] });
    expect(confidence).toBe("NOT_FOUND");
    expect(calls).toEqual([]);
  });

  it("leaves out NUL, which the database does not take", async () => {
    expect((await answer(["a\0b"])).text).toMatch(/^ab\n/);
  });

  it("gives what came before the model failed, then its error", async () => {
    const failure = new ModelError("MODEL_UNAVAILABLE", "gone", { retryable: true });
    const { chat } = modelSaying(["It is", failure]);
    expect(await recordAnswer(answererOf(chat), input)).toMatchObject({ error: failure, text: "It is" });
  });
});

describe("the chat answerer's standalone question", () => {
  const rewrite = (words: (string | Error)[]) =>
    answererOf(modelSaying(words).chat).standaloneQuestion(asked, uncounted, never);

  it("is the question itself where nothing came before, without asking the model", async () => {
    const { chat, calls } = modelSaying(["x"]);
    const first = { ...asked, history: [] };
    expect(await answererOf(chat).standaloneQuestion(first, uncounted, never)).toEqual({ question: "why?" });
    expect(calls).toEqual([]);
  });

  it("is what the model makes of it", async () => {
    expect(await rewrite(["Why is a derivative", " a rate?\n"])).toMatchObject({
      question: "Why is a derivative a rate?",
    });
    expect(await rewrite(['Standalone question: "Why is it?"'])).toMatchObject({ question: "Why is it?" });
  });

  it("counts what it costs", async () => {
    const usage = { promptTokens: 30, completionTokens: 5 };
    const { chat } = modelSaying(["Why is it?"], usage);
    const counted: unknown[] = [];
    const counter = {
      request(countPrompt: () => number) {
        counted.push(countPrompt());
        return {
          usage: (of: ChatUsage) => void counted.push(of),
          reply: (text: string) => void counted.push(text),
        };
      },
    };
    await answererOf(chat).standaloneQuestion(asked, counter, never);
    expect(counted).toEqual([expect.any(Number), "", "Why is it?", usage]);
  });

  it("lets the estimate of tokens learn from what the provider counted in the prompt", async () => {
    const { chat, calls } = modelSaying(["Why is it?"], { promptTokens: 300, completionTokens: 5 });
    const learnt: unknown[] = [];
    const learnTokens = (...report: unknown[]) => void learnt.push(report);
    await answererOf(chat, { learnTokens }).standaloneQuestion(asked, uncounted, never);
    expect(learnt).toEqual([[calls[0]!.messages.map(({ content }) => content), 300]]);
  });

  it.each([[""], ["\n \n"], ["..."], ["word ".repeat(500)]])(
    "is the question itself where the model says %j",
    async (reply) => {
      expect(await rewrite([reply])).toMatchObject({ question: "why?" });
    },
  );

  it("is the question itself where the model fails, and no other error is hidden", async () => {
    expect(await rewrite([new ModelError("MODEL_TIMEOUT", "slow", { retryable: true })])).toEqual({
      question: "why?",
    });
    await expect(rewrite([new TypeError("a mistake")])).rejects.toThrow("a mistake");
  });

  it("rejects with the signal's reason when it is aborted", async () => {
    const reason = new Error("cancelled");
    const { chat } = modelSaying(["x"]);
    await expect(
      answererOf(chat).standaloneQuestion(asked, uncounted, AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
  });

  it("comes with its translation where no transcript is in its language, first question or not", async () => {
    const { chat, calls } = modelSaying(["Was misst sie?\nen: What does it measure?"], null);
    const first = { question: "Was misst die Ableitung?", history: [], languages: ["en"] };
    expect(await answererOf(chat).standaloneQuestion(first, uncounted, never)).toEqual({
      question: "Was misst sie?",
      translations: new Map([["en", "What does it measure?"]]),
    });
    expect(calls).toHaveLength(1);
  });
});
