import { EventEmitter } from "node:events";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Client } from "pg";
import type { Logger } from "pino";
import { retryDelayMs } from "../async/retry.ts";
import { withTimeout } from "../async/with-timeout.ts";

/** What may have changed, with the id of its row. */
export type Topic =
  /** The list of a session's videos. */
  | `session:${string}`
  | `session-ended:${string}`
  | `transcript:${string}`
  /** The row of an answer. */
  | `answer:${string}`
  | `answer-cancelled:${string}`
  /** The logs of answers, of which there is one reading for all. */
  | "answer-log"
  /** The queue of transcripts. */
  | "ingest";

/**
 * Wake-ups between the parts of the program. A message says that something changed, never what: listeners read the
 * database again, so a lost or doubled one does no harm.
 */
export type Bus = {
  /** Whether wake-ups come from other processes too: those may be lost. */
  isShared: boolean;
  /** Wakes the listeners of this process at once, and those of other replicas through PostgreSQL. */
  publish(...topics: Topic[]): void;
  /** What pg_notify is to be called with to wake the listeners on other replicas, from a statement of one's own. */
  payload(topic: Topic): [channel: string, payload: string];
  /** Returns what stops the listening. */
  listen(topic: Topic, listener: () => void): () => void;
  close(): Promise<void>;
};

const CHANNEL = "video_rag";
const INTERVALS = {
  reconnectMs: 1000,
  /** How often the connection that listens is asked whether it is alive, and how long it may take to say so. */
  checkMs: 15_000,
  checkLimitMs: 5000,
  /** Before a wake-up that could not be sent is tried again: the backoff's base. */
  resendMs: 250,
};
/** What a PostgreSQL that no longer answers may hold up a stop by. */
const CLOSE_MS = 1000;
const MAX_RESENDS = 5;
/** PostgreSQL takes payloads of up to 8,000 bytes. */
const PAYLOAD_MAX_TOPICS = 100;

/** `url`: the PostgreSQL of all replicas, by a direct connection (LISTEN does not pass PgBouncer's transaction mode). */
export function createBus(options: {
  url: string | null;
  logger: Logger;
  notify: (payload: string) => Promise<unknown>;
  /** For tests. */
  intervals?: Partial<typeof INTERVALS>;
}): Bus {
  const intervals = { ...INTERVALS, ...options.intervals };
  const listeners = new EventEmitter().setMaxListeners(0);
  if (options.url === null) {
    return {
      isShared: false,
      publish: (...topics) => topics.forEach((topic) => listeners.emit(topic)),
      payload: (topic) => [CHANNEL, topic],
      listen: (topic, listener) => on(listeners, topic, listener),
      close: async () => {},
    };
  }
  const self = randomUUID();
  const receiver = createReceiver(options.url, options.logger, intervals, {
    received(payload) {
      const [from, ...topics] = payload.split(" ");
      if (from !== self) topics.forEach((topic) => listeners.emit(topic));
    },
    // What was said while nobody listened is lost: everyone looks again.
    reconnected: () => listeners.eventNames().forEach((topic) => listeners.emit(topic)),
  });
  const sender = createSender(options.logger, intervals, async (topics) => {
    for (let start = 0; start < topics.length; start += PAYLOAD_MAX_TOPICS) {
      await options.notify([self, ...topics.slice(start, start + PAYLOAD_MAX_TOPICS)].join(" "));
    }
  });
  return {
    isShared: true,
    publish(...topics) {
      topics.forEach((topic) => listeners.emit(topic));
      sender.send(topics);
    },
    payload: (topic) => [CHANNEL, `${self} ${topic}`],
    listen: (topic, listener) => on(listeners, topic, listener),
    close() {
      sender.close();
      return receiver.close();
    },
  };
}

function on(emitter: EventEmitter, topic: string, listener: () => void) {
  emitter.on(topic, listener);
  return () => void emitter.off(topic, listener);
}

/** Tells other replicas. What could not be sent is tried again a few times, all of it together. */
function createSender(
  logger: Logger,
  { resendMs }: typeof INTERVALS,
  notify: (topics: string[]) => Promise<void>,
) {
  /** What could not be sent, and how often. */
  const unsent = new Map<string, number>();
  const backoff = { baseDelayMs: resendMs, maxDelayMs: resendMs * 2 ** (MAX_RESENDS - 1) };
  /** How often sending has failed in a row. */
  let failed = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function send(topics: Map<string, number>) {
    try {
      await notify([...topics.keys()]);
      failed = 0;
    } catch (error) {
      logger.warn({ error: (error as Error).message }, "NOTIFY failed");
      if (closed) return;
      for (const [topic, failures] of topics) if (failures < MAX_RESENDS) unsent.set(topic, failures + 1);
      failed++;
      if (unsent.size > 0) timer ??= setTimeout(resend, retryDelayMs(failed, backoff)).unref();
    }
  }
  function resend() {
    timer = undefined;
    const topics = new Map(unsent);
    unsent.clear();
    void send(topics);
  }

  return {
    send: (topics: string[]) => void send(new Map(topics.map((topic) => [topic, 0]))),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** A connection that LISTENs, and comes back when it is cut, or does not answer any more. */
function createReceiver(
  url: string,
  logger: Logger,
  { reconnectMs, checkMs, checkLimitMs }: typeof INTERVALS,
  events: { received(payload: string): void; reconnected(): void },
) {
  let closed = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let checking: NodeJS.Timeout | undefined;

  async function connect() {
    const { default: pg } = await import("pg");
    if (closed) return;
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true });
    client = next;
    next.on("error", (error) =>
      logger.warn({ error: error.message }, "The connection that listens was lost"),
    );
    next.on("end", () => client === next && retry());
    next.on("notification", (message) => events.received(message.payload ?? ""));
    try {
      await next.connect();
      if (closed) return;
      checking = endWhereSilent(next);
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      void next.end().catch(() => {});
      throw error;
    }
    events.reconnected();
  }
  /** Something between may have dropped the connection without a word, and then nothing ever comes again. */
  function endWhereSilent(asked: Client) {
    clearInterval(checking);
    return setInterval(async () => {
      const limit = setTimeout(() => {
        logger.warn("The connection that listens does not answer");
        asked.end().catch(() => {});
      }, checkLimitMs).unref();
      await asked.query("select 1").catch(() => {});
      clearTimeout(limit);
    }, checkMs).unref();
  }
  function retry() {
    if (closed) return;
    clearInterval(checking);
    clearTimeout(timer);
    timer = setTimeout(() => connect().catch(retry), reconnectMs);
  }
  connect().catch(retry);

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(checking);
      await withTimeout(
        CLOSE_MS,
        client?.end().catch(() => {}),
      );
    },
  };
}

/** The statement that `notify` runs. */
export const notifyStatement = (payload: string) => sql`select pg_notify(${CHANNEL}, ${payload})`;
