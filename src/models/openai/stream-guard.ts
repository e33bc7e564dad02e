import { ModelError } from "../model-error.ts";

export type StreamTimeouts = {
  /** From the request to the first word, or the first thought of a model that reasons. */
  firstTokenTimeoutMs: number;
  /** From one word to the next. */
  idleTimeoutMs: number;
  /** From the request to the end. */
  totalTimeoutMs: number;
};

/** Aborts a stream's request when its reader does, or when the stream is too slow; one timer for all of its tokens. */
export function createStreamGuard(reader: AbortSignal, timeouts: StreamTimeouts) {
  const controller = new AbortController();
  const late = (what: string) => () =>
    controller.abort(new ModelError("MODEL_TIMEOUT", `The model took too long ${what}`, { retryable: true }));
  const total = setTimeout(late("to finish"), timeouts.totalTimeoutMs);
  let next = setTimeout(late("to begin"), timeouts.firstTokenTimeoutMs);
  let progressedAt: number | null = null;

  /** Looks after a silence whether it was one, so that a token costs no timer. */
  function lookAgain(silentMs: number) {
    next = setTimeout(() => {
      const silence = performance.now() - progressedAt!;
      if (silence >= timeouts.idleTimeoutMs) late("between two words")();
      else lookAgain(timeouts.idleTimeoutMs - silence);
    }, silentMs);
  }

  const follow = () => controller.abort(reader.reason);
  if (reader.aborted) follow();
  else reader.addEventListener("abort", follow, { once: true });

  return {
    signal: controller.signal,
    /** Something of the answer has come. */
    progress() {
      const isFirst = progressedAt === null;
      progressedAt = performance.now();
      if (!isFirst) return;
      clearTimeout(next);
      lookAgain(timeouts.idleTimeoutMs);
    },
    /** The answer is complete: what else there is to come has so long. */
    finishWithin(ms: number) {
      clearTimeout(next);
      next = setTimeout(() => controller.abort(), ms);
    },
    /** No more is wanted. */
    end() {
      clearTimeout(next);
      clearTimeout(total);
      reader.removeEventListener("abort", follow);
      controller.abort();
    },
  };
}

export type StreamGuard = ReturnType<typeof createStreamGuard>;
