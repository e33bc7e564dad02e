import { setTimeout as sleep } from "node:timers/promises";
import type { Answerer, AnswerInput, AnswerOutput } from "./answerer.ts";
import { chooseQuotes } from "./choose-quotes.ts";
import { carryOver } from "./follow-up.ts";
import { refusalText } from "./refusal.ts";

/** Below this answerability an answer is refused; see `SearchResult.answerability`. */
const MIN_ANSWERABILITY = 0.5;

/**
 * Answers without a model, by the sentences that fit the question best, word for word in quotation marks, each followed
 * by its passage's number. Declines where an answer is unlikely. `delayMs` between words shows how an answer streams.
 */
export function createExtractiveAnswerer({ delayMs = 0 }: { delayMs?: number } = {}): Answerer {
  async function generate(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<void> {
    const question = carryOver(input.question, input.history);
    const quotes = input.answerability < MIN_ANSWERABILITY ? [] : chooseQuotes(question, input.hits);
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
    generate,
  };
}

/** The words of a text with the white space before each; long runs, as of scripts without spaces, in parts. */
function wordPieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
}
