import { EventEmitter } from "node:events";
import { withTimeout } from "../../async/with-timeout.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { Subscriber } from "../../sessions/subscription.ts";
import type { Citation } from "../answer.ts";
import type { AnswerLease } from "../run/lease.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { createLogPublisher } from "./log-publisher.ts";
import { createLogTail } from "./log-tail.ts";
import { createSubscribers } from "./subscribers.ts";
import { emptyState, type AnswerState, type PlacedCitation } from "./state.ts";

/** Text that is written within this time is shown together, in fewer, larger events. The first words are shown at once. */
const BATCH_MS = 25;

/** How long a statement under way may hold up the end of an answer: its connection may be dead. */
const SEAL_MS = 1000;

/** At the start of a text PGlite reads them as no part of it: what is stored would be shorter than what was shown. */
const BYTE_ORDER_MARKS = /^\uFEFF+/;

export type LogWriter = {
  /** What readers have been shown. */
  readonly published: Readonly<AnswerState>;
  /** Everything that was written, also what has not been shown yet. */
  full(): Pick<AnswerState, "text" | "citations" | "sourceIds">;
  /** Where the next text goes, in UTF-16 code units. */
  readonly length: number;
  /** When text was first shown, of `performance.now()`. */
  readonly firstPublishedAt: number | null;
  sources(ids: string[]): void;
  text(text: string): void;
  /** Adds a citation, whose marker the text ends with. */
  citation(citation: Citation): void;
  /**
   * Stops the rows for other replicas. Resolves once none is under way (or its database has not answered for a second):
   * one that is stored while the answer ends would be left behind.
   */
  seal(): Promise<void>;
  /** Ends the log here: from now on readers are sent to the answer's row. */
  close(): void;
};

/**
 * The logs of answers: what is written in this process is seen at once by its own readers, and on PostgreSQL also by
 * those on other replicas, through rows (see `createLogPublisher` and `createLogTail`). Every reader is a position in a
 * log (see `eventsSince`), so none can miss or repeat anything, however late or slow it is.
 */
export function createAnswerLog({
  store,
  bus,
  pollMs,
  onError,
}: {
  store: Pick<AnswerStore, "append" | "readState" | "rowsBeyond" | "readVersions">;
  bus: Bus;
  pollMs: number;
  onError: (error: unknown) => void;
}) {
  const local = new Map<string, AnswerState>();
  const changes = new EventEmitter().setMaxListeners(0);
  const publisher = bus.isShared ? createLogPublisher({ store, bus, onError }) : null;
  const tail = bus.isShared
    ? createLogTail({ store, bus, pollMs, onError, changed: (id) => changes.emit(id) })
    : null;
  const batch = createBatch(BATCH_MS);
  const subscribers = createSubscribers((answerId, wakeAll) => {
    let unfollow: (() => void) | undefined;
    // The run may be here at first, and on another replica after this one has lost it.
    const changed = () => {
      if (!local.has(answerId)) unfollow ??= tail?.follow(answerId);
      wakeAll();
    };
    changed();
    changes.on(answerId, changed);
    const unlisten = bus.listen(`answer:${answerId}`, changed);
    return () => {
      changes.off(answerId, changed);
      unlisten();
      unfollow?.();
    };
  });

  return {
    /** Begins an attempt. One writer an answer. `mayWrite`: whether the lease holds, without which nothing is shown. */
    open(lease: AnswerLease, mayWrite: () => boolean): LogWriter {
      const answerId = lease.id;
      const state = emptyState(lease.attempt);
      let pendingText = "";
      let pendingCitations: PlacedCitation[] = [];
      let pendingSources: string[] | null = null;
      let firstPublishedAt: number | null = null;
      const rows = publisher?.add(lease, state);
      local.set(answerId, state);
      changes.emit(answerId);

      function publish() {
        if (pendingText === "" && pendingCitations.length === 0 && pendingSources === null) return;
        if (!mayWrite()) return batch.add(publish);
        if (pendingText !== "") firstPublishedAt ??= performance.now();
        state.text += pendingText;
        state.citations.push(...pendingCitations);
        state.sourceIds = pendingSources ?? state.sourceIds;
        pendingText = "";
        pendingCitations = [];
        pendingSources = null;
        changes.emit(answerId);
        rows?.changed();
      }

      return {
        published: state,
        full: () => ({
          text: state.text + pendingText,
          citations: [...state.citations, ...pendingCitations],
          sourceIds: pendingSources ?? state.sourceIds,
        }),
        get length() {
          return state.text.length + pendingText.length;
        },
        get firstPublishedAt() {
          return firstPublishedAt;
        },
        sources(ids) {
          pendingSources = ids;
          publish();
        },
        text(text) {
          const isFirst = state.text.length + pendingText.length === 0;
          pendingText += isFirst ? text.replace(BYTE_ORDER_MARKS, "") : text;
          if (state.text === "") publish();
          else batch.add(publish);
        },
        citation(citation) {
          pendingCitations.push({ ...citation, at: state.text.length + pendingText.length });
          batch.add(publish);
        },
        seal: () => withTimeout(SEAL_MS, rows?.remove()),
        close() {
          batch.remove(publish);
          void rows?.remove();
          if (local.get(answerId) === state) local.delete(answerId);
          changes.emit(answerId);
          bus.publish(`answer:${answerId}`);
        },
      };
    },

    /** The log of an answer as of now, where this process writes or follows it. */
    known: (answerId: string): Readonly<AnswerState> | null =>
      local.get(answerId) ?? tail?.known(answerId) ?? null,

    /** The log of an answer as of now; null where there is no such answer any more. */
    async read(answerId: string): Promise<AnswerState | null> {
      const state = local.get(answerId) ?? (await tail?.read(answerId));
      if (state) return state;
      const stored = await store.readState(answerId);
      return local.get(answerId) ?? stored;
    },

    /** Wakes the subscriber whenever the log may have grown. Returns what stops that. */
    listen(answerId: string, subscriber: Subscriber): () => void {
      const stop = subscribers.add(answerId, subscriber);
      subscriber.wake();
      return stop;
    },

    /** What readers have been shown of an answer that a run in this process is writing. */
    published: (answerId: string): Readonly<AnswerState> | undefined => local.get(answerId),

    async close() {
      tail?.close();
      await publisher?.close();
    },
  };
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;

/** Calls that were added are made together, once in `intervalMs`: one timer for all answers. */
function createBatch(intervalMs: number) {
  const waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  function run() {
    timer = undefined;
    const calls = [...waiting];
    waiting.clear();
    for (const call of calls) call();
  }
  return {
    add(call: () => void) {
      waiting.add(call);
      timer ??= setTimeout(run, intervalMs);
    },
    remove(call: () => void) {
      waiting.delete(call);
    },
  };
}
