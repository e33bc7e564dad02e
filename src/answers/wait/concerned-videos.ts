import type { Video } from "../../videos/video.ts";
import { readScope } from "../scope/read-scope.ts";

/**
 * The videos that a question concerns, out of those that it may be about: the ones that it names, else all. null: it is
 * small talk, and concerns none.
 */
export function concernedVideos(question: string, videos: Video[]): Video[] | null {
  const named = videos.map(({ id, transcript: { title, language } }) => ({
    id,
    title: title ?? null,
    language: language ?? "und",
  }));
  const { scope, videoIds } = readScope(question, named);
  return scope === "SMALL_TALK" ? null : videos.filter(({ id }) => videoIds.includes(id));
}
