import type { PlaylistSource } from "../links.ts";
import { TranscriptError } from "../transcript-failure.ts";
import { PlaylistError, type PlaylistFailure, playlistFailure } from "./playlist-failure.ts";
import { type PlaylistProgress, readPlaylist, type Send } from "./read-playlist.ts";

export type FetchedPlaylist = {
  title: string | null;
  /** How many videos it says it has. */
  videoCount: number | null;
  /** At most as many as were asked for, in its order, each once, without those that nobody can watch. */
  youtubeIds: string[];
  /** Why it could not be read, or not as far as was asked for; null: it was. */
  failure: PlaylistFailure | null;
};

/**
 * Reads the first videos of a playlist, or of what a channel has uploaded. Never takes longer than the limit, and gives
 * what was read by then. Rejects only with the signal's reason, or with a fault of this program.
 */
export type FetchPlaylist = (
  request: { source: PlaylistSource; first: number },
  signal: AbortSignal,
) => Promise<FetchedPlaylist>;

/** Makes an attempt with what sends through one egress, and again through the next one where that is refused. */
export type ThroughPool = <Result>(
  attempt: (send: Send) => Promise<Result>,
  signal: AbortSignal,
) => Promise<Result>;

type Options = {
  throughPool: ThroughPool;
  /** Limit of each request. */
  timeoutMs: number;
  /** Limit of all of them together. */
  limitMs: number;
  /** Aborted when no more is to be sent. */
  closing: AbortSignal;
};

export function createFetchPlaylist({ throughPool, timeoutMs, limitMs, closing }: Options): FetchPlaylist {
  return async ({ source, first }, signal) => {
    signal.throwIfAborted();
    const progress: PlaylistProgress = {
      source,
      title: null,
      videoCount: null,
      youtubeIds: new Set(),
      continuation: null,
    };
    const limit = AbortSignal.timeout(limitMs);
    const read = (send: Send) => readPlaylist(send, progress, { first, timeoutMs });
    let failure: PlaylistFailure | null = null;
    try {
      await throughPool(read, AbortSignal.any([signal, limit, closing]));
    } catch (error) {
      signal.throwIfAborted();
      failure = toFailure(error, { limit, limitMs, closing });
    }
    const { title, videoCount, youtubeIds } = progress;
    return { title, videoCount, youtubeIds: [...youtubeIds].slice(0, first), failure };
  };
}

function toFailure(
  error: unknown,
  { limit, limitMs, closing }: { limit: AbortSignal; limitMs: number; closing: AbortSignal },
): PlaylistFailure {
  if (error instanceof PlaylistError) return playlistFailure(error.code, { message: error.message });
  if (closing.aborted) {
    return playlistFailure("YOUTUBE_UNREACHABLE", {
      message: "The server is stopping. Try again in a moment.",
    });
  }
  if (limit.aborted) {
    const message = `The list could not be read to the end within ${limitMs / 1000} seconds. Add it again for the rest.`;
    return playlistFailure("YOUTUBE_UNREACHABLE", { message });
  }
  if (!(error instanceof TranscriptError)) throw error;
  switch (error.code) {
    case "BLOCKED":
    case "RATE_LIMITED":
    case "CONSENT_REQUIRED":
    case "YOUTUBE_UNREACHABLE":
    case "YOUTUBE_CHANGED":
      return playlistFailure(error.code, { retryAfterMs: error.retryAfterMs });
    default:
      throw error;
  }
}
