import type { Logger } from "pino";
import { runForServer } from "../../async/owner.ts";
import { currentTraceparent, inSpan } from "../../observability/spans.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { Written } from "../log/state.ts";
import type { AnswerLease, Renewal } from "./lease.ts";

/** How long checkpoints are gathered for one statement. */
const GATHER_MS = 5;
/** Most runs in one statement: on PGlite other statements wait while it is executed. */
const MAX_RUNS = 25;

type Waiting = {
  lease: AnswerLease;
  written: Written;
  traceParent: string | null;
  resolve: (renewal: Renewal) => void;
  reject: (error: unknown) => void;
};

/**
 * Stores what runs have written so far, and renews their leases. All runs of a process do so at the same moments, in shared
 * statements: a statement for each run would cost more than the rest of streaming.
 */
export function createCheckpoints(
  store: Pick<AnswerStore, "checkpoint" | "renew">,
  intervalMs: number,
  logger: Pick<Logger, "warn" | "info">,
) {
  let waiting: Waiting[] = [];
  let isFailing = false;

  function send() {
    const batch = waiting;
    waiting = [];
    for (let start = 0; start < batch.length; start += MAX_RUNS) {
      const group = batch.slice(start, start + MAX_RUNS);
      const attributes = { "video_rag.checkpoint.runs": group.length };
      runForServer(() => inSpan("checkpoint", { attributes }, () => storeOrRenew(group))).then(
        (renewals) => group.forEach((run, index) => run.resolve(renewals[index]!)),
        (error: unknown) => group.forEach(({ reject }) => reject(error)),
      );
    }
  }

  /** Where there is no room for the text there often is for the lease: it is stored whole at the end. */
  async function storeOrRenew(group: Waiting[]): Promise<Renewal[]> {
    try {
      const renewals = await store.checkpoint(group);
      if (isFailing) logger.info("Checkpoints of answers can be stored again");
      isFailing = false;
      return renewals;
    } catch (error) {
      if (!isFailing)
        logger.warn({ err: error }, "Checkpoints of answers cannot be stored: their runs go on");
      isFailing = true;
      return await store.renew(group.map(({ lease }) => lease));
    }
  }

  return {
    /** Milliseconds until the next moment at which all runs make a checkpoint. */
    untilNext: () => intervalMs - (performance.now() % intervalMs),

    /** Stores a checkpoint, or renews the lease alone. Rejects where the database fails at both. */
    checkpoint(lease: AnswerLease, written: Written): Promise<Renewal> {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setTimeout(send, GATHER_MS);
        waiting.push({ lease, written, traceParent: currentTraceparent(), resolve, reject });
      });
    },
  };
}

export type Checkpoints = ReturnType<typeof createCheckpoints>;
