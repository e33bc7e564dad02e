import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatModel, ChatUsage, Complete } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import type { AnswerInput } from "./answerer.ts";
import { createChatAnswerer, type ChatAnswererOptions } from "./chat-answerer.ts";
import { sampleHit } from "../../testing/sample-hits.ts";
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

const input: AnswerInput = {
  question: "Was misst die Ableitung?",
  hits: [sampleHit(1, ["The derivative measures change."])],
  history: [],
  answerability: 0.8,
};
const history = [{ question: "What is a derivative?", answer: "A rate of change [1]." }];
const never = new AbortController().signal;
const uncounted = { prompt() {}, usage() {} };

const answer = (words: (string | Error)[], changes: Partial<AnswerInput> = {}) =>
  recordAnswer(answererOf(modelSaying(words).chat), { ...input, ...changes });

describe("the chat answerer's answer", () => {
  it("streams the model's text as it comes, and its usage", async () => {
    const usage = { promptTokens: 10, completionTokens: 2 };
    const { chat, calls } = modelSaying(["It ", "measures [1]"], usage);
    const { recorded } = await recordAnswer(answererOf(chat), input);
    expect(recorded).toEqual([
      { prompt: expect.any(Number) },
      { text: "It " },
      { text: "measures [1]" },
      { usage },
    ]);
    expect(calls[0]!.maxTokens).toBe(300);
    expect(calls[0]!.messages.at(-1)!.content).toContain("Was misst die Ableitung?");
  });

  it.each(["NO_ANSWER: ", "NO_ANSWER:", "NO_ANSWER\n", " **NO_ANSWER:** ", "`NO_ANSWER`: ", "[NO_ANSWER] "])(
    "takes %j for a refusal and strips it, however it is cut",
    async (token) => {
      const text = `${token}Die Videos sagen es nicht.`;
      for (const parts of [[text], text.split(""), text.match(/.{1,3}/gs)!]) {
        const { recorded, text: said } = await answer(parts);
        expect(recorded[1]).toEqual({ declined: true });
        expect(said).toBe("Die Videos sagen es nicht.");
      }
    },
  );

  it.each(["NO ONE knows.", "NO_ANSWERS here", "N", "Say NO_ANSWER: now", "**Bold** words", "“Quoted” [1]"])(
    "does not take %j for a refusal",
    async (text) => {
      expect(await answer(text.split(""))).toMatchObject({ text, isDeclined: false });
    },
  );

  it("gives any other text unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 5 }), { maxLength: 20 }), async (parts) => {
        expect((await answer(parts)).text).toBe(parts.join(""));
      }),
    );
  });

  it("refuses in the question's language where the model says no more than the token", async () => {
    expect(await answer(["NO_AN", "SWER:"])).toMatchObject({
      isDeclined: true,
      text: "Die Transkripte in dieser Sitzung beantworten diese Frage nicht.",
    });
  });

  it("declines without asking the model where there are no passages", async () => {
    const { chat, calls } = modelSaying(["x"]);
    const { isDeclined } = await recordAnswer(answererOf(chat), { ...input, hits: [] });
    expect(isDeclined).toBe(true);
    expect(calls).toEqual([]);
  });

  it("leaves out NUL, which the database does not take", async () => {
    expect((await answer(["a\0b"])).text).toBe("ab");
  });

  it("gives what came before the model failed, then its error", async () => {
    const failure = new ModelError("MODEL_UNAVAILABLE", "gone", { retryable: true });
    const { chat } = modelSaying(["It is", failure]);
    expect(await recordAnswer(answererOf(chat), input)).toMatchObject({ error: failure, text: "It is" });
  });
});

describe("the chat answerer's standalone question", () => {
  const rewrite = (words: (string | Error)[]) =>
    answererOf(modelSaying(words).chat).standaloneQuestion("why?", history, uncounted, never);

  it("is the question itself where nothing came before, without asking the model", async () => {
    const { chat, calls } = modelSaying(["x"]);
    expect(await answererOf(chat).standaloneQuestion("why?", [], uncounted, never)).toBe("why?");
    expect(calls).toEqual([]);
  });

  it("is what the model makes of it", async () => {
    expect(await rewrite(["Why is a derivative", " a rate?\n"])).toBe("Why is a derivative a rate?");
    expect(await rewrite(['Standalone question: "Why is it?"'])).toBe("Why is it?");
  });

  it("counts what it costs", async () => {
    const usage = { promptTokens: 30, completionTokens: 5 };
    const { chat } = modelSaying(["Why is it?"], usage);
    const counted: unknown[] = [];
    const counter = {
      prompt: (countTokens: () => number) => void counted.push(countTokens()),
      usage: (of: ChatUsage) => void counted.push(of),
    };
    await answererOf(chat).standaloneQuestion("why?", history, counter, never);
    expect(counted).toEqual([expect.any(Number), usage]);
  });

  it("lets the estimate of tokens learn from what the provider counted in the prompt", async () => {
    const { chat, calls } = modelSaying(["Why is it?"], { promptTokens: 300, completionTokens: 5 });
    const learnt: unknown[] = [];
    const learnTokens = (...report: unknown[]) => void learnt.push(report);
    await answererOf(chat, { learnTokens }).standaloneQuestion("why?", history, uncounted, never);
    expect(learnt).toEqual([[calls[0]!.messages.map(({ content }) => content), 300]]);
  });

  it.each([[""], ["\n \n"], ["..."], ["word ".repeat(500)]])(
    "is the question itself where the model says %j",
    async (reply) => {
      expect(await rewrite([reply])).toBe("why?");
    },
  );

  it("is the question itself where the model fails, and no other error is hidden", async () => {
    expect(await rewrite([new ModelError("MODEL_TIMEOUT", "slow", { retryable: true })])).toBe("why?");
    await expect(rewrite([new TypeError("a mistake")])).rejects.toThrow("a mistake");
  });

  it("rejects with the signal's reason when it is aborted", async () => {
    const reason = new Error("cancelled");
    const { chat } = modelSaying(["x"]);
    await expect(
      answererOf(chat).standaloneQuestion("why?", history, uncounted, AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
  });
});
