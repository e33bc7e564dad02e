import type { Logger } from "pino";
import type { Overview } from "../../transcripts/overview.ts";
import { createTerms } from "../../text/terms.ts";
import type { Video } from "../../videos/video.ts";
import type { Citation } from "../answer.ts";
import type { RequestCounter } from "../request-counter.ts";
import { chapterAt } from "./chapter-at.ts";
import type { Retrieval, Retrieved } from "./retrieval.ts";

const MAX_FOLLOW_UPS = 3;
/** Most videos whose questions are offered. */
const MAX_VIDEOS = 3;
/** The share of a question's terms that another has before it asks the same. */
const SAME_QUESTION = 0.6;

/** A video with what it says as a whole. */
export type OverviewedVideo = { video: Video; overview: Overview };

/** How long the end of an answer waits for what can be asked next, in milliseconds. */
const WAIT_MS = 1_500;

/**
 * Reads what may be asked next while an answer is written. It is no part of the answer: where it fails, nothing is offered,
 * and where the model fails, or takes too long after the answer is written, what there was before.
 */
export function startFollowUps(
  from: AnsweredFrom,
  { logger, ...services }: Pick<Retrieval, "overviews"> & { logger: Logger },
  counter: RequestCounter,
  signal: AbortSignal,
) {
  const stopped = new AbortController();
  const stop = () => stopped.abort(new Error("Nobody waits for it any more"));
  const report = (error: unknown, message: string) => {
    if (!signal.aborted && !stopped.signal.aborted) logger.warn({ err: error }, message);
  };
  const suggest: Suggest = (video, overview) =>
    services.overviews
      .suggestQuestions(video, overview, counter, AbortSignal.any([signal, stopped.signal]))
      .catch((error: unknown) => {
        report(error, "The model could not suggest questions");
        return overview;
      });
  const reading = readQuestions(from, services, suggest).catch((error: unknown) => {
    report(error, "What can be asked next could not be read");
    return [];
  });
  return {
    stop,
    /** What to ask after an answer with these citations, and what was asked before it. */
    async choose(citations: CitedPlace[], asked: string[]): Promise<string[]> {
      const timer = setTimeout(stop, WAIT_MS);
      const videos = await reading.finally(() => clearTimeout(timer));
      return chooseFollowUps(videos, citations, asked);
    },
  };
}

export type FollowUps = ReturnType<typeof startFollowUps>;

/** Adds what a model suggests to an overview. Never rejects. */
type Suggest = (video: Video, overview: Overview) => Promise<Overview>;

/** The videos that an answer is most about, whose questions may be asked next. */
async function readQuestions(
  { videos, hits, overviews, written = [] }: AnsweredFrom,
  services: Pick<Retrieval, "overviews">,
  suggest: Suggest,
): Promise<OverviewedVideo[]> {
  const found = new Set([...hits.map(({ passage }) => passage.video), ...videos]);
  const first = [...found].slice(0, MAX_VIDEOS);
  const read = overviews ?? (await services.overviews.read(first));
  return Promise.all(
    first.map(async (video) => {
      const overview = read.get(video.id)!;
      return { video, overview: written.includes(video.id) ? await suggest(video, overview) : overview };
    }),
  );
}

/** A place that an answer cites. */
type CitedPlace = Pick<Citation, "videoId" | "startMs">;

/** What an answer is made from, as far as it tells what may be asked next. */
export type AnsweredFrom = Pick<Retrieved, "videos" | "hits" | "overviews" | "written">;

/**
 * What to ask next: questions that the videos answer, of each video in turn, those of chapters that the answer does not
 * cite first. None that was asked before.
 */
export function chooseFollowUps(
  videos: OverviewedVideo[],
  citations: CitedPlace[],
  asked: string[],
): string[] {
  const ofVideos = videos.map(({ video, overview }) => {
    const cited = citations.filter(({ videoId }) => videoId === video.id);
    const { language } = video.transcript;
    const isNew = isNoneOf(asked, language ?? "und");
    const left = overview.suggestedQuestions.filter(({ question }) => isNew(question));
    const isCited = (startMs: number) => {
      const chapter = chapterAt(overview, startMs);
      return cited.some(
        (place) => chapter && chapter.startMs <= place.startMs && place.startMs < chapter.endMs,
      );
    };
    return left.toSorted((one, other) => Number(isCited(one.startMs)) - Number(isCited(other.startMs)));
  });
  const chosen = new Set<string>();
  const most = Math.max(0, ...ofVideos.map(({ length }) => length));
  for (let rank = 0; rank < most; rank++)
    for (const { question } of ofVideos.flatMap((questions) => questions[rank] ?? [])) chosen.add(question);
  return [...chosen].slice(0, MAX_FOLLOW_UPS);
}

function isNoneOf(asked: string[], language: string): (question: string) => boolean {
  const termsOf = createTerms(language);
  const known = asked.map((question) => new Set(termsOf(question)));
  return (question) => {
    const terms = [...new Set(termsOf(question))];
    return known.every((other) => {
      const shared = terms.filter((term) => other.has(term)).length;
      return shared < SAME_QUESTION * Math.max(terms.length, 1);
    });
  };
}
