import { unavailable } from "../errors/errors.ts";

export type AdmissionLimits = {
  /** How many requests may be worked on at once; 0: any number. */
  maxRunning: number;
  /** How long a request may wait for its turn before it is refused. */
  waitMs: number;
  /** How long a request counts: one that takes longer waits for something else than this process and its database. */
  countedMs: number;
};

/** What clients are asked to wait before they try again. */
const RETRY_AFTER_MS = 1000;
/** How many may wait for each place: more would wait in vain. */
const WAITING_PER_PLACE = 2;
/** How long after a refusal the server counts as overloaded. */
const OVERLOADED_MS = 500;

/**
 * The door of the server: requests beyond what it can do at once wait a little for their turns, in order, and are then refused
 * with UNAVAILABLE. So those that are admitted are answered soon, and as many as without the overload.
 */
export function createAdmission({ maxRunning, waitMs, countedMs }: AdmissionLimits) {
  const waiting = new Set<() => void>();
  let running = 0;
  let refusedAt = -Infinity;

  /** Takes a place, to be given back by the function that it resolves to. Rejects with UNAVAILABLE. */
  async function enter(): Promise<() => void> {
    checkRoom();
    if (maxRunning > 0 && running >= maxRunning) await turn();
    else running += 1;
    let isCounted = true;
    const leave = () => {
      if (!isCounted) return;
      isCounted = false;
      clearTimeout(timer);
      const [next] = waiting;
      if (next) next();
      else running -= 1;
    };
    const timer = setTimeout(leave, countedMs).unref();
    return leave;
  }

  function checkRoom() {
    if (maxRunning > 0 && waiting.size >= maxRunning * WAITING_PER_PLACE) throw refusal();
  }

  function refusal() {
    refusedAt = performance.now();
    return overloaded();
  }

  /** Resolves once another request leaves its place to this one. */
  function turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        waiting.delete(begin);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(refusal());
      }, waitMs);
      waiting.add(begin);
    });
  }

  return {
    /** Throws UNAVAILABLE where a request would not even wait: to be called before its body is read. */
    checkRoom,

    /** Does `work` when it is its turn. Rejects with UNAVAILABLE where that does not come soon. */
    async run<T>(work: () => Promise<T>): Promise<T> {
      const leave = await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },

    /** Throws UNAVAILABLE while requests are being refused: for what takes no place, such as a stream that is opened. */
    check(): void {
      if (performance.now() - refusedAt < OVERLOADED_MS) throw overloaded();
    },
  };
}

export type Admission = ReturnType<typeof createAdmission>;

const overloaded = () =>
  unavailable("The server has more requests than it can serve: try again later.", RETRY_AFTER_MS);
