import { createCaptionReader } from "../captions/read-captions.ts";
import type { FetchTranscript } from "./fetch-transcript.ts";
import { attemptTranscript } from "./attempt-transcript.ts";
import { createYouTubeClient } from "./client/client.ts";
import { createFetchPlaylist, type FetchPlaylist, type ThroughPool } from "./playlists/fetch-playlist.ts";
import type { Send } from "./playlists/read-playlist.ts";
import { PlaylistError } from "./playlists/playlist-failure.ts";
import { createEgressPool, type Egress, type EgressPoolOptions } from "./client/egress-pool.ts";
import { TranscriptError, type VideoFailureCode } from "./transcript-failure.ts";

export type YouTubeOptions = EgressPoolOptions & {
  /** The URL of YouTube, or of a relay in its place, to which all requests go; default https://www.youtube.com. */
  baseUrl?: string;
  /** Limit of each request; default 15 seconds. */
  timeoutMs?: number;
  /** Time within which a playlist is read, as far as it comes; default 18 seconds. */
  playlistLimitMs?: number;
  /** Limit of a response with captions; default 10 MB. */
  maxBytes?: number;
  /** Told of each attempt at a transcript or a playlist that has ended; `failure`: the code of its failure, or ABORTED. */
  onAttempt?: ((ended: YouTubeAttempt) => void) | undefined;
};

export type YouTubeAttempt = { ms: number; failure: string | null; attempt: number };

export type YouTube = {
  fetchTranscript: FetchTranscript;
  fetchPlaylist: FetchPlaylist;
  /** Ends all connections; fetches under way fail. */
  close: () => Promise<void>;
};

/** Refusals that another egress, perhaps in another country, may not meet. */
const EGRESS_REFUSALS: VideoFailureCode[] = [
  "BLOCKED",
  "RATE_LIMITED",
  "CONSENT_REQUIRED",
  "GEO_BLOCKED",
  "YOUTUBE_UNREACHABLE",
];

/**
 * Fetches transcripts and playlists from YouTube, each through one egress; where YouTube refuses that one, it cools down and the next
 * is tried. While all cool down, nothing is sent, and fetches reject at once with the reason and the time until it ends.
 */
export function createYouTube(options: YouTubeOptions = {}): YouTube {
  const { baseUrl = "https://www.youtube.com", timeoutMs = 15_000, maxBytes = 10_000_000 } = options;
  const { playlistLimitMs = 18_000 } = options;
  const send = createYouTubeClient(baseUrl);
  const pool = createEgressPool(options);
  const readCaptions = createCaptionReader();

  /** Makes an attempt through one egress, and aborts requests of it that are still under way when it ends. */
  async function attemptThrough<Result>(
    egress: Egress,
    attempt: (sendThrough: Send) => Promise<Result>,
    signal: AbortSignal,
    number: number,
  ): Promise<Result> {
    const startedAt = performance.now();
    const tell = (failure: string | null) =>
      options.onAttempt?.({ ms: performance.now() - startedAt, failure, attempt: number });
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    try {
      const result = await attempt((message) => send(egress, message, either));
      egress.markHealthy();
      tell(null);
      return result;
    } catch (error) {
      tell(signal.aborted ? "ABORTED" : codeOf(error));
      if (error instanceof TranscriptError) updateEgress(egress, error);
      else if (error instanceof PlaylistError) egress.markHealthy();
      throw error;
    } finally {
      over.abort();
    }
  }

  function updateEgress(egress: Egress, { code, coolsDown, retryAfterMs }: TranscriptError) {
    if (coolsDown) egress.coolDown(code, retryAfterMs);
    else if (code === "YOUTUBE_UNREACHABLE") pool.skip(egress);
    else egress.markHealthy();
  }

  /** Makes an attempt through one egress after another, until one is not refused. */
  const throughPool: ThroughPool = async (attempt, signal) => {
    const tried = new Set<Egress>();
    let refusal: TranscriptError | null = null;
    for (;;) {
      const egress = pool.choose(tried);
      if (!egress) throw withCoolDown(refusal, pool.cooling());
      tried.add(egress);
      try {
        return await attemptThrough(egress, attempt, signal, tried.size);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TranscriptError) || !EGRESS_REFUSALS.includes(error.code)) throw error;
        refusal = error;
      }
    }
  };

  const fetchTranscript: FetchTranscript = async (request, signal) => {
    signal.throwIfAborted();
    if (!/^[\w-]{11}$/.test(request.youtubeId)) throw new TranscriptError("VIDEO_UNAVAILABLE");
    const attempt = (sendThrough: Send) =>
      attemptTranscript({ ...request, send: sendThrough, timeoutMs, maxBytes, readCaptions });
    return throughPool(attempt, signal);
  };

  const closing = new AbortController();
  return {
    fetchTranscript,
    fetchPlaylist: createFetchPlaylist({
      throughPool,
      timeoutMs,
      limitMs: playlistLimitMs,
      closing: closing.signal,
    }),
    close() {
      closing.abort();
      return pool.close();
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof TranscriptError || error instanceof PlaylistError ? error.code : "INTERNAL";

/** The error where no egress is left: the refusal of this fetch, with the time until an egress is ready. */
function withCoolDown(refusal: TranscriptError | null, cooling: TranscriptError | null): Error {
  if (!refusal || !cooling) return refusal ?? cooling ?? new Error("No egress is left, yet none cools down");
  const { code, message, cause } = refusal;
  return new TranscriptError(code, { message, cause, retryAfterMs: cooling.retryAfterMs });
}
