import { type FetchTranscript, TranscriptError } from "./fetch-transcript.ts";
import { RefusedAttempt } from "./attempt.ts";
import { attemptTranscript } from "./attempt-transcript.ts";
import { createEdge } from "./client/client.ts";
import { failures } from "./refusals/failures.ts";
import { createWaysOut, type WayOut, type WaysOutOptions } from "./client/egress-pool.ts";

export type YouTubeOptions = WaysOutOptions & {
  /** Where YouTube is, or a relay in its place; default https://www.youtube.com. All requests go there. */
  baseUrl?: string;
  /** For each request; default 15 seconds. */
  timeoutMs?: number;
  /** Of a caption body; default 5 MB. */
  maxBytes?: number;
};

export type YouTube = {
  fetchTranscript: FetchTranscript;
  /** Ends all connections; fetches under way fail. */
  close: () => Promise<void>;
};

/**
 * The edge to YouTube. Each fetch goes through one way out; where YouTube refuses that one, it rests and the next is
 * tried. While all rest, fetches are refused at once, with why and until when, and nothing is sent.
 */
export function createYouTube(options: YouTubeOptions = {}): YouTube {
  const { baseUrl = "https://www.youtube.com", timeoutMs = 15_000, maxBytes = 5_000_000 } = options;
  const send = createEdge(baseUrl);
  const waysOut = createWaysOut(options);

  async function fetchThrough(
    wayOut: WayOut,
    request: Parameters<FetchTranscript>[0],
    signal: AbortSignal,
  ): ReturnType<FetchTranscript> {
    // Ends what is still under way for this attempt when it is over.
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    try {
      const transcript = await attemptTranscript({
        ...request,
        exchanges: [],
        send: (message) => send(wayOut, message, either),
        timeoutMs,
        maxBytes,
      });
      wayOut.works();
      return transcript;
    } catch (error) {
      throw error instanceof RefusedAttempt ? judge(wayOut, error) : error;
    } finally {
      over.abort();
    }
  }

  /** Lets a refused way out rest, and gives the error for the caller. */
  function judge(wayOut: WayOut, { verdict, cause }: RefusedAttempt): TranscriptError {
    if (verdict.restsWayOut) wayOut.rest(verdict.code, verdict.retryAfterMs);
    else if (verdict.code === "YOUTUBE_UNREACHABLE") waysOut.passOver(wayOut);
    else wayOut.works();
    const { retryAfterMs, availableLanguages } = verdict;
    return new TranscriptError(verdict.code, verdict.message, {
      availableLanguages,
      cause,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }

  const fetchTranscript: FetchTranscript = async (request, signal) => {
    signal.throwIfAborted();
    if (!/^[\w-]{11}$/.test(request.youtubeId)) {
      throw new TranscriptError("VIDEO_UNAVAILABLE", failures.VIDEO_UNAVAILABLE.message);
    }
    const tried = new Set<WayOut>();
    let refusal: TranscriptError | null = null;
    for (;;) {
      const wayOut = waysOut.take(tried);
      if (!wayOut) throw withRest(refusal, waysOut.resting());
      tried.add(wayOut);
      try {
        return await fetchThrough(wayOut, request, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TranscriptError) || !isOfTheWayOut(error)) throw error;
        refusal = error;
      }
    }
  };

  return { fetchTranscript, close: () => waysOut.close() };
}

/** Whether another way out, perhaps in another country, may get what this one did not. */
function isOfTheWayOut({ code }: TranscriptError): boolean {
  const codes = ["BLOCKED", "RATE_LIMITED", "CONSENT_REQUIRED", "GEO_BLOCKED", "YOUTUBE_UNREACHABLE"];
  return codes.includes(code);
}

/** What to tell when no way out is left: why this fetch was refused, and when it is worth trying again. */
function withRest(refusal: TranscriptError | null, resting: TranscriptError | null): Error {
  if (!refusal || !resting) return refusal ?? resting ?? new Error("there is a way out, or all rest");
  return new TranscriptError(refusal.code, refusal.message, {
    cause: refusal.cause,
    ...(resting.retryAfterMs !== undefined && { retryAfterMs: resting.retryAfterMs }),
  });
}
