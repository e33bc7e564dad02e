import { EventEmitter } from "node:events";
import { withTimeout } from "../../async/with-timeout.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { Subscriber } from "../../sessions/subscription.ts";
import type { AnswerScope, AnswerWait, Citation } from "../answer.ts";
import type { AnswerLease } from "../run/lease.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { createLogPublisher } from "./log-publisher.ts";
import { createLogTail } from "./log-tail.ts";
import { createSubscribers } from "./subscribers.ts";
import { emptyState, type AnswerState, type Kept, type PlacedCitation, type Written } from "./state.ts";

/** Text that is written within this time is shown in one event. The first text is shown at once. */
const BATCH_MS = 25;

/** How long a statement under way may hold up the end of an answer: its connection may be dead. */
const SEAL_MS = 1000;

/** PGlite drops byte order marks at the start of a text: the stored text would be shorter than the one that was shown. */
const BYTE_ORDER_MARKS = /^\uFEFF+/;

export type LogWriter = {
  /** The state that readers have been shown. */
  readonly published: Readonly<AnswerState>;
  /** Everything that was written, shown or not. */
  full(): Written;
  /** The length of the text, shown or not, in UTF-16 code units. */
  readonly length: number;
  /** When text was first shown, by `performance.now()`. */
  readonly firstPublishedAt: number | null;
  /** Tells what the answer waits for; null once the wait is over. */
  waiting(wait: AnswerWait | null): void;
  /** Tells what kind of question it was taken for. */
  scope(scope: AnswerScope): void;
  sources(ids: string[]): void;
  text(text: string): void;
  /** Adds a citation, whose marker the text ends with. */
  citation(citation: Citation): void;
  /** Begins another attempt: what was written is void. */
  restart(): void;
  /**
   * Stops the rows for other replicas. Resolves once none is under way (or its database has not answered for a second):
   * one that is stored while the answer ends would be left behind.
   */
  seal(): Promise<void>;
  /** Ends the log in this process; readers turn to the answer's row. */
  close(): void;
};

/**
 * The logs of answers. Readers in this process see at once what is written in it; on PostgreSQL those on other replicas
 * see it through rows (see `createLogPublisher` and `createLogTail`). Every reader has a position in a log (see
 * `eventsSince`), so none misses or repeats anything, however late or slow it is.
 */
export function createAnswerLog({
  store,
  bus,
  isExclusive,
  pollMs,
  onError,
}: {
  store: Pick<AnswerStore, "append" | "readState" | "rowsBeyond" | "readVersions">;
  bus: Bus;
  /** Whether no other process uses the database: nothing is exchanged then. */
  isExclusive: boolean;
  pollMs: number;
  onError: (error: unknown) => void;
}) {
  const local = new Map<string, AnswerState>();
  const changes = new EventEmitter().setMaxListeners(0);
  const publisher = isExclusive ? null : createLogPublisher({ store, bus, onError });
  const tail = isExclusive
    ? null
    : createLogTail({ store, bus, pollMs, onError, changed: (id) => changes.emit(id) });
  const batch = createBatch(BATCH_MS);
  const subscribers = createSubscribers((answerId, wakeAll) => {
    let unfollow: (() => void) | undefined;
    // A run may begin here and go on at another replica, after this process has lost its lease.
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
    /**
     * Begins an attempt, of which an answer has one at a time. Nothing is shown while `mayWrite` returns false. `kept`: what it
     * goes on with; null: nothing.
     */
    open(lease: AnswerLease, mayWrite: () => boolean, kept: Kept | null = null): LogWriter {
      const answerId = lease.id;
      const state = { ...emptyState(lease.attempt), ...structuredClone(kept) };
      let pendingText = "";
      let pendingCitations: PlacedCitation[] = [];
      let pendingSources: string[] | null = null;
      let firstPublishedAt: number | null = null;
      let rows = publisher?.add(lease, state);
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
          attempt: state.attempt,
          resumptions: state.resumptions,
          scope: state.scope,
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
        waiting(wait) {
          state.waiting = wait;
          changes.emit(answerId);
        },
        scope(scope) {
          state.scope = scope;
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
        restart() {
          batch.remove(publish);
          pendingText = "";
          pendingCitations = [];
          pendingSources = null;
          Object.assign(state, { ...emptyState(state.attempt + 1), scope: state.scope });
          void rows?.remove();
          rows = publisher?.add(lease, state);
          changes.emit(answerId);
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

    /** The log of an answer where this process writes or follows it, else null. */
    cached: (answerId: string): Readonly<AnswerState> | null =>
      local.get(answerId) ?? tail?.cached(answerId) ?? null,

    /** The log of an answer; null where there is no such answer any more. */
    async read(answerId: string): Promise<AnswerState | null> {
      const state = local.get(answerId) ?? (await tail?.read(answerId));
      if (state) return state;
      const stored = await store.readState(answerId);
      return local.get(answerId) ?? stored;
    },

    /** Wakes the subscriber now, and whenever the log may have grown. Returns a function that stops that. */
    listen(answerId: string, subscriber: Subscriber): () => void {
      const stop = subscribers.add(answerId, subscriber);
      subscriber.wake();
      return stop;
    },

    /** The state that readers have been shown of an answer that this process is writing. */
    published: (answerId: string): Readonly<AnswerState> | undefined => local.get(answerId),

    /** How far readers at other replicas are behind what is shown here, in milliseconds. */
    lagMs: () => publisher?.lagMs() ?? 0,

    async close() {
      tail?.close();
      await publisher?.close();
    },
  };
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;

/** Gathers calls and makes them together after `intervalMs`, so that all answers share one timer. */
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
