import { setTimeout as sleep } from "node:timers/promises";
import type { Confidence } from "../../search/search-result.ts";
import { canonicalLanguage } from "../../text/language/languages.ts";
import type { VideoQuote } from "../../videos/video.ts";
import { sayQuote } from "../cite/said-quote.ts";
import type { Similarity } from "../follow-up/contrast.ts";
import { standalone } from "../follow-up/standalone.ts";
import type { Answerer, AnswerInput, AnswerOutput } from "./answerer.ts";
import { phrasesIn, sayLanguages } from "./phrases.ts";
import { sayNothing, sectionsOf } from "./sections.ts";

export type ExtractiveAnswererOptions = {
  /** Finds what a follow-up contrasts with; by default its form alone decides. */
  similarity?: (signal: AbortSignal) => Similarity;
  /** Between words, to show how an answer streams. */
  delayMs?: number;
};

/**
 * The answerability from which on what is said in another language than the question's may answer it: search thinks little
 * of it, since most of the question's words are not there.
 */
const MAYBE_FOREIGN = 0.1;

/**
 * Answers without a model, by the quotes that search chose, word for word in quotation marks, each with its citation.
 * What may not answer is said to be the nearest; of what search did not find, that is said. What is quoted from another
 * language than the question's may not answer: words cannot tell.
 */
export function createExtractiveAnswerer({
  similarity = () => async () => null,
  delayMs = 0,
}: ExtractiveAnswererOptions = {}): Answerer {
  async function generate(
    input: AnswerInput,
    output: AnswerOutput,
    signal: AbortSignal,
  ): Promise<Confidence> {
    const { keptLength = 0 } = input;
    let length = 0;
    async function write(text: string): Promise<void> {
      for (const word of wordPieces(text)) {
        length += word.length;
        if (delayMs > 0 && length > keptLength) await sleep(delayMs, undefined, { signal }).catch(() => {});
        signal.throwIfAborted();
        output.text(word);
      }
    }

    const { quotes, asked } = input;
    const phrases = phrasesIn(asked.language);
    const quoted = otherLanguages(languagesOf(quotes), input);
    const isMaybe =
      input.confidence !== "NOT_FOUND" || (quoted.length > 0 && input.answerability >= MAYBE_FOREIGN);
    const isFound = isMaybe && quotes.length > 0;
    const others = isFound ? quoted : languagesToTell(input);
    const told = isFound ? new Set(quotes.map(({ passage }) => passage.video.id)).size : input.videos.length;
    const isOfSeveral = told > 1 || others.length > 1;
    const language = others.length > 0 ? sayLanguages(others, asked.language, isOfSeveral) : "";
    if (!isFound) {
      await write(joined(sayNothing(input), language));
      return "NOT_FOUND";
    }
    // What is sought in another language may be elsewhere; what a video says as a whole, or at a time, is there.
    const isSought = input.scope !== "WHOLE_VIDEOS" && input.scope !== "TIME";
    const confidence = isSought && language !== "" ? "UNSURE" : input.confidence;
    const sections = sectionsOf(input);
    // Of a video with nothing, its part says so.
    const isNearest = confidence === "UNSURE" && sections.every((section) => section.quotes.length > 0);
    const preface = joined(language, isNearest ? phrases.nearest : "");
    await write(preface);
    let number = 0;
    let space = preface === "" ? "" : sections[0]!.lead === "" ? " " : "\n\n";
    for (const section of sections) {
      if (section.lead !== "") {
        await write(`${space}${section.lead}`);
        space = "\n\n";
      }
      for (const quote of section.quotes) {
        const { text, citation } = sayQuote(quote, ++number);
        await write(`${space}${text}`);
        output.citation(citation);
        space = "\n\n";
      }
    }
    return confidence;
  }

  return {
    name: "extractive",
    isRepeatable: true,
    // The quotes are what it says: these are for clients to see.
    hits: 8,
    async standaloneQuestion({ question, history }, _counter, signal) {
      signal.throwIfAborted();
      return standalone(question, history, similarity(signal));
    },
    generate,
  };
}

/** These languages where none of them is the question's. */
function otherLanguages(languages: string[], { asked }: AnswerInput): string[] {
  return asked.isClear && !languages.includes(asked.language) ? languages : [];
}

/** The languages of the videos where one of them is another than the question's: the answer may be in that. */
const languagesToTell = ({ asked, languages }: AnswerInput): string[] =>
  asked.isClear && languages.some((language) => language !== asked.language) ? languages : [];

/** The languages of the videos quoted (ISO 639-1), as far as they are known. */
function languagesOf(quotes: VideoQuote[]): string[] {
  const tags = quotes.map(({ passage }) => canonicalLanguage(passage.video.transcript.language ?? "und"));
  return [...new Set(tags)].filter((language) => language !== "und");
}

const joined = (...sentences: string[]): string => sentences.filter((sentence) => sentence !== "").join(" ");

/** The words of a text with the white space before each; long runs, as of scripts without spaces, in parts. */
function wordPieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
}
