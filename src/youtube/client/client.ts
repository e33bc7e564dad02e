import { type Dispatcher, fetch, type Response } from "undici";
import { readRetryAfterMs } from "../../async/retry-after.ts";

export type YouTubeRequest = {
  /** A URL at YouTube; the request goes to its path at the base URL. */
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Limit of the decoded body. */
  maxBytes: number;
  timeoutMs: number;
};

export type YouTubeResponse = {
  outcome: Outcome;
  /** HTTP status of the last response; 0 where there was none. */
  status: number;
  contentType: string;
  text: string;
  /** Bytes of the decoded body. */
  size: number;
  /** Retry-After, in milliseconds. */
  retryAfterMs: number | undefined;
  /** Why there was no response, for the log. */
  cause: unknown;
};

/** ANSWERED, or why there was no response. LEFT: the URL or a redirect of it is not at YouTube, so it is not followed. */
export type Outcome = "ANSWERED" | "NO_ANSWER" | "TOO_LARGE" | "CONSENT" | "CAPTCHA" | "SIGN_IN" | "LEFT";

/** The connections that a request goes out through; `acquire` waits until they may be used. */
export type Egress = { dispatcher: Dispatcher; acquire: (signal: AbortSignal) => Promise<void> };

export type SendToYouTube = (
  egress: Egress,
  request: YouTubeRequest,
  signal: AbortSignal,
) => Promise<YouTubeResponse>;

const YOUTUBE_HOSTS = new Set(["www.youtube.com", "youtube.com", "m.youtube.com"]);
const MAX_REDIRECTS = 3;

/**
 * Sends requests to YouTube, through the base URL, and nowhere else: URLs and redirects of other hosts are reported, never
 * followed. A failure of the connection is an outcome; it rejects only when the signal is aborted, with its reason, or
 * when the egress cools down.
 */
export function createYouTubeClient(baseUrl: string): SendToYouTube {
  const base = new URL(baseUrl);

  /** The URL at the base URL for one at YouTube; null for any other. */
  function atBase(url: URL | null): URL | null {
    if (url?.origin === base.origin) return url;
    if (!url || !YOUTUBE_HOSTS.has(url.hostname)) return null;
    // Put together part by part: as text, a path that begins with "//" would name another host.
    const target = new URL(base);
    target.pathname = base.pathname.replace(/\/$/, "") + url.pathname;
    target.search = url.search;
    return target;
  }

  return async (egress, request, signal) => {
    let url = atBase(URL.parse(request.url));
    if (!url) return responseOf("LEFT");
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      await egress.acquire(signal);
      signal.throwIfAborted();
      try {
        const response = await sendOnce(egress.dispatcher, url, request, signal);
        const location = response.headers.get("location");
        const target: URL | null = location ? URL.parse(location, url.href) : null;
        if (response.status < 300 || response.status >= 400 || !target) {
          return await readResponse(response, request.maxBytes);
        }
        await response.body?.cancel();
        url = request.method === "POST" ? null : atBase(target);
        if (!url) return responseOf(meaningOf(target), response);
      } catch (cause) {
        signal.throwIfAborted();
        return { ...responseOf("NO_ANSWER"), cause };
      }
    }
    return responseOf("LEFT");
  };
}

function sendOnce(
  dispatcher: Dispatcher,
  url: URL,
  request: YouTubeRequest,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method: request.method ?? "GET",
    // English, since YouTube's reasons are told apart by their English words.
    headers: { "accept-language": "en", ...request.headers },
    body: request.body ?? null,
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
    dispatcher,
  });
}

async function readResponse(response: Response, maxBytes: number): Promise<YouTubeResponse> {
  // Of the body as it is sent: compressed, it is larger still.
  let size = Number(response.headers.get("content-length"));
  if (size > maxBytes) {
    await response.body?.cancel();
    return { ...responseOf("TOO_LARGE", response), size };
  }
  const decoder = new TextDecoder();
  let text = "";
  size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) return { ...responseOf("TOO_LARGE", response), size };
    text += decoder.decode(chunk, { stream: true });
  }
  text += decoder.decode();
  return { ...responseOf("ANSWERED", response), text, size };
}

/** The meaning of a redirect away from YouTube. */
function meaningOf(target: URL): Outcome {
  if (/^consent\.(youtube|google)\./.test(target.hostname)) return "CONSENT";
  if (/^(www\.|ipv[46]\.)?google\./.test(target.hostname) && target.pathname.startsWith("/sorry")) {
    return "CAPTCHA";
  }
  return target.hostname === "accounts.google.com" ? "SIGN_IN" : "LEFT";
}

function responseOf(outcome: Outcome, response?: Response): YouTubeResponse {
  return {
    outcome,
    status: response?.status ?? 0,
    contentType: response?.headers.get("content-type") ?? "",
    text: "",
    size: 0,
    retryAfterMs: readRetryAfterMs(response?.headers),
    cause: undefined,
  };
}
