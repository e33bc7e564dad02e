import { timeoutAfterPoll } from "../../../async/timers.ts";
import { unavailable } from "../../../errors/errors.ts";
import { RequestError } from "./request-error.ts";

/** The least that must come of a body in each `stalledMs`, for it to be waited for. */
const MIN_BYTES = 8192;
/** All bodies that are on their way at one time, as JSON and as files. */
const MAX_UNDER_WAY_BYTES = 64 * 1024 * 1024;
const RETRY_MS = 2000;

export type BodyLimits = { stalledMs: number; bodyMs: number };

/** Watches the bodies of requests while they come: how fast each does, and how much memory they take together. */
export function createBodyWatch({ stalledMs, bodyMs }: BodyLimits) {
  let underWay = 0;

  return {
    /**
     * Watches a body until `stop`. `fail`, which has to stop it, is called where the body comes too slowly, or not as a whole
     * in time (408), or too much is under way at once (UNAVAILABLE).
     */
    start(fail: (error: RequestError | ReturnType<typeof unavailable>) => void) {
      let length = 0;
      let before = 0;
      const late = () =>
        fail(new RequestError(408, "The body comes too slowly: send it again, without a pause."));
      const check = () => {
        if (length - before < MIN_BYTES) return late();
        before = length;
        stopStalled = timeoutAfterPoll(stalledMs, check);
      };
      let stopStalled = timeoutAfterPoll(stalledMs, check);
      const stopWhole = timeoutAfterPoll(bodyMs, late);
      let isStopped = false;

      return {
        /** Counts what has come. Returns the length of the body so far. */
        take(bytes: number): number {
          length += bytes;
          underWay += bytes;
          if (underWay > MAX_UNDER_WAY_BYTES)
            fail(unavailable("Too much is being sent at once: send it again.", RETRY_MS));
          return length;
        },
        stop() {
          if (isStopped) return;
          isStopped = true;
          underWay -= length;
          stopStalled();
          stopWhole();
        },
      };
    },
  };
}

export type BodyWatch = ReturnType<typeof createBodyWatch>;
