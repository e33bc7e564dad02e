import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createFairQueue } from "../../../async/concurrency/fair-queue.ts";
import { overloaded, type Admission } from "../../admission.ts";

/** How long requests are begun for in one round of the event loop, in milliseconds. */
const TURN_MS = 10;
/** What Node.js reads off by itself after an answer, so that the connection stays. */
const SMALL_BODY_BYTES = 65_536;

/**
 * What requests come through before anything is done about them. Many that come at once are begun over several rounds of the
 * event loop, in which clients take turns; operations for which there is no room are refused with as little work as can be.
 */
export function createDoor(options: {
  admission: Admission;
  addressOf: (request: IncomingMessage) => string;
  /** Whether a request takes a place among those that are worked on. */
  takesPlace: (request: IncomingMessage) => boolean;
  now?: () => number;
}) {
  const { admission, addressOf, takesPlace, now = () => performance.now() } = options;
  const arrivals = new WeakMap<IncomingMessage, () => void>();
  const refused = new WeakSet<IncomingMessage>();
  const turns = createFairQueue<() => void>();
  let waiting = 0;
  /** Those to be refused, which nobody else waits for. */
  const refusals: (() => void)[] = [];
  let spentMs = 0;
  let nextRound: NodeJS.Immediate | null = null;

  function newRound() {
    nextRound = null;
    spentMs = 0;
    while (spentMs < TURN_MS && (waiting > 0 || refusals.length > 0)) work(nextWork());
  }

  function nextWork(): () => void {
    const begin = turns.take();
    if (!begin) return refusals.shift()!;
    waiting -= 1;
    return begin;
  }

  function work(begin: () => void) {
    nextRound ??= setImmediate(newRound);
    const startedAt = now();
    begin();
    spentMs += now() - startedAt;
  }

  /** Whether there is room for a request. */
  function isAdmitted(request: IncomingMessage): boolean {
    if (!takesPlace(request)) return true;
    const hasCome = admission.arrive(addressOf(request));
    if (!hasCome) return false;
    arrivals.set(request, hasCome);
    request.once("close", hasCome);
    return true;
  }

  return {
    /** Puts the door before a server's listener. */
    guard(server: Pick<Server, "listeners" | "removeAllListeners" | "on">) {
      const [handle] = server.listeners("request") as [RequestListener];
      server.removeAllListeners("request");
      server.on("request", (request, response) => {
        if (!isAdmitted(request)) {
          refusals.push(() => {
            if (canRefuseAtOnce(request)) return refuseAtOnce(response);
            refused.add(request);
            handle(request, response);
          });
          nextRound ??= setImmediate(newRound);
          return;
        }
        const begin = () => void handle(request, response);
        if (waiting === 0 && spentMs < TURN_MS) return work(begin);
        waiting += 1;
        turns.add(addressOf(request), begin);
      });
    },
    /** Whether there was no room for a request, and it is still to be told so. */
    isRefused: (request: IncomingMessage): boolean => refused.has(request),
    /** To be called once the body of a request has come. */
    hasCome: (request: IncomingMessage): void => arrivals.get(request)?.(),
  };
}

/** Pages of other origins must be let read the answer, and a large body takes its time. */
const canRefuseAtOnce = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined && Number(headers["content-length"] ?? Infinity) <= SMALL_BODY_BYTES;

const REFUSAL = (() => {
  const { message, extensions } = overloaded();
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "retry-after": String(Math.ceil(Number(extensions["retryAfterMs"]) / 1000)),
  };
  return { body, headers };
})();

function refuseAtOnce(response: ServerResponse) {
  response.writeHead(503, REFUSAL.headers).end(REFUSAL.body);
}
