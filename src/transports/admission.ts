import { createFairQueue } from "../async/concurrency/fair-queue.ts";
import { createTally } from "../async/concurrency/tally.ts";
import { unavailable } from "../errors/errors.ts";
import { normalizeAddress } from "../limits/client-keys.ts";

export type AdmissionLimits = {
  /** How many requests may be worked on at once; 0: any number. */
  maxRunning: number;
  /** How long a request may wait for its turn before it is refused. */
  waitMs: number;
  /** How long a request counts: one that takes longer waits for something else than this process and its database. */
  countedMs: number;
  /** Told of each request that is refused. */
  onRefused?: () => void;
};

/** What clients are asked to wait before they try again. */
const RETRY_AFTER_MS = 1000;
/** How many may wait for each place: more would wait in vain. */
const WAITING_PER_PLACE = 2;
/** The part of the places that one client may have: another finds one at once. */
const MOST_OF_CLIENT = 0.8;
/** How long after a refusal the server counts as overloaded for the client that was refused. */
const OVERLOADED_MS = 500;

/**
 * The door of the server: requests beyond what it can do at once wait a little for their turns, and are then refused with
 * UNAVAILABLE. So those that are admitted are answered soon, and as many as without the overload. Clients, told apart by
 * their addresses, take turns: one that sends a thousand requests waits for itself.
 */
export function createAdmission({ maxRunning, waitMs, countedMs, onRefused }: AdmissionLimits) {
  type Waiting = { begin: () => void; isOver: boolean };
  const turns = createFairQueue<Waiting>();
  const running = createTally();
  /** Those whose bodies are on the way, and those whose turns have not come. */
  const waiting = createTally();
  const refusedAt = new Map<string, number>();
  const mostOfClient = Math.max(1, Math.floor(maxRunning * MOST_OF_CLIENT));

  /** Whether a request of the client may wait: with its share of those that wait, none keeps others from waiting. */
  function hasRoom(client: string): boolean {
    const room = maxRunning * WAITING_PER_PLACE;
    const clients = waiting.keys() + (waiting.of(client) === 0 ? 1 : 0);
    return waiting.total() < room || waiting.of(client) < Math.floor(room / clients);
  }

  function noteRefusal(client: string) {
    const now = performance.now();
    for (const [other, at] of refusedAt) if (now - at >= OVERLOADED_MS) refusedAt.delete(other);
    refusedAt.set(client, now);
    onRefused?.();
  }

  function refusal(client: string) {
    noteRefusal(client);
    return overloaded();
  }

  /** Counts a request as waiting until the function is called. */
  function wait(client: string): () => void {
    waiting.add(client, 1);
    return once(() => waiting.add(client, -1));
  }

  function beginNext(): void {
    while (running.total() < maxRunning) {
      const next = turns.next(
        ({ isOver }) => isOver,
        (client) => running.of(client) < mostOfClient,
      );
      if (!next) return;
      next.item.isOver = true;
      turns.give(next.owner, 1);
      running.add(next.owner, 1);
      next.item.begin();
    }
  }

  /** Resolves when it is a request's turn. */
  async function turn(client: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const own: Waiting = { begin: resolve, isOver: false };
    turns.add(client, own);
    beginNext();
    if (own.isOver) return;
    const stopWaiting = wait(client);
    const timer = setTimeout(() => {
      own.isOver = true;
      reject(refusal(client));
    }, waitMs);
    await promise.finally(() => {
      clearTimeout(timer);
      stopWaiting();
    });
  }

  return {
    /**
     * Counts a request whose body is on the way, until the function is called, or `waitMs` at most: those behind it are
     * then refused before their bodies are read. null where it would wait in vain, and is to be refused.
     */
    arrive(address: string): (() => void) | null {
      if (maxRunning === 0) return () => {};
      const client = normalizeAddress(address);
      if (!hasRoom(client)) {
        noteRefusal(client);
        return null;
      }
      const stopWaiting = wait(client);
      const timer = setTimeout(stopWaiting, waitMs);
      return () => {
        clearTimeout(timer);
        stopWaiting();
      };
    },

    /** Does `work` when it is its turn. Rejects with UNAVAILABLE where that does not come soon. */
    async run<T>(address: string, work: () => Promise<T>): Promise<T> {
      if (maxRunning === 0) return work();
      const client = normalizeAddress(address);
      if (!hasRoom(client)) throw refusal(client);
      await turn(client);
      const leave = once(() => {
        clearTimeout(timer);
        running.add(client, -1);
        beginNext();
      });
      const timer = setTimeout(leave, countedMs).unref();
      try {
        return await work();
      } finally {
        leave();
      }
    },

    /** Throws UNAVAILABLE while requests of the client are being refused: for what takes no place, such as a stream. */
    check(address: string): void {
      const at = refusedAt.get(normalizeAddress(address)) ?? -Infinity;
      if (performance.now() - at < OVERLOADED_MS) throw overloaded();
    },
  };
}

export type Admission = ReturnType<typeof createAdmission>;

/** What a request is told for which there is no room. */
export const overloaded = () =>
  unavailable("The server has more requests than it can serve: try again later.", RETRY_AFTER_MS);

function once(call: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    call();
  };
}
