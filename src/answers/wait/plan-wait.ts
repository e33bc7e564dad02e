import type { Video } from "../../videos/video.ts";
import type { AnswerWait } from "../answer.ts";
import { concernedVideos } from "./concerned-videos.ts";

/** What an answer waits for, and the ids of videos that it concerns, is not written over and does not wait for. */
export type WaitPlan = { waiting: AnswerWait | null; leftOut: string[] };

/**
 * Plans the wait of an answer until a time (RFC 3339) for those videos that its question concerns and that may be READY by
 * then. A video that is neither READY nor FAILED, and not waited for, is left out.
 */
export function planWait(question: string, videos: Video[], until: string): WaitPlan {
  const underWay = videos.filter(isUnderWay);
  if (underWay.length === 0) return { waiting: null, leftOut: [] };
  const concerned = concernedVideos(question, videos) ?? [];
  const deadline = Date.parse(until);
  // What was refused once may be refused again: nobody who can be answered without it waits for that.
  const isAnswerable = concerned.some(({ transcript }) => transcript.status === "READY");
  const isAwaited = ({ transcript: { retryAt } }: Video) =>
    Date.now() < deadline && (!retryAt || (!isAnswerable && retryAt.getTime() < deadline));
  const open = concerned.filter(isUnderWay);
  const awaited = idsOf(open.filter(isAwaited));
  return {
    waiting: awaited.length > 0 ? { videoIds: awaited, until } : null,
    leftOut: idsOf(open).filter((id) => !awaited.includes(id)),
  };
}

/**
 * Plans a wait anew, with what has become of its videos. Their titles may be known by now, so that the question concerns
 * fewer of them. Videos that came into the session meanwhile are not waited for.
 */
export function planRest(question: string, videos: Video[], { waiting, leftOut }: Waiting): WaitPlan {
  const next = planWait(question, videos, waiting.until);
  const isPlanned = (id: string) => waiting.videoIds.includes(id) || leftOut.includes(id);
  const awaited = next.waiting?.videoIds.filter(isPlanned) ?? [];
  return {
    waiting: awaited.length > 0 ? { ...waiting, videoIds: awaited } : null,
    leftOut: next.leftOut.filter(isPlanned),
  };
}

/** A plan that waits for something. */
export type Waiting = WaitPlan & { waiting: AnswerWait };

const isUnderWay = ({ transcript: { status } }: Video): boolean => status !== "READY" && status !== "FAILED";

const idsOf = (videos: Video[]): string[] => videos.map(({ id }) => id);
