import { isDeepStrictEqual } from "node:util";
import type { Bus } from "../../database/pubsub.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerVersion } from "../store/log-statements.ts";
import { appendRow } from "./log-rows.ts";
import type { AnswerState } from "./state.ts";

type FollowedLog = {
  id: string;
  readers: number;
  state: AnswerState | null;
  /** Whether the answer's row has to be read. */
  stale: boolean;
};

/**
 * Follows logs that other replicas write; one statement reads what is new in all of them. A log begins with the checkpoint
 * in its answer's row, and goes on with the rows that overlap or adjoin it.
 */
export function createLogTail(options: {
  store: Pick<AnswerStore, "readState" | "rowsBeyond" | "readVersions">;
  bus: Bus;
  changed: (answerId: string) => void;
  onError: (error: unknown) => void;
  /** Between two checks of the answers' rows, against lost wake-ups. */
  pollMs: number;
}) {
  const { store, bus } = options;
  const followed = new Map<string, FollowedLog>();
  let reading: Promise<void> = Promise.resolve();
  let upcoming: Promise<void> | undefined;

  /** Reads what is new, one reading at a time. Resolves when the first that begins after the call has ended. */
  function catchUp(): Promise<void> {
    upcoming ??= reading.then(() => {
      upcoming = undefined;
      reading = readAll().catch(options.onError);
      return reading;
    });
    return upcoming;
  }

  async function readAll() {
    if (followed.size === 0) return;
    await Promise.all([...followed.values()].filter((log) => log.stale).map(load));
    const running = [...followed.values()].filter(isRunning);
    if (running.length === 0) return;
    const grown = new Set<string>();
    for (const row of await store.rowsBeyond(running)) {
      const log = followed.get(row.answer_id);
      if (log?.state && appendRow(log.state, row)) grown.add(row.answer_id);
      // A gap: rows were lost in a crash of the database. The next checkpoint has their text.
      else if (log?.state && row.start_offset > log.state.text.length) log.stale = true;
    }
    for (const id of grown) options.changed(id);
  }

  /** Reads the answer's row. A wake-up meanwhile makes the log stale again, since the row may have changed. */
  async function load(log: FollowedLog) {
    log.stale = false;
    let next: AnswerState | null;
    try {
      next = await store.readState(log.id);
    } catch (error) {
      log.stale = true;
      throw error;
    }
    const before = log.state;
    if (next && before && isOlder(next, before)) {
      // These are in the row alone.
      before.waiting = next.waiting;
      before.isInterrupted = next.isInterrupted ?? false;
    } else log.state = next;
    options.changed(log.id);
  }

  const unlisten = bus.listen("answer-log", () => void catchUp());
  const poll = setInterval(() => void checkVersions().catch(options.onError), options.pollMs);

  /** Marks the logs as stale whose row is ahead of them, or has another attempt or status. */
  async function checkVersions() {
    if (followed.size === 0) return;
    const versions = await store.readVersions([...followed.keys()]);
    const byId = new Map(versions.map((version) => [version.id, version]));
    for (const log of followed.values()) if (isBehind(log.state, byId.get(log.id))) log.stale = true;
    await catchUp();
  }

  return {
    /** Keeps the log of an answer up to date until the returned function is called. */
    follow(id: string): () => void {
      const log = followed.get(id) ?? { id, readers: 0, state: null, stale: true };
      followed.set(id, log);
      log.readers++;
      const unlistenAnswer = bus.listen(`answer:${id}`, () => {
        log.stale = true;
        void catchUp();
      });
      return () => {
        unlistenAnswer();
        if (--log.readers === 0) followed.delete(id);
      };
    },

    /** The log of an answer that is followed; null where it has to be read first. */
    cached(id: string): AnswerState | null {
      const log = followed.get(id);
      return log && !log.stale ? log.state : null;
    },

    /** The log of an answer that is followed; null where it is not, or there is no such answer. */
    async read(id: string): Promise<AnswerState | null> {
      const log = followed.get(id);
      if (!log) return null;
      if (log.state === null || log.stale) await catchUp();
      return log.state;
    },

    close() {
      clearInterval(poll);
      unlisten();
    },
  };
}

const isOlder = (next: AnswerState, before: AnswerState): boolean =>
  next.status === "RUNNING" && next.attempt === before.attempt && next.text.length <= before.text.length;

const isRunning = (log: FollowedLog): log is FollowedLog & { state: AnswerState } =>
  log.state?.status === "RUNNING";

function isBehind(state: AnswerState | null, version: AnswerVersion | undefined): boolean {
  if (!state || !version) return Boolean(state) !== Boolean(version);
  return (
    version.status !== state.status ||
    version.attempt !== state.attempt ||
    Boolean(version.isInterrupted) !== Boolean(state.isInterrupted) ||
    !isDeepStrictEqual(version.waiting, state.waiting) ||
    version.bytes > Buffer.byteLength(state.text)
  );
}
