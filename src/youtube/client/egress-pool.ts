import { setTimeout as delay } from "node:timers/promises";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { MAX_RETRY_AFTER_MS } from "../../async/retry-after.ts";
import { TranscriptError, type VideoFailureCode } from "../fetch-transcript.ts";
import { failures } from "../refusals/failures.ts";

export type WaysOutOptions = Partial<Settings>;

type Settings = {
  /** HTTP or HTTPS proxies, one way out each; none: the direct one. */
  proxyUrls: readonly string[];
  /** Between two requests through one way out. */
  minIntervalMs: number;
  /** How long a way out rests that YouTube blocks, or limits without saying for how long; doubled each time in a row. */
  blockedRestMs: number;
  limitedRestMs: number;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** 0 to 1. */
  random: () => number;
};

export type WayOut = {
  dispatcher: Dispatcher;
  /** Waits until this way out may send again; rejects with a `TranscriptError` when it rests by then. */
  turn: (signal: AbortSignal) => Promise<void>;
  /** Sends nothing for a while. Where YouTube said how long, for as long as that. */
  rest: (code: VideoFailureCode, retryAfterMs: number | undefined) => void;
  /** It works: the next rest is a short one again. */
  works: () => void;
};

export type WaysOut = ReturnType<typeof createWaysOut>;

/** A proxy that cannot be reached is passed over this long, where there are others. */
const UNREACHABLE_REST_MS = 30_000;

/** The ways by which requests can leave for YouTube, and which of them rest since YouTube refused them. */
export function createWaysOut(options: WaysOutOptions) {
  const settings = withDefaults(options);
  const { proxyUrls } = settings;
  const dispatchers: Dispatcher[] =
    proxyUrls.length > 0 ? proxyUrls.map((url) => new ProxyAgent(url)) : [new Agent()];
  const ways = dispatchers.map((dispatcher) => createWayOut(dispatcher, settings));
  let takes = 0;

  return {
    /** The awake way out that can send first, apart from those given; null where there is none. */
    take(except: ReadonlySet<WayOut>): WayOut | null {
      const awake = ways.filter((way) => !except.has(way) && way.restsForMs() === 0);
      const [first] = awake.toSorted(
        (one, other) => one.busyForMs() - other.busyForMs() || one.lastTaken - other.lastTaken,
      );
      if (first) first.lastTaken = ++takes;
      return first ?? null;
    },

    /** A proxy that did not answer; the direct way out has none to stand in for it, so it goes on. */
    passOver(way: WayOut): void {
      if (ways.length > 1) way.rest("YOUTUBE_UNREACHABLE", UNREACHABLE_REST_MS);
    },

    /** While all rest: how long until the first is awake, and why it rests. */
    resting(): TranscriptError | null {
      const [first] = ways.toSorted((one, other) => one.restsForMs() - other.restsForMs());
      return first && first.restsForMs() > 0 ? first.restingError() : null;
    },

    /** Ends all connections, with whatever they carry. */
    async close(): Promise<void> {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function withDefaults(options: WaysOutOptions): Settings {
  return {
    proxyUrls: options.proxyUrls ?? [],
    minIntervalMs: options.minIntervalMs ?? 0,
    blockedRestMs: options.blockedRestMs ?? 15 * 60_000,
    limitedRestMs: options.limitedRestMs ?? 5 * 60_000,
    now: options.now ?? (() => performance.now()),
    sleep: options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal })),
    random: options.random ?? Math.random,
  };
}

function createWayOut(dispatcher: Dispatcher, settings: Settings) {
  const { now } = settings;
  let freeAt = now();
  let restsUntil = now();
  let reason: VideoFailureCode = "BLOCKED";
  let restsInARow = 0;

  const restsForMs = () => Math.max(0, Math.ceil(restsUntil - now()));
  const restingError = () =>
    new TranscriptError(reason, failures[reason].message, { retryAfterMs: restsForMs() });
  const refuseAtRest = () => {
    if (restsForMs() > 0) throw restingError();
  };

  return {
    dispatcher,
    lastTaken: 0,
    restsForMs,
    restingError,
    busyForMs: () => Math.max(0, freeAt - now()),

    async turn(signal: AbortSignal): Promise<void> {
      refuseAtRest();
      // Taken before waiting, so that those who ask meanwhile come after.
      const at = Math.max(now(), freeAt);
      freeAt = at + settings.minIntervalMs;
      if (at > now()) await settings.sleep(at - now(), signal);
      refuseAtRest();
    },

    rest(code: VideoFailureCode, retryAfterMs: number | undefined): void {
      // Requests that were under way together are refused together: one rest.
      if (restsForMs() === 0) restsInARow++;
      const base = code === "RATE_LIMITED" ? settings.limitedRestMs : settings.blockedRestMs;
      const usual = base * 2 ** (restsInARow - 1) * (1 + settings.random() / 5);
      const until = now() + Math.min(retryAfterMs ?? usual, MAX_RETRY_AFTER_MS);
      if (until <= restsUntil) return;
      restsUntil = until;
      reason = code;
    },

    works(): void {
      restsInARow = 0;
    },
  };
}
