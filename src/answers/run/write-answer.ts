import type { Logger } from "pino";
import { inSpan } from "../../observability/spans.ts";
import { ModelError } from "../../models/model-error.ts";
import type { Confidence } from "../../search/search-result.ts";
import type { AnswerFailure, TokenUsage } from "../answer.ts";
import type { Answerer, AnswerOutput } from "../generate/answerer.ts";
import { sayHello, sayNoSuchVideo } from "../generate/sections.ts";
import { meantVideos } from "../retrieve/meant-videos.ts";
import { startFollowUps, type AnsweredFrom, type FollowUps } from "../retrieve/follow-ups.ts";
import type { Retrieval } from "../retrieve/retrieval.ts";
import { retrieve } from "../retrieve/retrieve.ts";
import { noReadyVideo } from "../wait/no-ready-video.ts";
import { understandQuestion } from "./understand-question.ts";
import type { RunEnd } from "./lease.ts";
import type { AnswerWriter } from "../log/go-on.ts";
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
  writer: AnswerWriter,
  progress: RunProgress,
  { answerer, logger, ...services }: WriteAnswerServices,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { meter } = progress;
  const usage = () => meter.read(writer.full().text);
  let next: FollowUps | undefined;
  const completed = async (confidence: Confidence | null): Promise<RunEnd> => {
    writer.finish?.();
    const asked = [...input.history.map(({ question }) => question), input.question];
    const followUps = await next?.choose(writer.full().citations, asked);
    return {
      status: "COMPLETED",
      confidence,
      wordsOnly: progress.wordsOnly,
      followUps: followUps ?? [],
      usage: usage(),
      failure: null,
    };
  };
  const startNext = (from: AnsweredFrom) => startFollowUps(from, { ...services, logger }, meter, signal);
  try {
    const failure = noReadyVideo(input.question, input.videos);
    if (failure) {
      writer.sources([]);
      return failed(failure, null);
    }
    const { history } = input;
    const ready = input.videos.filter(({ transcript }) => transcript.status === "READY");
    const understood = await understandQuestion(input, { answerer, meter }, signal);
    const { read, asked, languages, isUnsure, ...standalone } = understood;
    const { scope, timeMs } = read;
    writer.scope(scope);
    if (scope === "SMALL_TALK") {
      writer.sources([]);
      writer.text(sayHello(input.question, asked.language));
      next = startNext({ videos: ready, hits: [] });
      return await completed(null);
    }
    const videos = await meantVideos(
      read,
      { videos: ready, sessionVideos: input.videos },
      history,
      services.search,
      signal,
    );
    if (videos.length === 0) {
      writer.sources([]);
      writer.text(sayNoSuchVideo(asked.language, input.videos));
      next = startNext({ videos: ready, hits: [] });
      return await completed("NOT_FOUND");
    }
    const { wordsOnly, ...retrieved } = await inSpan("retrieve", {}, async (span) => {
      const request = { read, videos, first: answerer.hits, counter: meter, ...standalone, signal };
      const found = await retrieve(request, services);
      span.setAttributes({
        "video_rag.retrieve.scope": scope,
        "video_rag.retrieve.videos": videos.length,
        "video_rag.retrieve.hits": found.hits.length,
        "video_rag.retrieve.words_only": found.wordsOnly,
      });
      return found;
    });
    progress.wordsOnly = wordsOnly;
    writer.sources(retrieved.hits.map(({ passage }) => passage.id));

    next = startNext(retrieved);
    const cited = new Set<number>();
    const output: AnswerOutput = {
      request: meter.request,
      text: writer.text,
      citation(citation) {
        // A quote that is marked again is the same citation: each is in the log once, in order of its number.
        if (!cited.has(citation.number)) writer.citation(citation);
        cited.add(citation.number);
      },
    };
    const confidence = isUnsure && retrieved.confidence === "SURE" ? "UNSURE" : retrieved.confidence;
    const { question } = standalone;
    const answered = await answerer.generate(
      {
        scope,
        timeMs,
        question,
        asked,
        languages,
        history,
        sessionVideos: input.videos,
        ...retrieved,
        confidence,
        keptLength: input.keptLength,
      },
      output,
      signal,
    );
    return await completed(answered);
  } catch (error) {
    next?.stop();
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) logger.error({ err: error }, "An answer failed");
    else logger.warn({ err: error, code: error.code }, "The model failed");
    return { ...failed(toAnswerFailure(error), usage()), wordsOnly: progress.wordsOnly };
  }
}

export type WriteAnswerServices = Retrieval & { answerer: Answerer; logger: Logger };

const failed = (failure: AnswerFailure, usage: TokenUsage | null): RunEnd => ({
  status: "FAILED",
  confidence: null,
  wordsOnly: false,
  followUps: [],
  usage,
  failure,
});

const MODEL_MESSAGES = {
  MODEL_UNAVAILABLE: "The model did not answer, or broke off.",
  MODEL_RATE_LIMITED: "The model's provider asks to slow down.",
  MODEL_REJECTED: "The model's provider refused the request.",
  MODEL_TIMEOUT: "The model was silent for too long.",
  MODEL_BUDGET_SPENT: "The model tokens that this server may use in a day are used up.",
};

/** The failure that clients see: the provider's own words stay in the log. */
function toAnswerFailure(error: unknown): AnswerFailure {
  if (!(error instanceof ModelError)) {
    return { code: "INTERNAL", message: "The server could not write this answer.", retryable: true };
  }
  const advice = adviceOn(error);
  return { code: error.code, message: `${MODEL_MESSAGES[error.code]} ${advice}`, retryable: error.retryable };
}

function adviceOn({ code, retryable }: ModelError): string {
  if (code === "MODEL_BUDGET_SPENT") {
    const renewedAt = new Date();
    renewedAt.setUTCHours(24, 0, 0, 0);
    return `They are renewed at ${renewedAt.toISOString()} (midnight UTC): ask again then.`;
  }
  return retryable ? "Ask again in a while." : "Asking again will not help: tell who runs this server.";
}
