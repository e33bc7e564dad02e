import pLimit from "p-limit";
import type { PlacedSentence } from "../../captions/sentences.ts";
import { ModelError } from "../../models/model-error.ts";
import type { SummaryPoint } from "../../summaries/summarize.ts";
import type { Overview } from "../../transcripts/overview.ts";
import type { Video } from "../../videos/video.ts";
import type { RequestCounter } from "../request-counter.ts";
import { createCitationStream } from "../cite/citations.ts";
import { promptTokens } from "../prompt-text.ts";
import { requestReply, type RequestOptions } from "../request.ts";
import { chapterTexts, hitOf, shortenChapter, textOf, type ChapterText } from "./chapter-texts.ts";
import { buildQuestionPrompt, buildSummaryPrompt } from "./overview-prompt.ts";
import { readQuestions, readSummary } from "./read-reply.ts";

/** What a model wrote of the chapters that begin at these times; `isWhole`: no more would come of asking it again. */
export type WrittenOverview = {
  lines: { startMs: number; title: string; point: SummaryPoint }[];
  isWhole: boolean;
};

/** Writes what a video says as a whole. Rejects with a `ModelError`, or with the signal's reason when it is aborted. */
export type OverviewWriter = {
  /** Titles and main points of the chapters, each of which the transcript bears out. */
  summarize(
    video: Video,
    overview: Overview,
    sentences: PlacedSentence[],
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<WrittenOverview>;
  /** Questions that the video may answer, untried. */
  suggestQuestions(
    video: Video,
    overview: Overview,
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<string[]>;
};

export type OverviewWriterOptions = RequestOptions & { maxPromptTokens: number };

/** With the questions and the answer itself, an answer about a video takes twelve requests at most. */
const MAX_REQUESTS = 10;
const REQUESTS_AT_A_TIME = 4;
/** Most chapters of one request: models limit how much they write. */
const MAX_CHAPTERS = 25;
const LINE_MAX_TOKENS = 120;
const QUESTIONS_MAX_TOKENS = 400;
/** Tokens of a chapter's head. */
const HEAD_TOKENS = 60;

/** Has a model write what videos say as a whole. */
export function createOverviewWriter(options: OverviewWriterOptions): OverviewWriter {
  const limit = pLimit(REQUESTS_AT_A_TIME);

  /**
   * One request where the transcript fits in it, else chapters in several at a time. A sentence that its chapter does not
   * bear out is left out. Rejects with a `ModelError` where no request succeeds.
   */
  async function summarize(
    video: Video,
    { chapters }: Overview,
    sentences: PlacedSentence[],
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<WrittenOverview> {
    const title = video.transcript.title ?? null;
    const groups = planRequests(chapterTexts(chapters, sentences), title, options);
    const results = await Promise.allSettled(
      groups.map((group) => limit(() => summarizeGroup(group, video, counter, signal))),
    );
    signal.throwIfAborted();
    const failures = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    const mistake = failures.find((failure) => !(failure instanceof ModelError));
    if (mistake !== undefined || (failures.length > 0 && failures.length === results.length))
      throw mistake ?? failures[0];
    const lines = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    // A part that was refused for good would be again.
    const isWhole = failures.every((failure) => failure instanceof ModelError && !failure.retryable);
    return { lines, isWhole };
  }

  async function summarizeGroup(
    group: ChapterText[],
    video: Video,
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<WrittenOverview["lines"]> {
    signal.throwIfAborted();
    const messages = buildSummaryPrompt(group, video.transcript.title ?? null);
    const maxTokens = LINE_MAX_TOKENS * group.length;
    const reply = await requestReply(options, messages, { maxTokens, counter }, signal);
    return readSummary(reply).flatMap(({ number, title, sentence }) => {
      const text = group[number - 1];
      const point = text && provePoint(sentence, text, video);
      return text && point ? [{ startMs: text.chapter.startMs, title, point }] : [];
    });
  }

  return {
    summarize,
    async suggestQuestions({ transcript }, overview, counter, signal) {
      const messages = buildQuestionPrompt(overview, transcript.title ?? null);
      const sent = { maxTokens: QUESTIONS_MAX_TOKENS, counter };
      const reply = await limit(() => {
        signal.throwIfAborted();
        return requestReply(options, messages, sent, signal);
      });
      return readQuestions(reply);
    },
  };
}

/** A sentence about a chapter with the place that bears it out; null where none does. */
function provePoint(sentence: string, text: ChapterText, video: Video): SummaryPoint | null {
  const stream = createCitationStream([hitOf(text, video)]);
  const pieces = [...stream.push(`${sentence} [1]`), ...stream.end()];
  const cited = pieces.find((piece) => piece.type === "citation");
  if (cited === undefined) return null;
  const { startMs, endMs, quote } = cited.citation;
  return { text: sentence, startMs, endMs, quote };
}

/** The chapters in groups that fit a request each: as few as can be, and `MAX_REQUESTS` at most. */
function planRequests(
  texts: ChapterText[],
  title: string | null,
  { maxPromptTokens, countTokens }: OverviewWriterOptions,
): ChapterText[][] {
  const room = maxPromptTokens - promptTokens(buildSummaryPrompt([], title), { countTokens });
  let share = Math.min(room, Math.floor((MAX_REQUESTS * room) / Math.max(1, texts.length)));
  for (;;) {
    const groups = packed(
      texts.map((text) => shortenChapter(text, share - HEAD_TOKENS, countTokens)),
      room,
      countTokens,
    );
    if (groups.length <= MAX_REQUESTS || share <= HEAD_TOKENS) return groups.slice(0, MAX_REQUESTS);
    share = Math.floor(share * 0.8);
  }
}

/** Chapters in groups in a row, each of at most so many tokens. */
function packed(texts: ChapterText[], room: number, countTokens: (text: string) => number): ChapterText[][] {
  const groups: ChapterText[][] = [];
  let left = 0;
  for (const text of texts) {
    const tokens = countTokens(textOf(text.sentences)) + HEAD_TOKENS;
    const isFull = groups.at(-1)?.length === MAX_CHAPTERS;
    if (groups.length === 0 || isFull || tokens > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)!.push(text);
    left -= tokens;
  }
  return groups;
}
