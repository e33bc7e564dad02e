import type { Logger } from "pino";
import { ModelError } from "../../models/model-error.ts";
import type { SessionSearch } from "../../search/session-search.ts";
import type { Video } from "../../videos/video.ts";
import type { AnswerFailure, TokenUsage } from "../answer.ts";
import { canonicalLanguage } from "../../text/languages.ts";
import { askedLanguage } from "../generate/asked-language.ts";
import { choosePassages } from "../generate/choose-passages.ts";
import type { Answerer, AnswerOutput } from "../generate/answerer.ts";
import { noReadyVideo } from "../wait/no-ready-video.ts";
import type { RunEnd } from "./lease.ts";
import type { LogWriter } from "../log/log.ts";
import type { RunInput } from "./run-input.ts";
import type { UsageMeter } from "./usage.ts";

/** The facts of a run so far, for an end from outside. */
export type RunProgress = {
  meter: UsageMeter;
  /** The sources were found without vectors. */
  wordsOnly: boolean;
};

/**
 * Writes one answer into its log: rewrite the question, search, generate. Rejects only with the signal's
 * reason: a model's failure is an end like others.
 */
export async function writeAnswer(
  input: RunInput,
  writer: LogWriter,
  progress: RunProgress,
  { answerer, search, logger }: { answerer: Answerer; search: SessionSearch; logger: Logger },
  signal: AbortSignal,
): Promise<RunEnd> {
  const { meter } = progress;
  const usage = () => meter.read(writer.full().text);
  try {
    const failure = noReadyVideo(input.question, input.videos);
    if (failure) {
      writer.sources([]);
      return failed(failure, null);
    }
    const { history } = input;
    const languages = languagesOf(input.videos);
    const standalone = await answerer.standaloneQuestion(
      { question: input.question, history, languages },
      meter,
      signal,
    );
    const { question, isUnsure = false, ...how } = standalone;
    const result = await search.search(input.videos, question, {
      first: answerer.hits,
      ...how,
      signal,
    });
    const { quotes, answerability, wordsOnly } = result;
    const hits = choosePassages(question, result.hits, quotes);
    progress.wordsOnly = wordsOnly;
    writer.sources(hits.map(({ passage }) => passage.id));

    const cited = new Set<number>();
    const output: AnswerOutput = {
      prompt: meter.prompt,
      usage: meter.usage,
      text: writer.text,
      citation(citation) {
        // A quote that is marked again is the same citation: each is in the log once, in order of its number.
        if (!cited.has(citation.number)) writer.citation(citation);
        cited.add(citation.number);
      },
    };
    const asked = askedLanguage(input.question, history, languages);
    const confidence = isUnsure && result.confidence === "SURE" ? "UNSURE" : result.confidence;
    const found = { hits, quotes, confidence, answerability };
    const answered = await answerer.generate(
      { question, asked, languages, history, ...found },
      output,
      signal,
    );
    return { status: "COMPLETED", confidence: answered, wordsOnly, usage: usage(), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) logger.error({ err: error }, "An answer failed");
    else logger.warn({ err: error, code: error.code }, "The model failed");
    return { ...failed(toAnswerFailure(error), usage()), wordsOnly: progress.wordsOnly };
  }
}

/** The languages of the READY videos (ISO 639-1), the commonest first. */
function languagesOf(videos: Video[]): string[] {
  const counts = new Map<string, number>();
  for (const { transcript } of videos) {
    if (transcript.status !== "READY" || !transcript.language) continue;
    const language = canonicalLanguage(transcript.language);
    if (language !== "und") counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1]).map(([language]) => language);
}

const failed = (failure: AnswerFailure, usage: TokenUsage | null): RunEnd => ({
  status: "FAILED",
  confidence: null,
  wordsOnly: false,
  usage,
  failure,
});

const MODEL_MESSAGES = {
  MODEL_UNAVAILABLE: "The model did not answer, or broke off.",
  MODEL_RATE_LIMITED: "The model's provider asks to slow down.",
  MODEL_REJECTED: "The model's provider refused the request.",
  MODEL_TIMEOUT: "The model was silent for too long.",
};

/** The failure that clients see: the provider's own words stay in the log. */
function toAnswerFailure(error: unknown): AnswerFailure {
  if (!(error instanceof ModelError)) {
    return { code: "INTERNAL", message: "The server could not write this answer.", retryable: true };
  }
  const advice = error.retryable
    ? "Ask again in a while."
    : "Asking again will not help: tell who runs this server.";
  return { code: error.code, message: `${MODEL_MESSAGES[error.code]} ${advice}`, retryable: error.retryable };
}
