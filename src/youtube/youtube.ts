import { createCaptionReader } from "../captions/read-captions.ts";
import type { FetchTranscript } from "./fetch-transcript.ts";
import { attemptTranscript } from "./attempt-transcript.ts";
import { createYouTubeClient } from "./client/client.ts";
import { createEgressPool, type Egress, type EgressPoolOptions } from "./client/egress-pool.ts";
import { TranscriptError, type VideoFailureCode } from "./transcript-failure.ts";

export type YouTubeOptions = EgressPoolOptions & {
  /** The URL of YouTube, or of a relay in its place, to which all requests go; default https://www.youtube.com. */
  baseUrl?: string;
  /** Limit of each request; default 15 seconds. */
  timeoutMs?: number;
  /** Limit of a response with captions; default 10 MB. */
  maxBytes?: number;
};

export type YouTube = {
  fetchTranscript: FetchTranscript;
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
 * Fetches transcripts from YouTube, each through one egress; where YouTube refuses that one, it cools down and the next
 * is tried. While all cool down, nothing is sent, and fetches reject at once with the reason and the time until it ends.
 */
export function createYouTube(options: YouTubeOptions = {}): YouTube {
  const { baseUrl = "https://www.youtube.com", timeoutMs = 15_000, maxBytes = 10_000_000 } = options;
  const send = createYouTubeClient(baseUrl);
  const pool = createEgressPool(options);
  const readCaptions = createCaptionReader();

  async function fetchThrough(
    egress: Egress,
    request: Parameters<FetchTranscript>[0],
    signal: AbortSignal,
  ): ReturnType<FetchTranscript> {
    // Aborts requests of this attempt that are still under way when it ends.
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    try {
      const transcript = await attemptTranscript({
        ...request,
        send: (message) => send(egress, message, either),
        timeoutMs,
        maxBytes,
        readCaptions,
      });
      egress.markHealthy();
      return transcript;
    } catch (error) {
      if (error instanceof TranscriptError) updateEgress(egress, error);
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

  const fetchTranscript: FetchTranscript = async (request, signal) => {
    signal.throwIfAborted();
    if (!/^[\w-]{11}$/.test(request.youtubeId)) throw new TranscriptError("VIDEO_UNAVAILABLE");
    const tried = new Set<Egress>();
    let refusal: TranscriptError | null = null;
    for (;;) {
      const egress = pool.choose(tried);
      if (!egress) throw withCoolDown(refusal, pool.cooling());
      tried.add(egress);
      try {
        return await fetchThrough(egress, request, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TranscriptError) || !EGRESS_REFUSALS.includes(error.code)) throw error;
        refusal = error;
      }
    }
  };

  return { fetchTranscript, close: () => pool.close() };
}

/** The error where no egress is left: the refusal of this fetch, with the time until an egress is ready. */
function withCoolDown(refusal: TranscriptError | null, cooling: TranscriptError | null): Error {
  if (!refusal || !cooling) return refusal ?? cooling ?? new Error("No egress is left, yet none cools down");
  const { code, message, cause } = refusal;
  return new TranscriptError(code, { message, cause, retryAfterMs: cooling.retryAfterMs });
}
