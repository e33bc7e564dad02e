import { type Dispatcher, fetch, type Response } from "undici";
import { readRetryAfterMs } from "../../async/retry-after.ts";

export type EdgeRequest = {
  /** An address at YouTube; it is sent to the base URL, whatever its host. */
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Of the decoded body. */
  maxBytes: number;
  timeoutMs: number;
};

export type EdgeAnswer = {
  outcome: Outcome;
  /** HTTP status of the last answer; 0 where there was none. */
  status: number;
  contentType: string;
  text: string;
  /** Bytes of the decoded body. */
  size: number;
  /** What Retry-After said, in milliseconds. */
  retryAfterMs: number | undefined;
  /** Why there was no answer, for the log. */
  cause: unknown;
};

/** ANSWERED, or why no answer was had. LEFT: redirected or pointed away from YouTube, which is not followed. */
export type Outcome = "ANSWERED" | "NO_ANSWER" | "TOO_LARGE" | "CONSENT" | "CAPTCHA" | "SIGN_IN" | "LEFT";

/** How a request goes out: through which connections, and when it may. */
export type Exit = { dispatcher: Dispatcher; turn: (signal: AbortSignal) => Promise<void> };

export type SendToYouTube = (exit: Exit, request: EdgeRequest, signal: AbortSignal) => Promise<EdgeAnswer>;

const YOUTUBE_HOSTS = new Set(["www.youtube.com", "youtube.com", "m.youtube.com"]);
const MAX_REDIRECTS = 3;

/**
 * The one place that sends anything to YouTube, and it sends nothing anywhere else: addresses and redirects of other
 * hosts are reported, never followed. What goes wrong on the way is an outcome; it rejects only when the signal is
 * aborted, with its reason, or when the exit has no turn to give.
 */
export function createEdge(baseUrl: string): SendToYouTube {
  const base = new URL(baseUrl);

  /** The address at the base URL for one at YouTube; null for all others. */
  function atBase(url: URL | null): URL | null {
    if (url?.origin === base.origin) return url;
    if (!url || !YOUTUBE_HOSTS.has(url.hostname)) return null;
    return new URL(base.pathname.replace(/\/$/, "") + url.pathname + url.search, base);
  }

  return async (exit, request, signal) => {
    let url = atBase(URL.parse(request.url));
    if (!url) return answer("LEFT");
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      await exit.turn(signal);
      signal.throwIfAborted();
      try {
        const response = await sendOnce(exit.dispatcher, url, request, signal);
        const location = response.headers.get("location");
        const target: URL | null = location ? URL.parse(location, url.href) : null;
        if (response.status < 300 || response.status >= 400 || !target) {
          return await readAnswer(response, request.maxBytes);
        }
        await response.body?.cancel();
        url = request.method === "POST" ? null : atBase(target);
        if (!url) return answer(meaningOf(target), response);
      } catch (cause) {
        signal.throwIfAborted();
        return { ...answer("NO_ANSWER"), cause };
      }
    }
    return answer("LEFT");
  };
}

function sendOnce(
  dispatcher: Dispatcher,
  url: URL,
  request: EdgeRequest,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method: request.method ?? "GET",
    // English, so that YouTube's reasons can be read.
    headers: { "accept-language": "en", ...request.headers },
    body: request.body ?? null,
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
    dispatcher,
  });
}

async function readAnswer(response: Response, maxBytes: number): Promise<EdgeAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) return { ...answer("TOO_LARGE", response), size };
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return { ...answer("ANSWERED", response), text, size };
}

/** What it means to be sent to a place that is not YouTube's own. */
function meaningOf(target: URL): Outcome {
  if (/^consent\.(youtube|google)\./.test(target.hostname)) return "CONSENT";
  if (/^(www\.|ipv[46]\.)?google\./.test(target.hostname) && target.pathname.startsWith("/sorry")) {
    return "CAPTCHA";
  }
  return target.hostname === "accounts.google.com" ? "SIGN_IN" : "LEFT";
}

function answer(outcome: Outcome, response?: Response): EdgeAnswer {
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
