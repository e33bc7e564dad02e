import { setTimeout as delay } from "node:timers/promises";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { MAX_RETRY_AFTER_MS } from "../../async/retry-after.ts";
import { TranscriptError, type VideoFailureCode } from "../transcript-failure.ts";

export type EgressPoolOptions = Partial<Settings>;

type Settings = {
  /** HTTP or HTTPS proxies, one egress each; none: the direct connection. */
  proxyUrls: readonly string[];
  /** Least time between two requests through one egress. */
  minIntervalMs: number;
  /** Cool-downs of an egress that YouTube blocks, or limits without saying for how long; doubled each time in a row. */
  blockedCoolDownMs: number;
  limitedCoolDownMs: number;
  /** A monotonic clock in milliseconds. */
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** From 0 to 1. */
  random: () => number;
};

export type Egress = {
  dispatcher: Dispatcher;
  /** Waits until this egress may send again; rejects with a `TranscriptError` when it cools down by then. */
  acquire: (signal: AbortSignal) => Promise<void>;
  /** Sends nothing for as long as YouTube asked, or else for the cool-down of the code. */
  coolDown: (code: VideoFailureCode, retryAfterMs: number | undefined) => void;
  /** Makes the next cool-down a short one again. */
  markHealthy: () => void;
};

/** The cool-down of a proxy that cannot be reached, where there are others. */
const UNREACHABLE_COOL_DOWN_MS = 30_000;

/** A pool of egresses, which are proxies or the direct connection. One that YouTube refuses cools down. */
export function createEgressPool(options: EgressPoolOptions) {
  const settings = withDefaults(options);
  const { proxyUrls } = settings;
  const dispatchers: Dispatcher[] =
    proxyUrls.length > 0 ? proxyUrls.map((url) => new ProxyAgent(url)) : [new Agent()];
  const egresses = dispatchers.map((dispatcher) => createEgress(dispatcher, settings));
  let choices = 0;

  return {
    /** The egress that can send first, apart from `except`; null where egresses others cool down. */
    choose(except: ReadonlySet<Egress>): Egress | null {
      const ready = egresses.filter((egress) => !except.has(egress) && egress.coolsDownForMs() === 0);
      const [first] = ready.toSorted(
        (one, other) => one.busyForMs() - other.busyForMs() || one.lastChosen - other.lastChosen,
      );
      if (first) first.lastChosen = ++choices;
      return first ?? null;
    },

    /** Cools down a proxy that did not answer, where there are others to use meanwhile. */
    skip(egress: Egress): void {
      if (egresses.length > 1) egress.coolDown("YOUTUBE_UNREACHABLE", UNREACHABLE_COOL_DOWN_MS);
    },

    /** The error of the egress that is ready first, with the time until then; null where one is ready now. */
    cooling(): TranscriptError | null {
      const [first] = egresses.toSorted((one, other) => one.coolsDownForMs() - other.coolsDownForMs());
      return first && first.coolsDownForMs() > 0 ? first.coolingError() : null;
    },

    /** Ends egresses connections, with whatever they carry. */
    async close(): Promise<void> {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function withDefaults(options: EgressPoolOptions): Settings {
  return {
    proxyUrls: options.proxyUrls ?? [],
    minIntervalMs: options.minIntervalMs ?? 0,
    blockedCoolDownMs: options.blockedCoolDownMs ?? 15 * 60_000,
    limitedCoolDownMs: options.limitedCoolDownMs ?? 5 * 60_000,
    now: options.now ?? (() => performance.now()),
    sleep: options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal })),
    random: options.random ?? Math.random,
  };
}

function createEgress(dispatcher: Dispatcher, settings: Settings) {
  const { now } = settings;
  let freeAt = now();
  let coolUntil = now();
  let reason: VideoFailureCode = "BLOCKED";
  let coolDownsInARow = 0;

  const coolsDownForMs = () => Math.max(0, Math.ceil(coolUntil - now()));
  const coolingError = () => new TranscriptError(reason, { retryAfterMs: coolsDownForMs(), coolsDown: true });
  const refuseWhileCooling = () => {
    if (coolsDownForMs() > 0) throw coolingError();
  };

  return {
    dispatcher,
    lastChosen: 0,
    coolsDownForMs,
    coolingError,
    busyForMs: () => Math.max(0, freeAt - now()),

    async acquire(signal: AbortSignal): Promise<void> {
      refuseWhileCooling();
      // The slot is taken before the wait, so that later callers get later ones.
      const at = Math.max(now(), freeAt);
      freeAt = at + settings.minIntervalMs;
      if (at > now()) await settings.sleep(at - now(), signal);
      refuseWhileCooling();
    },

    coolDown(code: VideoFailureCode, retryAfterMs: number | undefined): void {
      // Requests that were under way together are refused together, which counts as one cool-down.
      if (coolsDownForMs() === 0) coolDownsInARow++;
      const base = code === "RATE_LIMITED" ? settings.limitedCoolDownMs : settings.blockedCoolDownMs;
      const usual = base * 2 ** (coolDownsInARow - 1) * (1 + settings.random() / 5);
      const until = now() + Math.min(retryAfterMs ?? usual, MAX_RETRY_AFTER_MS);
      if (until <= coolUntil) return;
      coolUntil = until;
      reason = code;
    },

    markHealthy(): void {
      coolDownsInARow = 0;
    },
  };
}
