import { sql } from "kysely";
import { runInTurns } from "../async/steps.ts";
import { storedCuesSteps } from "../captions/stored-cues.ts";
import { validate as isUuid } from "uuid";
import type { Bus } from "../database/pubsub.ts";
import type { Database, EntityManager } from "../database/open.ts";
import { badUserInput, notFound, sessionExpired, unauthenticated, ClientError } from "../errors/errors.ts";
import { deleteUnusedTranscripts } from "../transcripts/delete-unused.ts";
import type { Session } from "../sessions/session.ts";
import { run } from "../database/sql.ts";
import { transaction } from "../database/transaction.ts";
import { insertUploadedTranscript, type Upload } from "../transcripts/queue.ts";
import { addVideos, limitMessage, type AddVideoOutcome } from "./add-videos.ts";
import { parseVideoLinks, TEXT_MAX_CHARS } from "../youtube/links.ts";
import type { Logger } from "pino";
import { createTurns } from "../async/turns.ts";
import { addPlaylist, type AddPlaylistOutcome } from "./add-playlist.ts";
import type { FetchPlaylist } from "../youtube/playlists/fetch-playlist.ts";
import { parseLanguage } from "../captions/language-tag.ts";
import { findUpload, insertUploadKey, type Idempotency } from "./upload-keys.ts";
import { deleteVideo, insertVideos, listVideos, replaceTranscript } from "./store.ts";
import type { Video } from "./video.ts";

const URLS_MAX = 1000;
/** The videos that a caller may add in a time, beside those that a session may hold. */
export type VideoQuota = {
  /** Takes as many before they are added. Rejects where there are not as many left. */
  take: (count: number) => Promise<void>;
  /** Gives back what was taken and not added. */
  giveBack: (count: number) => Promise<void>;
};

const NO_QUOTA: VideoQuota = { take: async () => {}, giveBack: async () => {} };

/** Videos of a playlist that are added where nobody says how many. */
export const PLAYLIST_VIDEOS = 20;

export function createVideos({
  database,
  bus,
  maxVideos,
  fetchPlaylist,
  logger,
}: {
  database: Database;
  bus: Bus;
  maxVideos: number;
  fetchPlaylist: FetchPlaylist;
  logger: Logger;
}) {
  const inTurn = createTurns();

  /** Runs `work` in a transaction that holds the session's row, so that it neither ends nor fills up meanwhile. */
  async function inSession<T>(session: Session, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const result = await transaction(database, async (em) => {
      const [row] = await run(
        em,
        sql<{ expired: boolean }>`select expires_at <= now() as expired from sessions
          where id = ${session.id} for no key update`,
      );
      if (!row) throw unauthenticated();
      if (row.expired) throw sessionExpired();
      return work(em);
    });
    bus.publish(`session:${session.id}`, "ingest", "transcripts-deleted");
    return result;
  }

  return {
    /** The session's videos, in the order of adding. */
    list: (session: Session): Promise<Video[]> => listVideos(database.fork(), session.id),

    /** Adds the videos of these URLs, or of the links in these texts. A bad one fails alone. */
    async add(
      session: Session,
      urls: string[],
      language: string | null,
      quota = NO_QUOTA,
    ): Promise<AddVideoOutcome[]> {
      if (urls.length === 0) throw badUserInput("urls is empty: give at least one.");
      if (urls.length > URLS_MAX) {
        throw badUserInput(`urls has ${urls.length} entries: give at most ${URLS_MAX} at a time.`);
      }
      const length = urls.reduce((sum, url) => sum + url.length, 0);
      if (length > TEXT_MAX_CHARS) {
        throw badUserInput(
          `urls has ${length} characters: give at most ${TEXT_MAX_CHARS} at a time, best without the text around the links.`,
        );
      }
      const links = urls.flatMap(parseVideoLinks);
      if (links.length > URLS_MAX) {
        throw badUserInput(`urls has ${links.length} links: give at most ${URLS_MAX} at a time.`);
      }
      const options = { language: language === null ? null : parseLanguage(language), maxVideos };
      // More than a session holds are never added.
      await quota.take(Math.min(links.length, maxVideos));
      return inSession(session, (em) => addVideos(em, session, links, options));
    },

    /**
     * Adds the first videos of the playlist or channel at this address, unless the signal is aborted before they are known.
     * BAD_USER_INPUT for a `first` out of range; null: 20. A session's playlists are read one at a time.
     */
    async addPlaylist(
      session: Session,
      { url, first, language }: { url: string; first: number | null; language: string | null },
      signal: AbortSignal,
      quota = NO_QUOTA,
    ): Promise<AddPlaylistOutcome> {
      const count = first ?? Math.min(PLAYLIST_VIDEOS, maxVideos);
      if (count < 1 || count > maxVideos) throw badUserInput(`first is ${count}: give 1 to ${maxVideos}.`);
      const options = { language: language === null ? null : parseLanguage(language), maxVideos };
      await quota.take(count);
      let added = 0;
      try {
        return await inTurn(session.id, () =>
          addPlaylist(url, count, {
            fetchPlaylist,
            signal,
            onFault: (error) => logger.error({ err: error }, "A playlist could not be read"),
            add: (links) => {
              added = links.length;
              return inSession(session, (em) => addVideos(em, session, links, options));
            },
          }),
        );
      } finally {
        await quota.giveBack(count - added);
      }
    },

    /**
     * Adds a transcript that the client supplied, or gives it to the video of its URL that the session holds. With a key
     * that the session used for the same input, returns that video; BAD_USER_INPUT where the input was another.
     */
    async addTranscript(
      session: Session,
      upload: Upload,
      idempotency: Idempotency | null = null,
    ): Promise<Video> {
      const storedCues = await runInTurns(storedCuesSteps(upload.cues));
      return inSession(session, async (em) => {
        const held = await listVideos(em, session.id);
        const earlierId = idempotency && (await findUpload(em, session.id, idempotency));
        if (earlierId) return held.find((video) => video.id === earlierId)!;
        const { youtubeId } = upload;
        const existing = youtubeId === null ? undefined : held.find((video) => video.youtubeId === youtubeId);
        if (!existing && held.length >= maxVideos) {
          throw new ClientError("LIMIT_REACHED", limitMessage(maxVideos));
        }
        const transcriptId = await insertUploadedTranscript(em, { upload, storedCues });
        let videoId = existing?.id;
        if (existing) {
          await replaceTranscript(em, existing.id, transcriptId);
          await deleteUnusedTranscripts(em, [existing.transcript.id]);
        } else {
          [videoId] = await insertVideos(em, session.id, [{ transcriptId, youtubeId }]);
        }
        if (idempotency) await insertUploadKey(em, session.id, idempotency, videoId!);
        return (await listVideos(em, session.id)).find((video) => video.id === videoId)!;
      });
    },

    /** Removes a video from the session. NOT_FOUND where it is not in it. */
    async remove(session: Session, id: string): Promise<void> {
      await inSession(session, async (em) => {
        const transcriptId = isUuid(id) ? await deleteVideo(em, session.id, id) : undefined;
        if (transcriptId === undefined) throw notFound("video", id);
        await deleteUnusedTranscripts(em, [transcriptId]);
      });
    },
  };
}

export type Videos = ReturnType<typeof createVideos>;
