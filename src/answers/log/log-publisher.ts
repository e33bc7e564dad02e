import { runForServer } from "../../async/owner.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { AnswerLease } from "../run/lease.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { NewLogRow } from "../store/log-statements.ts";
import type { AnswerState } from "./state.ts";

/** The shortest time between two statements: less than `BATCH_MS` of the log, so that text is stored as it is shown. */
const INTERVAL_MS = 20;
/** The wait after a failed statement. */
const RETRY_MS = 500;

/** A log, and how much of it has been stored. */
type PublishedLog = {
  lease: AnswerLease;
  state: AnswerState;
  offset: number;
  citations: number;
  sources: boolean;
};

/**
 * Stores as rows what the runs of this process show, for readers on other replicas. How much of a log is stored is a
 * position in it, so that the next statement makes up for a failed one.
 */
export function createLogPublisher({
  store,
  bus,
  onError,
}: {
  store: Pick<AnswerStore, "append">;
  bus: Bus;
  onError: (error: unknown) => void;
}) {
  const logs = new Set<PublishedLog>();
  const changed = new Set<PublishedLog>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let nextAt = 0;
  /** Since when there has been something to store, by `performance.now()`; null: there is nothing. */
  let behindSince: number | null = null;

  function schedule() {
    if (!isWriting)
      timer ??= setTimeout(() => (writing = runForServer(write)), Math.max(0, nextAt - performance.now()));
  }

  async function write() {
    timer = undefined;
    isWriting = true;
    const startedAt = performance.now();
    nextAt = startedAt + INTERVAL_MS;
    const batch = [...changed].map((log) => ({ log, ...sliceOf(log) }));
    changed.clear();
    try {
      await store.append(
        batch.map(({ log, end }) => rowOf(log, end)),
        bus.payload("answer-log"),
      );
      for (const { log, end, citations, sources } of batch)
        Object.assign(log, { offset: end, citations, sources });
      behindSince = changed.size > 0 ? startedAt : null;
    } catch (error) {
      nextAt = performance.now() + RETRY_MS;
      for (const { log } of batch) if (logs.has(log)) changed.add(log);
      onError(error);
    }
    isWriting = false;
    if (changed.size > 0) schedule();
  }

  return {
    /** Publishes a log. `changed` is to be called when its state has grown. */
    add(lease: AnswerLease, state: AnswerState) {
      // What an attempt goes on with is in the answer's row.
      const { end, ...begun } = sliceOf({ state });
      const log: PublishedLog = { lease, state, offset: end, ...begun };
      logs.add(log);
      return {
        changed() {
          if (!logs.has(log)) return;
          behindSince ??= performance.now();
          changed.add(log);
          schedule();
        },
        /** Writes no more of it. Resolves once the statement under way, which may hold rows of it, has ended. */
        async remove() {
          logs.delete(log);
          changed.delete(log);
          if (changed.size === 0 && !isWriting) behindSince = null;
          await writing;
        },
      };
    },
    /** How long what was shown here has waited to be stored, in milliseconds: so far behind are readers elsewhere. */
    lagMs: () => (behindSince === null ? 0 : performance.now() - behindSince),
    async close() {
      clearTimeout(timer);
      await writing;
    },
  };
}

const sliceOf = ({ state }: Pick<PublishedLog, "state">) => ({
  end: state.text.length,
  citations: state.citations.length,
  sources: state.sourceIds !== null,
});

const rowOf = ({ lease, state, offset, citations, sources }: PublishedLog, end: number): NewLogRow => ({
  answer_id: lease.id,
  lease_id: lease.leaseId,
  attempt: state.attempt,
  start_offset: offset,
  end_offset: end,
  text: state.text.slice(offset, end),
  citations: state.citations.slice(citations),
  source_ids: sources ? null : state.sourceIds,
});
