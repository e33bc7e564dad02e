import { EventEmitter } from "node:events";
import type { Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import { AnswerSchema } from "../answer.ts";
import type { Subscriber } from "../../sessions/subscription.ts";
import type { Lease } from "../run/lease.ts";
import { createLogPublisher } from "./log-publisher.ts";
import { createLogTail } from "./log-tail.ts";
import { createSubscribers } from "./subscribers.ts";
import { emptyState, stateOf, type AnswerState, type PlacedCitation } from "./state.ts";

/** What is written within this time is shown together: fewer, larger events. The first words are shown at once. */
const BATCH_MS = 25;

export type LogWriter = {
  /** What readers have been shown. */
  readonly shown: Readonly<AnswerState>;
  /** All that was written, shown or not. */
  whole(): Pick<AnswerState, "text" | "citations">;
  /** Where the next text goes, in UTF-16 code units. */
  readonly length: number;
  /** When text was first shown, of `performance.now()`. */
  readonly firstShownAt: number | null;
  sources(ids: string[]): void;
  text(text: string): void;
  citation(citation: PlacedCitation): void;
  /** The row has the answer from here on: readers are sent there. */
  close(): void;
};

/**
 * The logs of answers: what is written in this process is seen at once by its own readers, and on PostgreSQL also by
 * those on other replicas, through rows (see `createLogPublisher` and `createLogTail`). Every reader is a position in a
 * log (see `eventsSince`), so none can miss or repeat anything, however late or slow it is.
 */
export function createAnswerLog({
  database,
  bus,
  onError,
}: {
  database: Database;
  bus: Bus;
  onError: (error: unknown) => void;
}) {
  const local = new Map<string, AnswerState>();
  const changes = new EventEmitter().setMaxListeners(0);
  const isShared = database.url !== null;
  const publisher = isShared ? createLogPublisher({ database, bus, onError }) : null;
  const tail = isShared ? createLogTail({ database, bus, onError, changed: (id) => changes.emit(id) }) : null;
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
    /** Begins an attempt. One writer an answer. `maySpeak`: whether what is written may be shown yet. */
    open(lease: Lease, maySpeak: () => boolean): LogWriter {
      const { answerId } = lease;
      const state = emptyState(lease.attempt);
      let pendingText = "";
      let pendingCitations: PlacedCitation[] = [];
      let firstShownAt: number | null = null;
      const published = publisher?.add(lease, state);
      local.set(answerId, state);
      changes.emit(answerId);

      function show() {
        if (pendingText === "" && pendingCitations.length === 0) return;
        if (!maySpeak()) return batch.add(show);
        if (pendingText !== "") firstShownAt ??= performance.now();
        state.text += pendingText;
        state.citations.push(...pendingCitations);
        pendingText = "";
        pendingCitations = [];
        changed();
      }
      function changed() {
        changes.emit(answerId);
        published?.changed();
      }

      return {
        shown: state,
        whole: () => ({
          text: state.text + pendingText,
          citations: [...state.citations, ...pendingCitations],
        }),
        get length() {
          return state.text.length + pendingText.length;
        },
        get firstShownAt() {
          return firstShownAt;
        },
        sources(ids) {
          state.sourceIds = ids;
          changed();
        },
        text(text) {
          pendingText += text;
          if (state.text === "") show();
          else batch.add(show);
        },
        citation(citation) {
          pendingCitations.push(citation);
          batch.add(show);
        },
        close() {
          batch.remove(show);
          published?.remove();
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
      const answer = await database.fork().findOne(AnswerSchema, { id: answerId });
      return local.get(answerId) ?? (answer && stateOf(answer));
    },

    /** Wakes the subscriber whenever the log may have grown. Returns what stops that. */
    listen(answerId: string, subscriber: Subscriber): () => void {
      const stop = subscribers.add(answerId, subscriber);
      subscriber.wake();
      return stop;
    },

    /** What readers have been shown of an answer that a run in this process is writing. */
    shown: (answerId: string): Readonly<AnswerState> | undefined => local.get(answerId),

    async close() {
      tail?.close();
      await publisher?.close();
    },
  };
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;

/** Calls together, once in `intervalMs`, what was added since: one timer for all answers. */
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
