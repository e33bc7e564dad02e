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

/** The videos that an answer is most about, whose questions may be asked next. */
export async function readFollowUps(
  { videos, hits, overviews, written = [] }: AnsweredFrom,
  services: Pick<Retrieval, "overviews">,
  counter: RequestCounter,
  signal: AbortSignal,
): Promise<OverviewedVideo[]> {
  const found = new Set([...hits.map(({ passage }) => passage.video), ...videos]);
  const first = [...found].slice(0, MAX_VIDEOS);
  const read = overviews ?? (await services.overviews.read(first));
  return Promise.all(
    first.map(async (video) => {
      const overview = read.get(video.id)!;
      const isNew = written.includes(video.id);
      return {
        video,
        overview: isNew
          ? await services.overviews.suggestQuestions(video, overview, counter, signal)
          : overview,
      };
    }),
  );
}

/** What an answer is made from, as far as it tells what may be asked next. */
export type AnsweredFrom = Pick<Retrieved, "videos" | "hits" | "overviews" | "written">;

/**
 * What to ask next: questions that the videos answer, of each video in turn, those of chapters that the answer does not
 * cite first. None that was asked before.
 */
export function chooseFollowUps(
  videos: OverviewedVideo[],
  citations: Pick<Citation, "videoId" | "startMs">[],
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
