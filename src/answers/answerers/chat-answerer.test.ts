import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatChunk, ChatMessage, ChatModel } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import type { AnswerChunk, AnswerInput } from "./answerer.ts";
import { createChatAnswerer } from "./chat-answerer.ts";
import { samplePassage } from "../citations/sample-passages.ts";

type Call = { messages: ChatMessage[]; maxTokens: number };

/** A model that says these chunks, and records what it was asked. */
function modelSaying(chunks: (string | ChatChunk | Error)[]): { chat: ChatModel; calls: Call[] } {
  const calls: Call[] = [];
  async function* complete(
    messages: ChatMessage[],
    { maxTokens }: { maxTokens: number },
    signal: AbortSignal,
  ) {
    calls.push({ messages, maxTokens });
    for (const chunk of chunks) {
      signal.throwIfAborted();
      if (chunk instanceof Error) throw chunk;
      yield typeof chunk === "string" ? { type: "text" as const, text: chunk } : chunk;
    }
  }
  return { chat: { name: "stand-in", complete }, calls };
}

const answererOf = (chat: ChatModel) =>
  createChatAnswerer({
    chat,
    maxPromptTokens: 2000,
    maxAnswerTokens: 300,
    countTokens: (text) => Math.ceil(text.length / 4),
  });

const input: AnswerInput = {
  question: "Was misst die Ableitung?",
  passages: [samplePassage(1, ["The derivative measures change."])],
  history: [],
  answerability: 0.8,
};
const history = [{ question: "What is a derivative?", answer: "A rate of change [1]." }];
const never = new AbortController().signal;

async function answer(
  chunks: (string | ChatChunk | Error)[],
  changes: Partial<AnswerInput> = {},
): Promise<AnswerChunk[]> {
  const said = await Array.fromAsync(
    answererOf(modelSaying(chunks).chat).answer({ ...input, ...changes }, never),
  );
  return said.filter((chunk) => chunk.type !== "prompt");
}
const textOf = (chunks: AnswerChunk[]) =>
  chunks.map((chunk) => (chunk.type === "text" ? chunk.text : "")).join("");
const isDeclined = (chunks: AnswerChunk[]) => chunks.some(({ type }) => type === "declined");

describe("the chat answerer's answer", () => {
  it("streams the model's text as it comes, and its usage", async () => {
    const usage = { type: "usage", promptTokens: 10, completionTokens: 2 } as const;
    const { chat, calls } = modelSaying(["It ", "measures [1]", usage]);
    const chunks = await Array.fromAsync(answererOf(chat).answer(input, never));
    expect(chunks[0]).toEqual({ type: "prompt", tokens: expect.any(Number) });
    expect(chunks.slice(1)).toEqual([
      { type: "text", text: "It " },
      { type: "text", text: "measures [1]" },
      usage,
    ]);
    expect(calls[0]!.maxTokens).toBe(300);
    expect(calls[0]!.messages.at(-1)!.content).toContain("Was misst die Ableitung?");
  });

  it.each(["NO_ANSWER: ", "NO_ANSWER:", "NO_ANSWER\n", " **NO_ANSWER:** ", "`NO_ANSWER`: ", "[NO_ANSWER] "])(
    "takes %j for a refusal and strips it, however it is cut",
    async (token) => {
      const text = `${token}Die Videos sagen es nicht.`;
      for (const parts of [[text], text.split(""), text.match(/.{1,3}/gs)!]) {
        const chunks = await answer(parts);
        expect(chunks[0]).toEqual({ type: "declined" });
        expect(textOf(chunks)).toBe("Die Videos sagen es nicht.");
      }
    },
  );

  it.each(["NO ONE knows.", "NO_ANSWERS here", "N", "Say NO_ANSWER: now", "**Bold** words", "“Quoted” [1]"])(
    "does not take %j for a refusal",
    async (text) => {
      const chunks = await answer(text.split(""));
      expect(textOf(chunks)).toBe(text);
      expect(isDeclined(chunks)).toBe(false);
    },
  );

  it("gives any other text unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 5 }), { maxLength: 20 }), async (parts) => {
        expect(textOf(await answer(parts))).toBe(parts.join(""));
      }),
    );
  });

  it("refuses in the question's language where the model says no more than the token", async () => {
    const chunks = await answer(["NO_AN", "SWER:"]);
    expect(isDeclined(chunks)).toBe(true);
    expect(textOf(chunks)).toBe("Die Transkripte in dieser Sitzung beantworten diese Frage nicht.");
  });

  it("declines without asking the model where there are no passages", async () => {
    const { chat, calls } = modelSaying(["x"]);
    const chunks = await Array.fromAsync(answererOf(chat).answer({ ...input, passages: [] }, never));
    expect(isDeclined(chunks)).toBe(true);
    expect(calls).toEqual([]);
  });

  it("leaves out NUL, which the database does not take", async () => {
    expect(textOf(await answer(["a\0b"]))).toBe("ab");
  });

  it("gives what came before the model failed, then its error", async () => {
    const failure = new ModelError("MODEL_UNAVAILABLE", "gone", { retryable: true });
    const { chat } = modelSaying(["It is", failure]);
    const seen: AnswerChunk[] = [];
    const reading = (async () => {
      for await (const chunk of answererOf(chat).answer(input, never)) seen.push(chunk);
    })();
    await expect(reading).rejects.toBe(failure);
    expect(textOf(seen)).toBe("It is");
  });
});

describe("the chat answerer's standalone question", () => {
  const rewrite = (chunks: (string | ChatChunk | Error)[]) =>
    answererOf(modelSaying(chunks).chat).standaloneQuestion("why?", history, never);

  it("is the question itself where nothing came before, without asking the model", async () => {
    const { chat, calls } = modelSaying(["x"]);
    expect(await answererOf(chat).standaloneQuestion("why?", [], never)).toBe("why?");
    expect(calls).toEqual([]);
  });

  it("is what the model makes of it", async () => {
    expect(await rewrite(["Why is a derivative", " a rate?\n"])).toBe("Why is a derivative a rate?");
    expect(await rewrite(['Standalone question: "Why is it?"'])).toBe("Why is it?");
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
      answererOf(chat).standaloneQuestion("why?", history, AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
  });
});
