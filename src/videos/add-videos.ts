import { v7 as uuid } from "uuid";
import type { EntityManager } from "../database/open.ts";
import { deleteUnusedTranscripts } from "../transcripts/delete-unused.ts";
import type { Session } from "../sessions/session.ts";
import { upsertAndLockTranscripts, retryTranscript } from "../transcripts/queue.ts";
import type { Transcript } from "../transcripts/transcript.ts";
import { VideoSchema, type Video, type VideoEntity } from "./video.ts";
import { parseVideoUrl } from "../youtube/links.ts";

export type AddVideoOutcome = {
  url: string;
  video: Video | null;
  error: { code: "NOT_A_VIDEO_URL" | "SESSION_VIDEO_LIMIT"; message: string } | null;
};

/**
 * Adds the videos of these URLs to a session, in their order; a bad URL fails alone. `language` is a BCP 47 tag, null:
 * the spoken one for new videos, and none other for those that the session holds.
 */
export async function addVideos(
  em: EntityManager,
  session: Session,
  urls: string[],
  { language, maxVideos }: { language: string | null; maxVideos: number },
): Promise<AddVideoOutcome[]> {
  const held = await em.find(VideoSchema, { session: session.id }, { populate: ["transcript"] });
  const byYoutubeId = new Map(held.flatMap((video) => (video.youtubeId ? [[video.youtubeId, video]] : [])));
  const wanted = new Map<string, string>();
  let room = maxVideos - held.length;

  /** Notes what a URL asks for; an error where it asks for nothing that can be. */
  function want(youtubeId: string): AddVideoOutcome["error"] {
    if (wanted.has(youtubeId)) return null;
    const known = byYoutubeId.get(youtubeId);
    if (!known && room-- <= 0) return { code: "SESSION_VIDEO_LIMIT", message: limitMessage(maxVideos) };
    // An uploaded transcript stays, unless another language is asked for.
    if (known?.transcript.track === "UPLOADED" && language === null) return null;
    wanted.set(youtubeId, language ?? known?.transcript.requestedLanguage ?? "");
    return null;
  }

  const parsed = urls.map((url) => {
    const result = parseVideoUrl(url);
    if ("problem" in result)
      return { url, error: { code: "NOT_A_VIDEO_URL" as const, message: result.problem } };
    return { url, youtubeId: result.youtubeId, error: want(result.youtubeId) };
  });

  const transcripts = await upsertAndLockTranscripts(em, [...wanted]);
  const replaced: string[] = [];
  for (const [youtubeId, transcript] of transcripts) {
    const known = byYoutubeId.get(youtubeId);
    if (!known) byYoutubeId.set(youtubeId, newVideo(em, session, transcript, youtubeId));
    else if (known.transcript.id !== transcript.id) {
      replaced.push(known.transcript.id);
      known.transcript = transcript;
    }
  }
  for (const { youtubeId } of parsed) {
    const video = youtubeId === undefined ? undefined : byYoutubeId.get(youtubeId);
    if (video?.transcript.status === "FAILED") await retryTranscript(em, video.transcript);
  }
  await em.flush();
  await deleteUnusedTranscripts(em, replaced);
  return parsed.map(({ url, youtubeId, error }) => ({
    url,
    video: error ? null : byYoutubeId.get(youtubeId!)!,
    error,
  }));
}

export function newVideo(
  em: EntityManager,
  session: Session,
  transcript: Transcript,
  youtubeId: string | null,
): VideoEntity {
  return em.create(VideoSchema, {
    id: uuid(),
    session: session.id,
    transcript,
    youtubeId,
    addedAt: new Date(),
  });
}

export const limitMessage = (maxVideos: number) =>
  `This session already holds ${maxVideos} videos: remove one first.`;
