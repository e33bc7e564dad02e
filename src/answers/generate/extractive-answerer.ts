import { setTimeout as sleep } from "node:timers/promises";
import { sayQuote } from "../cite/said-quote.ts";
import type { Answerer, AnswerInput, AnswerOutput } from "./answerer.ts";
import { carryOver } from "./follow-up.ts";
import { phrasesFor } from "./phrases.ts";

/**
 * Answers without a model, by the quotes that search chose, word for word in quotation marks, each with its citation.
 * What may not answer is said to be the nearest; of what search did not find, that is said. `delayMs` between words shows
 * how an answer streams.
 */
export function createExtractiveAnswerer({ delayMs = 0 }: { delayMs?: number } = {}): Answerer {
  async function generate(
    { question, quotes, confidence }: AnswerInput,
    output: AnswerOutput,
    signal: AbortSignal,
  ) {
    async function write(text: string): Promise<void> {
      for (const word of wordPieces(text)) {
        if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => {});
        signal.throwIfAborted();
        output.text(word);
      }
    }

    const phrases = phrasesFor(question);
    if (confidence === "NOT_FOUND" || quotes.length === 0) {
      await write(phrases.notFound);
      return "NOT_FOUND";
    }
    if (confidence === "UNSURE") await write(`${phrases.nearest} `);
    for (const [index, quote] of quotes.entries()) {
      const { text, citation } = sayQuote(quote, index + 1);
      await write(index > 0 ? `\n\n${text}` : text);
      output.citation(citation);
    }
    return confidence;
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
