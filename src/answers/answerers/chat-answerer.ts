import type { ChatModel } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import type { AnswerChunk, Answerer, AnswerInput, Turn } from "./answerer.ts";
import { buildPrompt, buildRewritePrompt } from "./prompt.ts";
import { createRefusalFilter, refusalText } from "./refusal.ts";

export type ChatAnswererOptions = {
  chat: ChatModel;
  maxPromptTokens: number;
  maxAnswerTokens: number;
  countTokens: (text: string) => number;
};

const rewriteMaxTokens = 160;
const rewriteMaxChars = 600;

/** Answers with a chat model. Without passages it declines at once: nothing is spent on what cannot be answered. */
export function createChatAnswerer(options: ChatAnswererOptions): Answerer {
  const { chat, maxAnswerTokens } = options;

  async function standaloneQuestion(question: string, history: Turn[], signal: AbortSignal): Promise<string> {
    if (history.length === 0) return question;
    try {
      const reply = await collect(buildRewritePrompt(question, history, options), signal);
      return readRewrite(reply, question) ?? question;
    } catch (error) {
      signal.throwIfAborted();
      // The answer may still succeed, searched for with the question as it is.
      if (error instanceof ModelError) return question;
      throw error;
    }
  }

  async function collect(
    messages: ReturnType<typeof buildRewritePrompt>,
    signal: AbortSignal,
  ): Promise<string> {
    let reply = "";
    for await (const chunk of chat.complete(messages, { maxTokens: rewriteMaxTokens }, signal)) {
      if (chunk.type === "text") reply += chunk.text;
      if (reply.length > 4 * rewriteMaxChars) break;
    }
    return reply;
  }

  async function* answer(input: AnswerInput, signal: AbortSignal): AsyncGenerator<AnswerChunk> {
    if (input.passages.length === 0) {
      yield { type: "declined" };
      yield { type: "text", text: refusalText(input.question) };
      return;
    }
    const filter = createRefusalFilter();
    let isDeclined = false;
    let isEmpty = true;
    const write = function* (text: string): Generator<AnswerChunk> {
      if (filter.declined() && !isDeclined) {
        isDeclined = true;
        yield { type: "declined" };
      }
      if (text === "") return;
      isEmpty = false;
      yield { type: "text", text };
    };

    const messages = buildPrompt(input, options);
    const tokens = messages.reduce((sum, { content }) => sum + options.countTokens(content), 0);
    yield { type: "prompt", tokens };
    for await (const chunk of chat.complete(messages, { maxTokens: maxAnswerTokens }, signal)) {
      // PostgreSQL's text holds no NUL.
      if (chunk.type === "text") yield* write(filter.push(chunk.text.replaceAll("\0", "")));
      else yield chunk;
    }
    yield* write(filter.end());
    if (isDeclined && isEmpty) yield { type: "text", text: refusalText(input.question) };
  }

  return { name: chat.name, standaloneQuestion, answer };
}

/** Null where the reply cannot be the question rewritten: empty, or far too long. */
function readRewrite(reply: string, question: string): string | null {
  const lines = reply.split("\n").map((line) => line.trim());
  const line = (lines.find((candidate) => candidate !== "") ?? "")
    .replace(/^(?:(?:rewritten|standalone|last)\s+)?question\s*:\s*/i, "")
    .replace(/^["“«](.*)["”»]$/u, "$1")
    .trim();
  const isRubbish =
    line.length > Math.max(rewriteMaxChars, 2 * question.length) || !/[\p{L}\p{N}]/u.test(line);
  return isRubbish ? null : line;
}
