import type { Logger } from "pino";
import { ModelError } from "../../models/model-error.ts";
import type { SessionSearch } from "../../search/session-search.ts";
import type { Video, VideoHit } from "../../videos/video.ts";
import type { AnswerFailure, TokenUsage } from "../answer.ts";
import type { Answerer, AnswerOutput, NumberedPassage } from "../generate/answerer.ts";
import { createCitationStream, type CitedPiece } from "../cite/citations.ts";
import type { RunEnd } from "./lease.ts";
import type { LogWriter } from "../log/log.ts";
import type { RunInput } from "./run-input.ts";
import type { UsageMeter } from "./usage.ts";

const PASSAGES_PER_ANSWER = 8;

/**
 * Writes one answer into its log: rewrite the question, search, generate, resolve citations. Never rejects but with the
 * signal's reason: a model's failure is an end like others.
 */
export async function writeAnswer(
  input: RunInput,
  writer: LogWriter,
  meter: UsageMeter,
  { answerer, search, logger }: { answerer: Answerer; search: SessionSearch; logger: Logger },
  signal: AbortSignal,
): Promise<RunEnd> {
  const usage = () => meter.read(writer.full().text);
  let wordsOnly = false;
  try {
    if (!input.videos.some((video) => video.transcript.status === "READY")) {
      writer.sources([]);
      return failed(noReadyVideo(input.videos), null);
    }
    const question = await answerer.standaloneQuestion(input.question, input.history, meter, signal);
    const found = await search.search(input.videos, question, { first: PASSAGES_PER_ANSWER, signal });
    ({ wordsOnly } = found);
    writer.sources(found.hits.map((hit) => hit.passage.id));

    const numbered = found.hits.map(toNumbered);
    const videoOf = new Map(
      numbered.map((passage, index) => [passage.number, found.hits[index]!.passage.video]),
    );
    let citations = createCitationStream(numbered);
    const cited = new Set<number>();
    let declined = false;
    const write = (pieces: CitedPiece[]) => {
      for (const piece of pieces) {
        if (piece.type === "text") {
          writer.text(piece.text);
          continue;
        }
        const { number, passage, startMs, endMs, quote } = piece.citation;
        // A place that is marked again is the same citation: each is in the log once, in order of its number.
        if (cited.has(number)) continue;
        cited.add(number);
        const video = videoOf.get(passage.number)!;
        const youtubeId = video.youtubeId ?? null;
        const { id: videoId } = video;
        const videoTitle = video.transcript.title ?? null;
        const at = writer.length;
        writer.citation({ number, videoId, videoTitle, youtubeId, startMs, endMs, quote, at });
      }
    };
    const output: AnswerOutput = {
      prompt: meter.prompt,
      usage: meter.usage,
      text: (text) => write(citations.push(text)),
      declined() {
        declined = true;
        // A refusal cites nothing, whatever it is marked with.
        write(citations.end());
        citations = createCitationStream([]);
      },
    };
    try {
      const { answerability } = found;
      const asked = { question, passages: numbered, history: input.history, answerability };
      await answerer.answer(asked, output, signal);
    } finally {
      // What was held back, in case a marker was on its way, is part of what was written, however it ended.
      write(citations.end());
    }
    const grounded = !declined && writer.full().citations.length > 0;
    return { status: "COMPLETED", grounded, wordsOnly, usage: usage(), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) logger.error({ err: error }, "An answer failed");
    else logger.warn({ err: error, code: error.code }, "The model failed");
    return { ...failed(toFailure(error), usage()), wordsOnly };
  }
}

const toNumbered = (hit: VideoHit, index: number): NumberedPassage => ({
  number: index + 1,
  title: hit.passage.video.transcript.title ?? null,
  startMs: hit.passage.startMs,
  endMs: hit.passage.endMs,
  text: hit.passage.text,
  sentences: hit.passage.sentences,
  focus: { startMs: hit.startMs, endMs: hit.endMs, text: hit.text },
});

const failed = (failure: AnswerFailure, usage: TokenUsage | null): RunEnd => ({
  status: "FAILED",
  grounded: null,
  wordsOnly: false,
  usage,
  failure,
});

function noReadyVideo(videos: Video[]): AnswerFailure {
  const waiting = videos.filter((video) => video.transcript.status !== "FAILED").length;
  const message =
    videos.length === 0
      ? "There is no video in this session: add one with addVideos or addTranscript, then ask again."
      : waiting > 0
        ? "No video is ready yet: wait until videoEvents says READY, then ask again."
        : "None of the videos has a transcript: see their failures, then ask again.";
  return { code: "NO_READY_VIDEO", message, retryable: waiting > 0 };
}

const MODEL_MESSAGES = {
  MODEL_UNAVAILABLE: "The model did not answer, or broke off.",
  MODEL_RATE_LIMITED: "The model's provider asks to slow down.",
  MODEL_REJECTED: "The model's provider refused the request.",
  MODEL_TIMEOUT: "The model was silent for too long.",
};

/** What the provider said stays in the log. */
function toFailure(error: unknown): AnswerFailure {
  if (!(error instanceof ModelError)) {
    return { code: "INTERNAL", message: "The server could not write this answer.", retryable: true };
  }
  const advice = error.retryable
    ? "Ask again in a while."
    : "Asking again will not help: tell who runs this server.";
  return { code: error.code, message: `${MODEL_MESSAGES[error.code]} ${advice}`, retryable: error.retryable };
}
