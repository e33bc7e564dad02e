import type { Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import { AnswerSchema } from "../answer.ts";
import { appendRow, readLogRows } from "./log-rows.ts";
import { stateOf, type AnswerState } from "./state.ts";

/** Against wake-ups that were lost. */
const POLL_MS = 1000;

type Present = Pick<AnswerState, "status" | "attempt"> & { id: string; bytes: number };

type Followed = { id: string; readers: number; state: AnswerState | null; stale: boolean };

/**
 * Follows logs that other replicas write: one statement reads what is new of all that are followed here. A log begins
 * with the checkpoint in its answer's row, and goes on with the rows that overlap it or adjoin it.
 */
export function createLogTail(options: {
  database: Database;
  bus: Bus;
  changed: (answerId: string) => void;
  onError: (error: unknown) => void;
}) {
  const { database, bus } = options;
  const followed = new Map<string, Followed>();
  let reading: Promise<void> = Promise.resolve();
  let upcoming: Promise<void> | undefined;

  /** One reading at a time. Resolves with the first that begins after the call: more wake-ups delay no one. */
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
    const live = [...followed.values()].filter((log) => log.state?.status === "RUNNING");
    if (live.length === 0) return;
    const grown = new Set<string>();
    for (const row of await readLogRows(database.fork(), live as { id: string; state: AnswerState }[])) {
      const log = followed.get(row.answer_id);
      if (log?.state && appendRow(log.state, row)) grown.add(row.answer_id);
      // A gap: rows were lost with a crash of the database. The next checkpoint has them.
      else if (log?.state && row.start_offset > log.state.text.length) log.stale = true;
    }
    for (const id of grown) options.changed(id);
  }

  /** Begins anew from the answer's row. */
  async function load(log: Followed) {
    const answer = await database.fork().findOne(AnswerSchema, { id: log.id });
    log.stale = false;
    const next = answer && stateOf(answer);
    const before = log.state;
    const isOlder =
      next &&
      before &&
      next.status === "RUNNING" &&
      next.attempt === before.attempt &&
      next.text.length <= before.text.length;
    if (isOlder) return;
    log.state = next;
    options.changed(log.id);
  }

  const unlisten = bus.listen("answer-log", () => void catchUp());
  const poll = setInterval(() => void lookAgain().catch(options.onError), POLL_MS);

  /** Finds those whose row is ahead of what is known here, or tells of another attempt or the end. */
  async function lookAgain() {
    if (followed.size === 0) return;
    const ids = JSON.stringify([...followed.keys()]);
    const rows = await database.fork().execute<Present[]>(
      `select id, status, attempt, octet_length(text) as bytes from answers
       where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
      [ids],
    );
    const present = new Map(rows.map((row) => [row.id, row]));
    for (const log of followed.values()) if (isBehind(log.state, present.get(log.id))) log.stale = true;
    await catchUp();
  }

  return {
    /** Keeps the log of an answer up to date until what is returned is called. */
    follow(id: string): () => void {
      const log = followed.get(id) ?? { id, readers: 0, state: null, stale: true };
      followed.set(id, log);
      log.readers++;
      const unlistenEnd = bus.listen(`answer:${id}`, () => {
        log.stale = true;
        void catchUp();
      });
      return () => {
        unlistenEnd();
        if (--log.readers === 0) followed.delete(id);
      };
    },

    /** The log of an answer that is followed, where nothing has to be read first. */
    known(id: string): AnswerState | null {
      const log = followed.get(id);
      return log && !log.stale ? log.state : null;
    },

    /** The log of an answer that is followed; null where it is not followed, or there is none. */
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

function isBehind(state: AnswerState | null, row: Present | undefined): boolean {
  if (!state || !row) return Boolean(state) !== Boolean(row);
  return (
    row.status !== state.status || row.attempt !== state.attempt || row.bytes > Buffer.byteLength(state.text)
  );
}
