import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { createSharedWork } from "../../async/concurrency/shared-work.ts";
import { ModelError } from "../../models/model-error.ts";
import type { SessionSearch } from "../../search/session-search.ts";
import type { SuggestedQuestion } from "../../suggestions/suggest-questions.ts";
import type { Overview, Overviews } from "../../transcripts/overview.ts";
import type { Video } from "../../videos/video.ts";
import type { RequestCounter } from "../request-counter.ts";
import { chapterAt } from "../retrieve/chapter-at.ts";
import type { OverviewWriter, WrittenOverview } from "./overview-writer.ts";

/** Most videos of one question whose overview a model writes. */
const MAX_WRITTEN = 3;
const MAX_QUESTIONS = 10;
const UNUSABLE_MS = 10 * 60_000;
/** How long a model that failed is not asked for the same again, in milliseconds. */
const FAILED_MS = 60_000;
/** Questions that begin with the same words are of one kind. */
const OPENING_WORDS = 3;

export type WrittenOverviewsOptions = {
  /** null: there is no model, and what was made without one stands. */
  writer: OverviewWriter | null;
  search: SessionSearch;
  overviews: Overviews;
  logger: Logger;
};

/** What videos say as a whole, by their ids. */
export type OverviewsByVideo = Map<string, Overview>;

/** Overviews that a model writes once a video, for the first question about the whole of it. */
export function createWrittenOverviews({ writer, search, overviews, logger }: WrittenOverviewsOptions) {
  const share = createSharedWork<Overview>();
  /** Transcripts of which the model has lately written nothing that holds: it is not paid for again at once. */
  const unusable = new LRUCache<string, true>({ max: 10_000, ttl: UNUSABLE_MS });

  async function read(videos: Video[]): Promise<OverviewsByVideo> {
    const found = await overviews.read(videos.map(({ transcript }) => transcript.id));
    return new Map(videos.map(({ id }, at) => [id, found[at]!]));
  }

  async function write(
    { summarize }: OverviewWriter,
    video: Video,
    overview: Overview,
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<Overview> {
    const sentences = await search.sentencesOf(video, signal);
    const { lines, isWhole } = await summarize(video, overview, sentences, counter, signal);
    const written = merge(overview, lines);
    if (lines.length === 0) unusable.set(video.transcript.id, true);
    else if (isWhole) {
      await overviews.storeWritten(video.transcript, written).catch((error: unknown) => {
        // It is paid for, and as good for this answer.
        logger.error({ err: error }, "What a model wrote of a video could not be stored");
      });
    }
    return written;
  }

  return {
    read,

    /**
     * The overviews of these videos, of which the first few are written now where no model has written them, and which of
     * them were. Where the model fails, what there is stands.
     */
    async readWritten(
      videos: Video[],
      counter: RequestCounter,
      signal: AbortSignal,
    ): Promise<{ overviews: OverviewsByVideo; written: string[] }> {
      const found = await read(videos);
      const written: string[] = [];
      if (!writer) return { overviews: found, written };
      const isOpen = ({ id, transcript }: Video) => {
        const { summary, chapters } = found.get(id)!;
        return summary.source !== "MODEL" && chapters.length > 0 && !unusable.has(transcript.id);
      };
      const open = videos.filter(isOpen).slice(0, MAX_WRITTEN);
      await Promise.all(
        open.map(async (video) => {
          const work = (shared: AbortSignal) => {
            written.push(video.id);
            return write(writer, video, found.get(video.id)!, counter, shared);
          };
          try {
            found.set(video.id, await share(video.transcript.id, work, signal));
          } catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof ModelError)) throw error;
            unusable.set(video.transcript.id, true, { ttl: FAILED_MS });
            logger.warn(
              { err: error, code: error.code },
              "The model could not write what a video says as a whole",
            );
          }
        }),
      );
      return { overviews: found, written: written.filter((id) => found.get(id)!.summary.source === "MODEL") };
    },

    /**
     * Has the model suggest questions about a video whose overview it has just written; those that search answers surely
     * are kept, before the ones that there were.
     */
    async suggestQuestions(
      video: Video,
      overview: Overview,
      counter: RequestCounter,
      signal: AbortSignal,
    ): Promise<Overview> {
      if (!writer) return overview;
      const questions = await writer.suggestQuestions(video, overview, counter, signal);
      const tried: SuggestedQuestion[] = [];
      for (const question of questions) {
        const { confidence, quotes } = await search.search([video], question, { first: 1, signal });
        const startMs = quotes[0] && chapterAt(overview, quotes[0].startMs)?.startMs;
        if (confidence === "SURE" && startMs !== undefined) tried.push({ question, startMs });
      }
      const suggestedQuestions = ofDifferentKinds([...tried, ...overview.suggestedQuestions]);
      const suggested = { ...overview, suggestedQuestions };
      if (tried.length > 0) await overviews.storeWritten(video.transcript, suggested);
      return suggested;
    },
  };
}

export type WrittenOverviews = ReturnType<typeof createWrittenOverviews>;

/** An overview with what a model wrote of its chapters. Titles that the creator gave stay. */
function merge(overview: Overview, lines: WrittenOverview["lines"]): Overview {
  const byStart = new Map(lines.map((line) => [line.startMs, line]));
  const chapters = overview.chapters.map((chapter) => {
    const line = byStart.get(chapter.startMs);
    return line && chapter.source === "DETECTED" ? { ...chapter, title: line.title } : chapter;
  });
  const unwritten = overview.summary.points.filter(
    ({ startMs }) => !byStart.has(chapterAt(overview, startMs)?.startMs ?? -1),
  );
  const points = [...lines.map(({ point }) => point), ...unwritten].toSorted(
    (one, other) => one.startMs - other.startMs,
  );
  return { ...overview, chapters, summary: { source: lines.length > 0 ? "MODEL" : "TRANSCRIPT", points } };
}

function ofDifferentKinds(questions: SuggestedQuestion[]): SuggestedQuestion[] {
  const openings = new Set<string>();
  const kept = questions.filter(({ question }) => {
    const opening = question.toLowerCase().split(/\s+/u).slice(0, OPENING_WORDS).join(" ");
    return !openings.has(opening) && openings.add(opening);
  });
  return kept.slice(0, MAX_QUESTIONS);
}
