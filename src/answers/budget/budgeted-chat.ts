import type { Logger } from "pino";
import type { ChatModel } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import { promptTokens } from "../prompt-text.ts";
import type { ModelTokens } from "./model-tokens.ts";

type BudgetedChatOptions = {
  chat: ChatModel;
  tokens: ModelTokens;
  maxTokensPerDay: number;
  /** What is left over for answers, by requests that these can do without, in tokens. */
  spareForAnswers: number;
  countTokens: (text: string) => number;
  logger: Logger;
};

/** Failures after which the provider has not begun, and charges nothing. */
const UNCHARGED = new Set(["MODEL_REJECTED", "MODEL_RATE_LIMITED"]);

/**
 * A chat model that takes no more tokens a day than it may. Before each request, the most that it may take is taken of the
 * day's; what it did not take is given back at its end. What a process that was lost had taken stays so: its provider may
 * have charged it. Without enough left, or where the database cannot tell, requests reject with a `ModelError` before the
 * model is called.
 */
export function budgetedChat({ chat, tokens, countTokens, ...options }: BudgetedChatOptions): ChatModel {
  const { maxTokensPerDay: limit, spareForAnswers, logger } = options;

  async function reserve(count: number, isOptional: boolean): Promise<string> {
    const spare = isOptional ? spareForAnswers : 0;
    const day = await tokens.reserve(count, { limit, spare }).catch((error: unknown) => {
      const message = "The model tokens of the day could not be read";
      throw new ModelError("MODEL_UNAVAILABLE", message, { retryable: true, cause: error });
    });
    if (day !== null) return day;
    throw new ModelError("MODEL_BUDGET_SPENT", "The model tokens of the day are used up", {
      retryable: true,
    });
  }

  return {
    name: chat.name,
    async complete(messages, request, signal) {
      const prompt = promptTokens(messages, { countTokens });
      const reserved = prompt + request.maxTokens;
      const day = await reserve(reserved, request.isOptional ?? false);
      let text = "";
      let used = 0;
      try {
        signal.throwIfAborted();
        used = prompt;
        const onText = (part: string) => {
          text += part;
          request.onText(part);
        };
        const usage = await chat.complete(messages, { ...request, onText }, signal);
        used = usage ? usage.promptTokens + usage.completionTokens : prompt + countTokens(text);
        return usage;
      } catch (error) {
        if (used > 0) used += countTokens(text);
        if (error instanceof ModelError && UNCHARGED.has(error.code) && text === "") used = 0;
        throw error;
      } finally {
        await tokens.add(day, used - reserved).catch((error: unknown) => {
          // They count as used: better too few than too many.
          logger.warn({ err: error }, "Model tokens that were not used could not be given back");
        });
      }
    },
  };
}
