import type { Video } from "../../videos/video.ts";
import type { AnswerFailure } from "../answer.ts";
import { concernedVideos } from "./concerned-videos.ts";

/** Most videos that a message names. */
const MAX_NAMED = 3;

/** The failure of an answer to a question that concerns videos of which none is READY, for the person who asked; else null. */
export function noReadyVideo(question: string, videos: Video[]): AnswerFailure | null {
  if (videos.length > 0 && videos.every(isReady)) return null;
  const concerned = concernedVideos(question, videos);
  if (concerned === null || concerned.some(isReady)) return null;
  const failed = concerned.filter(({ transcript }) => transcript.status === "FAILED");
  const underWay = concerned.filter(({ transcript }) => transcript.status !== "FAILED");
  const message =
    concerned.length === 0
      ? "There is no video to ask about yet: add one, then ask again."
      : underWay.length === 0
        ? `There is nothing to answer from. ${describe(failed)}`
        : underWay.some(isBeingRead)
          ? `${nameOf(underWay)} still being read. Ask again in a minute.`
          : `There is nothing to answer from yet. ${describe(underWay)} Ask again later.`;
  return { code: "NO_READY_VIDEO", message, retryable: underWay.length > 0 };
}

const isReady = ({ transcript }: Video): boolean => transcript.status === "READY";

/** Whether its last attempt has not failed, or another is under way. */
const isBeingRead = ({ transcript: { failure, retryAt } }: Video): boolean => !failure || !retryAt;

/** What keeps each of these videos from being read. */
function describe(videos: Video[]): string {
  const described = videos.slice(0, MAX_NAMED).map(({ transcript: { title, failure } }) => {
    const message = failure?.message ?? "It could not be read.";
    return !title ? message : `“${title}”: ${message}`;
  });
  const more = videos.length - described.length;
  // Videos without a title that failed alike are told of once.
  const texts = [...new Set(described)];
  if (more > 0) texts.push(`${more} more could not be read either.`);
  return texts.join(" ");
}

/** The videos as the subject of a sentence, with its verb. */
function nameOf(videos: Video[]): string {
  const [first] = videos;
  if (videos.length > 1) return `${videos.length} videos are`;
  return !first!.transcript.title ? "The video is" : `“${first!.transcript.title}” is`;
}
