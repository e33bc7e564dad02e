import type { Video } from "../../videos/video.ts";
import { readScopeOf } from "../scope/read-scope-of.ts";

/**
 * The videos that a question concerns, out of those that it may be about: the ones that it names, else all. null: it is
 * small talk, and concerns none.
 */
export function concernedVideos(question: string, videos: Video[]): Video[] | null {
  const { scope, videoIds } = readScopeOf(question, videos);
  if (scope === "SMALL_TALK") return null;
  // One that is not there is told of with those that are.
  return videoIds.length === 0 ? videos : videos.filter(({ id }) => videoIds.includes(id));
}
