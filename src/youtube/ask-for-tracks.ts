import { YoutubeTranscript } from "youtube-transcript";
import type { Attempt } from "./attempt.ts";
import { wantsSecondOpinion } from "./refusals/classify.ts";
import type { EdgeRequest } from "./client/client.ts";
import { describeExchange } from "./client/recorded-response.ts";

const MAX_PAGE_BYTES = 10_000_000;

/**
 * Lets youtube-transcript ask for the captions there are, and records what YouTube answers. Its own conclusions are
 * dropped: it takes a bot check for disabled captions, and whichever captions come first.
 */
export async function askForTracks(attempt: Attempt): Promise<void> {
  let failure: unknown;
  const recordingFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : input.toString();
    const kind = kindOf(url);
    // Captions are chosen and fetched elsewhere, and the watch page is asked only where it may know better.
    if (kind === null || (kind === "WATCH" && !wantsSecondOpinion(attempt))) throw new Error("not needed");
    try {
      const answer = await attempt.send(toEdgeRequest(url, kind, init ?? {}, attempt.timeoutMs));
      attempt.exchanges.push(describeExchange(kind, url, answer));
      const good = answer.outcome === "ANSWERED" && answer.status === 200;
      return good ? new Response(answer.text) : new Response(null, { status: 502 });
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  await YoutubeTranscript.fetchTranscript(attempt.youtubeId, { fetch: recordingFetch }).catch(() => null);
  if (failure) throw failure;
}

function kindOf(url: string): "PLAYER" | "WATCH" | null {
  const path = URL.parse(url)?.pathname;
  if (path === "/youtubei/v1/player") return "PLAYER";
  return path === "/watch" ? "WATCH" : null;
}

function toEdgeRequest(
  url: string,
  kind: "PLAYER" | "WATCH",
  init: RequestInit,
  timeoutMs: number,
): EdgeRequest {
  return {
    url,
    method: init.method ?? "GET",
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      // The cookie of a visitor who declined: without it, YouTube puts its consent page first in some countries.
      ...(kind === "WATCH" && { cookie: "SOCS=CAI" }),
    },
    ...(typeof init.body === "string" && { body: init.body }),
    timeoutMs,
    maxBytes: MAX_PAGE_BYTES,
  };
}
