import type { EntityManager } from "../database/open.ts";
import { deleteUnusedTranscripts } from "../transcripts/delete-unused.ts";
import type { Session } from "../sessions/session.ts";
import { tryAgain, upsertAndLockTranscripts } from "../transcripts/queue.ts";
import type { Video } from "./video.ts";
import { insertVideos, listVideos, replaceTranscript } from "./store.ts";
import type { ParsedVideoLink } from "../youtube/links.ts";

export type AddVideoOutcome = {
  url: string;
  video: Video | null;
  error: { code: "NOT_A_VIDEO_URL" | "SESSION_VIDEO_LIMIT"; message: string } | null;
};

/**
 * Adds the videos of these links to a session, in their order; a bad link fails alone. `language` is a BCP 47 tag; null: the
 * spoken one for new videos, and the present one for those that the session has.
 */
export async function addVideos(
  em: EntityManager,
  session: Session,
  links: ParsedVideoLink[],
  { language, maxVideos }: { language: string | null; maxVideos: number },
): Promise<AddVideoOutcome[]> {
  const held = await listVideos(em, session.id);
  const byYoutubeId = new Map(held.flatMap((video) => (video.youtubeId ? [[video.youtubeId, video]] : [])));
  const wanted = new Map<string, string>();
  let room = maxVideos - held.length;

  /** Notes which transcript a video needs. Returns an error where the session has no room for the video. */
  function want(youtubeId: string): AddVideoOutcome["error"] {
    if (wanted.has(youtubeId)) return null;
    const existing = byYoutubeId.get(youtubeId);
    if (!existing && room-- <= 0) return { code: "SESSION_VIDEO_LIMIT", message: limitMessage(maxVideos) };
    // An uploaded transcript stays, unless another language is asked for.
    if (existing?.transcript.track === "UPLOADED" && language === null) return null;
    wanted.set(youtubeId, language ?? existing?.transcript.requestedLanguage ?? "");
    return null;
  }

  const parsed = links.map((link) => {
    if ("problem" in link) {
      return { url: link.url, error: { code: "NOT_A_VIDEO_URL" as const, message: link.problem } };
    }
    return { url: link.url, youtubeId: link.youtubeId, error: want(link.youtubeId) };
  });

  const transcriptIds = await upsertAndLockTranscripts(em, [...wanted]);
  const added: { transcriptId: string; youtubeId: string }[] = [];
  const replaced: string[] = [];
  for (const [youtubeId, transcriptId] of transcriptIds) {
    const existing = byYoutubeId.get(youtubeId);
    if (!existing) {
      added.push({ transcriptId, youtubeId });
    } else if (existing.transcript.id !== transcriptId) {
      replaced.push(existing.transcript.id);
      await replaceTranscript(em, existing.id, transcriptId);
    }
  }
  await insertVideos(em, session.id, added);
  await deleteUnusedTranscripts(em, replaced);
  const youtubeIds = parsed.flatMap(({ youtubeId }) => youtubeId ?? []);
  await tryAgain(em, session.id, youtubeIds);
  const videos = new Map((await listVideos(em, session.id)).map((video) => [video.youtubeId, video]));
  return parsed.map(({ url, youtubeId, error }) => ({
    url,
    video: error ? null : videos.get(youtubeId!)!,
    error,
  }));
}

export const limitMessage = (maxVideos: number) =>
  `This session already holds ${maxVideos} videos: remove one first.`;
