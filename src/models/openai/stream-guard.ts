import { ModelError } from "../model-error.ts";

export type StreamTimeouts = {
  /** Limit from the request to the first text, or to the first reasoning of a model that reasons. */
  firstTokenTimeoutMs: number;
  /** Limit from one piece of text to the next. */
  idleTimeoutMs: number;
  /** Limit from the request to the end. */
  totalTimeoutMs: number;
};

/** Aborts a stream's request when its reader does, or when the stream is too slow. One timer serves all of its tokens. */
export function createStreamGuard(reader: AbortSignal, timeouts: StreamTimeouts) {
  const controller = new AbortController();
  const timeOut = (what: string) => () =>
    controller.abort(new ModelError("MODEL_TIMEOUT", `The model took too long ${what}`, { retryable: true }));
  const total = setTimeout(timeOut("to finish"), timeouts.totalTimeoutMs);
  let next = setTimeout(timeOut("to begin"), timeouts.firstTokenTimeoutMs);
  let progressedAt: number | null = null;

  /** Checks after `silentMs` when text last came, so that a token needs no timer of its own. */
  function checkSilence(silentMs: number) {
    next = setTimeout(() => {
      const silence = performance.now() - progressedAt!;
      if (silence >= timeouts.idleTimeoutMs) timeOut("between two words")();
      else checkSilence(timeouts.idleTimeoutMs - silence);
    }, silentMs);
  }

  const follow = () => controller.abort(reader.reason);
  if (reader.aborted) follow();
  else reader.addEventListener("abort", follow, { once: true });

  return {
    signal: controller.signal,
    /** To be called when a part of the answer has come. */
    progress() {
      const isFirst = progressedAt === null;
      progressedAt = performance.now();
      if (!isFirst) return;
      clearTimeout(next);
      checkSilence(timeouts.idleTimeoutMs);
    },
    /** Limits the wait for what follows a complete answer. */
    finishWithin(ms: number) {
      clearTimeout(next);
      next = setTimeout(() => controller.abort(), ms);
    },
    /** Ends the request and all timers. */
    end() {
      clearTimeout(next);
      clearTimeout(total);
      reader.removeEventListener("abort", follow);
      controller.abort();
    },
  };
}

export type StreamGuard = ReturnType<typeof createStreamGuard>;
