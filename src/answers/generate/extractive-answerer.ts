import { setTimeout as sleep } from "node:timers/promises";
import type { Answerer, AnswerInput, AnswerOutput } from "./answerer.ts";
import { chooseQuotes } from "./choose-quotes.ts";
import { carryOver } from "./follow-up.ts";
import { refusalText } from "./refusal.ts";

/** Below it, what search found is taken for no answer; see `SearchResult.answerability`. */
const answerabilityMin = 0.5;

/**
 * Answers without a model: with the sentences that fit the question best, word for word in quotation marks, each
 * followed by its passage's number. Declines where search found nothing that is likely to answer. `delayMs` between
 * words is for showing how an answer streams.
 */
export function createExtractiveAnswerer({ delayMs = 0 }: { delayMs?: number } = {}): Answerer {
  async function answer(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<void> {
    const question = carryOver(input.question, input.history);
    const quotes = input.answerability < answerabilityMin ? [] : chooseQuotes(question, input.passages);
    if (quotes.length === 0) output.declined();
    const text =
      quotes.length === 0
        ? refusalText(input.question)
        : quotes.map(({ number, text: quote }) => `“${quote}” [${number}]`).join("\n\n");
    for (const word of wordPieces(text)) {
      if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
      output.text(word);
    }
  }

  return {
    name: "extractive",
    async standaloneQuestion(question, history, _counter, signal) {
      signal.throwIfAborted();
      return carryOver(question, history);
    },
    answer,
  };
}

/** Words with the white space before them; long runs, as of scripts without spaces, in parts. */
function wordPieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
}
