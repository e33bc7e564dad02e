import { signal } from "@preact/signals";
import { type PlayerClock, readInfo, timeAt } from "./player-clock.ts";

const HOST = "https://www.youtube-nocookie.com";
/** The player listens only once its own page runs: it is told again until it answers. */
const LISTEN_EVERY_MS = 250;

/** Codes of YouTube's player, in words for who watches. */
const ERRORS: Record<number, string> = {
  2: "YouTube does not know this video.",
  5: "YouTube’s player could not play this video here.",
  100: "This video was removed, or is private.",
  101: "The owner of this video does not let it play outside YouTube.",
  150: "The owner of this video does not let it play outside YouTube.",
  153: "YouTube’s player wants to know which page shows it, and this browser does not say.",
};

/** The address of the player for a video, from a second on. */
export function playerUrl(youtubeId: string, startMs: number, origin: string): string {
  const parameters = new URLSearchParams({
    enablejsapi: "1",
    origin,
    start: String(Math.floor(startMs / 1000)),
    autoplay: "1",
    playsinline: "1",
    rel: "0",
  });
  return `${HOST}/embed/${encodeURIComponent(youtubeId)}?${parameters.toString()}`;
}

/**
 * Talks to YouTube's player in a frame by its messages, without YouTube's script: `listening` makes it tell its time,
 * `command` makes it do something.
 */
export function connectPlayer(frame: HTMLIFrameElement, { startMs = 0 } = {}) {
  const error = signal<string>();
  let clock: PlayerClock = { seconds: startMs / 1000, rate: 1, isPlaying: false, at: performance.now() };
  let isHeard = false;

  const send = (message: object) =>
    frame.contentWindow?.postMessage(JSON.stringify({ ...message, id: 1, channel: "widget" }), HOST);
  const command = (func: string, ...args: unknown[]) => send({ event: "command", func, args });

  function onMessage({ origin, source, data }: MessageEvent): void {
    if (origin !== HOST || source !== frame.contentWindow || typeof data !== "string") return;
    const message = parse(data);
    if (!message) return;
    if (!isHeard) {
      isHeard = true;
      clearInterval(listening);
      for (const name of ["onStateChange", "onError"]) command("addEventListener", name);
    }
    const { event, info } = message;
    if (event === "onError")
      error.value = ERRORS[Number(info)] ?? "YouTube’s player could not play this video.";
    if (event === "onStateChange") clock = readInfo(clock, { playerState: info }, performance.now());
    if (info !== null && typeof info === "object") clock = readInfo(clock, info, performance.now());
  }

  const listening = setInterval(() => send({ event: "listening" }), LISTEN_EVERY_MS);
  addEventListener("message", onMessage);

  return {
    /** What the player could not do. */
    error,
    /** Milliseconds in the video. */
    now: () => timeAt(clock, performance.now()),
    isPlaying: () => clock.isPlaying,
    seek(ms: number): void {
      clock = { ...clock, seconds: ms / 1000, at: performance.now() };
      error.value = undefined;
      command("seekTo", ms / 1000, true);
      command("playVideo");
    },
    disconnect(): void {
      clearInterval(listening);
      removeEventListener("message", onMessage);
    },
  };
}

export type Player = ReturnType<typeof connectPlayer>;

function parse(data: string): { event?: unknown; info?: object | number | null } | undefined {
  try {
    return JSON.parse(data) as { event?: unknown; info?: object | number | null };
  } catch {
    return undefined;
  }
}
