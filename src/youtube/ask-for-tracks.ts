import { YoutubeTranscript } from "youtube-transcript";
import type { Attempt } from "./attempt.ts";
import type { YouTubeRequest } from "./client/client.ts";
import { recordResponse } from "./client/recorded-response.ts";
import { classifyPlayer, wantsSecondOpinion, type ClassifiedResponse } from "./refusals/classify.ts";

const MAX_PAGE_BYTES = 10_000_000;

/**
 * Lets youtube-transcript ask which captions there are, and returns YouTube's responses, in order. The library's own
 * result is dropped: it takes a bot check for disabled captions, and chooses whichever captions come first.
 */
export async function askForTracks(attempt: Attempt): Promise<ClassifiedResponse[]> {
  const responses: ClassifiedResponse[] = [];
  let failure: unknown;
  const recordingFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : input.toString();
    const kind = kindOf(url);
    // Captions are chosen and fetched elsewhere, and the watch page is asked only for a second opinion.
    if (kind === null || (kind === "WATCH" && !wantsSecondOpinion(responses))) throw new Error("not needed");
    try {
      const response = await attempt.send(toRequest(url, kind, init ?? {}, attempt.timeoutMs));
      responses.push(classifyPlayer(recordResponse(kind, url, response)));
      const isGood = response.outcome === "ANSWERED" && response.status === 200;
      return isGood ? new Response(response.text) : new Response(null, { status: 502 });
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  await YoutubeTranscript.fetchTranscript(attempt.youtubeId, { fetch: recordingFetch }).catch(() => null);
  if (failure) throw failure;
  return responses;
}

function kindOf(url: string): "PLAYER" | "WATCH" | null {
  const path = URL.parse(url)?.pathname;
  if (path === "/youtubei/v1/player") return "PLAYER";
  return path === "/watch" ? "WATCH" : null;
}

function toRequest(
  url: string,
  kind: "PLAYER" | "WATCH",
  init: RequestInit,
  timeoutMs: number,
): YouTubeRequest {
  return {
    url,
    method: init.method ?? "GET",
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      // The cookie of a visitor who declined cookies, without which YouTube shows its consent page in some countries.
      ...(kind === "WATCH" && { cookie: "SOCS=CAI" }),
    },
    ...(typeof init.body === "string" && { body: init.body }),
    timeoutMs,
    maxBytes: MAX_PAGE_BYTES,
  };
}
