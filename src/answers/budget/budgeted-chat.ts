import type { ChatModel } from "../../models/chat.ts";
import { ModelError } from "../../models/model-error.ts";
import { promptTokens } from "../prompt-text.ts";
import type { DayBudget } from "./day-budget.ts";

type BudgetedChatOptions = {
  chat: ChatModel;
  budget: DayBudget;
  countTokens: (text: string) => number;
};

/** Failures after which the provider has not begun, and charges nothing. */
const UNCHARGED = new Set(["MODEL_REJECTED", "MODEL_RATE_LIMITED"]);

/** A chat model that takes no more tokens a day than it may. Requests beyond reject with a `ModelError` before the model is called. */
export function budgetedChat({ chat, budget, countTokens }: BudgetedChatOptions): ChatModel {
  return {
    name: chat.name,
    async complete(messages, request, signal) {
      const prompt = promptTokens(messages, { countTokens });
      const settle = await budget(prompt + request.maxTokens, { isOptional: request.isOptional ?? false });
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
        await settle(used);
      }
    },
  };
}
