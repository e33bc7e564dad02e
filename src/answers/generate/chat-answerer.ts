import type { ChatMessage, ChatModel } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import type { Answerer, AnswerInput, AnswerOutput, RequestCounter, Turn } from "./answerer.ts";
import { buildPrompt, buildRewritePrompt } from "./prompt.ts";
import { createRefusalFilter, refusalText } from "./refusal.ts";

export type ChatAnswererOptions = {
  chat: ChatModel;
  maxPromptTokens: number;
  maxAnswerTokens: number;
  countTokens: (text: string) => number;
  /** Called with what the provider counted in a request of these texts. */
  learnTokens?: (texts: string[], promptTokens: number) => void;
};

const REWRITE_MAX_TOKENS = 160;
const REWRITE_MAX_CHARS = 600;

/** Answers with a chat model; without passages the answerer declines, and the model is not asked. */
export function createChatAnswerer(options: ChatAnswererOptions): Answerer {
  const { chat, maxAnswerTokens } = options;

  async function standaloneQuestion(
    question: string,
    history: Turn[],
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<string> {
    if (history.length === 0) return question;
    try {
      let reply = "";
      const sent = { maxTokens: REWRITE_MAX_TOKENS, onText: (text: string) => void (reply += text) };
      await request(buildRewritePrompt(question, history, options), sent, counter, signal);
      return readRewrite(reply, question) ?? question;
    } catch (error) {
      signal.throwIfAborted();
      // The question as it is may still find an answer.
      if (error instanceof ModelError) return question;
      throw error;
    }
  }

  async function request(
    messages: ChatMessage[],
    sent: { maxTokens: number; onText: (text: string) => void },
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<void> {
    counter.prompt(() => messages.reduce((sum, { content }) => sum + options.countTokens(content), 0));
    const counted = await chat.complete(messages, sent, signal);
    if (!counted) return;
    counter.usage(counted);
    const texts = messages.map(({ content }) => content);
    options.learnTokens?.(texts, counted.promptTokens);
  }

  async function generate(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<void> {
    if (input.hits.length === 0) {
      output.declined();
      output.text(refusalText(input.question));
      return;
    }
    const filter = createRefusalFilter();
    let isDeclined = false;
    let isEmpty = true;
    function write(text: string) {
      if (filter.declined() && !isDeclined) {
        isDeclined = true;
        output.declined();
      }
      if (text === "") return;
      isEmpty = false;
      output.text(text);
    }
    // PostgreSQL's text holds no NUL.
    const onText = (text: string) => write(filter.push(text.replaceAll("\0", "")));
    await request(buildPrompt(input, options), { maxTokens: maxAnswerTokens, onText }, output, signal);
    write(filter.end());
    if (isDeclined && isEmpty) output.text(refusalText(input.question));
  }

  return { name: chat.name, standaloneQuestion, generate };
}

/** The rewritten question in a reply; null where the reply is empty or far too long. */
function readRewrite(reply: string, question: string): string | null {
  const lines = reply.split("\n").map((line) => line.trim());
  const line = (lines.find((candidate) => candidate !== "") ?? "")
    .replace(/^(?:(?:rewritten|standalone|last)\s+)?question\s*:\s*/i, "")
    .replace(/^["“«](.*)["”»]$/u, "$1")
    .trim();
  const isRubbish =
    line.length > Math.max(REWRITE_MAX_CHARS, 2 * question.length) || !/[\p{L}\p{N}]/u.test(line);
  return isRubbish ? null : line;
}
