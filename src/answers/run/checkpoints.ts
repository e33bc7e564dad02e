import type { AnswerStore } from "../store/answer-store.ts";
import type { Written } from "../store/run-statements.ts";
import type { AnswerLease, Renewal } from "./lease.ts";

/** How long checkpoints that come together are gathered. */
const GATHER_MS = 5;
/** Runs of one statement: on PGlite other statements wait while it runs. */
const MAX_RUNS = 25;

type Waiting = {
  lease: AnswerLease;
  written: Written;
  resolve: (renewal: Renewal) => void;
  reject: (error: unknown) => void;
};

/**
 * Stores what runs have so far, and lengthens their leases. The runs of a process do so in the same moment, in common
 * statements: one for each would cost more than all else that streaming does.
 */
export function createCheckpoints(store: Pick<AnswerStore, "checkpoint">, intervalMs: number) {
  let waiting: Waiting[] = [];

  function send() {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += MAX_RUNS) {
      const group = all.slice(start, start + MAX_RUNS);
      store.checkpoint(group).then(
        (renewals) => group.forEach((run, index) => run.resolve(renewals[index]!)),
        (error: unknown) => group.forEach(({ reject }) => reject(error)),
      );
    }
  }

  return {
    /** Milliseconds until the next moment at which runs make a checkpoint. */
    untilNext: () => intervalMs - (performance.now() % intervalMs),

    /** Rejects where the database fails. */
    checkpoint(lease: AnswerLease, written: Written): Promise<Renewal> {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setTimeout(send, GATHER_MS);
        waiting.push({ lease, written, resolve, reject });
      });
    },
  };
}

export type Checkpoints = ReturnType<typeof createCheckpoints>;
