import { v7 as uuid, validate as isUuid } from "uuid";
import type { Bus } from "../bus.ts";
import type { Database, EntityManager } from "../database.ts";
import { badUserInput, notFound, sessionExpired, unauthenticated, ClientError } from "../errors.ts";
import { deleteUnusedTranscripts } from "../sessions/delete-sessions.ts";
import type { Session } from "../sessions/session.ts";
import type { Cue } from "../transcripts/cue.ts";
import type { Transcript } from "../transcripts/transcript.ts";
import { claimTranscript, createUploadedTranscript, type Upload } from "../transcripts/queue.ts";
import { parseLanguage } from "./language.ts";
import { VideoSchema, type Video } from "./video.ts";
import { parseVideoUrl } from "./youtube-url.ts";

const URLS_MAX = 1000;

export type AddVideoOutcome = {
  url: string;
  video: Video | null;
  error: { code: "NOT_A_VIDEO_URL" | "SESSION_VIDEO_LIMIT"; message: string } | null;
};

export function createVideos({
  database,
  bus,
  maxVideos,
}: {
  database: Database;
  bus: Bus;
  maxVideos: number;
}) {
  const limitMessage = `This session already holds ${maxVideos} videos: remove one first.`;

  /** Runs `work` in a transaction that holds the session's row, so that it neither ends nor fills up meanwhile. */
  async function inSession<T>(session: Session, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const result = await database.fork().transactional(async (em) => {
      const [row] = await em.execute<{ expired: boolean }[]>(
        `select expires_at <= now() as expired from sessions where id = ? for no key update`,
        [session.id],
      );
      if (!row) throw unauthenticated();
      if (row.expired) throw sessionExpired();
      return work(em);
    });
    bus.publish(`session:${session.id}`, "ingest");
    return result;
  }

  async function find(em: EntityManager, session: Session, where: { id: string } | { youtubeId: string }) {
    return em.findOne(VideoSchema, { session: session.id, ...where }, { populate: ["transcript"] });
  }

  return {
    /** The session's videos, in the order of adding. */
    list: (session: Session): Promise<Video[]> =>
      database
        .fork()
        .find(
          VideoSchema,
          { session: session.id },
          { populate: ["transcript"], orderBy: { addedAt: "asc", id: "asc" } },
        ),

    /** Adds the videos of these URLs. A bad URL fails alone. */
    async add(session: Session, urls: string[], language: string | null): Promise<AddVideoOutcome[]> {
      if (urls.length === 0) throw badUserInput("urls is empty: give at least one.");
      if (urls.length > URLS_MAX) {
        throw badUserInput(`urls has ${urls.length} entries: give at most ${URLS_MAX} at a time.`);
      }
      const requestedLanguage = language === null ? "" : parseLanguage(language);
      return inSession(session, async (em) => {
        const outcomes: AddVideoOutcome[] = [];
        const held = await em.find(VideoSchema, { session: session.id }, { populate: ["transcript"] });
        const byYoutubeId = new Map(held.map((video) => [video.youtubeId, video]));
        let count = held.length;
        for (const url of urls) {
          const parsed = parseVideoUrl(url);
          if ("problem" in parsed) {
            outcomes.push({ url, video: null, error: { code: "NOT_A_VIDEO_URL", message: parsed.problem } });
            continue;
          }
          const { youtubeId } = parsed;
          const known = byYoutubeId.get(youtubeId);
          if (known) {
            await addAgain(em, known, language === null ? null : requestedLanguage);
            outcomes.push({ url, video: known, error: null });
            continue;
          }
          if (count >= maxVideos) {
            outcomes.push({
              url,
              video: null,
              error: { code: "SESSION_VIDEO_LIMIT", message: limitMessage },
            });
            continue;
          }
          const transcript = await claimTranscript(em, youtubeId, requestedLanguage);
          const video = newVideo(em, session, transcript, youtubeId);
          byYoutubeId.set(youtubeId, video);
          count++;
          outcomes.push({ url, video, error: null });
        }
        await em.flush();
        return outcomes;
      });
    },

    /** Adds a transcript that the client supplied, or gives it to the video of its URL that the session holds. */
    async addTranscript(
      session: Session,
      upload: Upload & { youtubeId: string | null; cues: Cue[] },
    ): Promise<Video> {
      return inSession(session, async (em) => {
        const known =
          upload.youtubeId === null ? null : await find(em, session, { youtubeId: upload.youtubeId });
        if (!known && (await em.count(VideoSchema, { session: session.id })) >= maxVideos) {
          throw new ClientError("LIMIT_REACHED", limitMessage);
        }
        const transcript = createUploadedTranscript(em, upload);
        if (known) await replaceTranscript(em, known, transcript);
        const video = known ?? newVideo(em, session, transcript, upload.youtubeId);
        await em.flush();
        return video;
      });
    },

    /** Removes a video from the session. NOT_FOUND where it is not in it. */
    async remove(session: Session, id: string): Promise<void> {
      await inSession(session, async (em) => {
        const video = isUuid(id) ? await find(em, session, { id }) : null;
        if (!video) throw notFound("video", id);
        const transcriptId = video.transcript.id;
        await em.nativeDelete(VideoSchema, { id: video.id });
        await deleteUnusedTranscripts(em, [transcriptId]);
      });
    },
  };
}

export type Videos = ReturnType<typeof createVideos>;

function newVideo(
  em: EntityManager,
  session: Session,
  transcript: Transcript,
  youtubeId: string | null,
): Video {
  return em.create(VideoSchema, {
    id: uuid(),
    session: session.id,
    transcript,
    youtubeId,
    addedAt: new Date(),
  });
}

/** Another language fetches that one instead; a failure is tried again; an uploaded transcript stays. */
async function addAgain(em: EntityManager, video: Video, language: string | null) {
  const { transcript } = video;
  if (video.youtubeId == null) return;
  if (transcript.track === "UPLOADED" && language === null) return;
  const wanted = language ?? transcript.requestedLanguage ?? "";
  const next = await claimTranscript(em, video.youtubeId, wanted);
  if (next.id !== transcript.id) await replaceTranscript(em, video, next);
}

async function replaceTranscript(em: EntityManager, video: Video, next: Transcript) {
  const before = video.transcript.id;
  video.transcript = next;
  await em.flush();
  await deleteUnusedTranscripts(em, [before]);
}
