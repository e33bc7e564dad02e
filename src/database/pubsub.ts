import { EventEmitter } from "node:events";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Client } from "pg";
import type { Logger } from "pino";
import { retryDelayMs } from "../async/retry.ts";
import { withTimeout } from "../async/with-timeout.ts";
import { createClient, type PasswordSource } from "./postgresql/client.ts";

/** A kind of change, with the id of the row that may have changed. */
export type Topic =
  /** The list of a session's videos. */
  | `session:${string}`
  | `session-ended:${string}`
  /** The end of a session, which use has moved. */
  | `session-renewed:${string}`
  /** The list of a session's answers, and how each of them is. */
  | `session-answers:${string}`
  | `transcript:${string}`
  /** Some transcripts, which no session has any more, may have been deleted. */
  | "transcripts-deleted"
  /** Answers of some session were deleted. */
  | "answers-deleted"
  /** Answers of a process that stops. */
  | "answers-released"
  /** The row of an answer. */
  | `answer:${string}`
  | `answer-cancelled:${string}`
  /** The logs of answers; one statement reads all that are followed. */
  | "answer-log"
  /** The queue of transcripts. */
  | "ingest";

/**
 * Whether notifications of other replicas arrive: `connecting` while there is no connection that LISTENs, `deaf` where there is one
 * on which the process does not hear its own notification, as behind a pooler in transaction mode.
 */
export type Listening = "ok" | "connecting" | "deaf";

/**
 * Wake-ups between the parts of the program. A message says that something changed, never what: listeners read the
 * database again, so a lost or doubled one does no harm.
 *
 * A wake-up is a hint alone, and polling is the truth: whoever listens also looks by itself now and then, so that all goes on,
 * later, where no notification arrives. Ingest, the queue of answers and the tail of their logs look every second; a run sees that it
 * is cancelled when it renews its lease; an answer that waits for videos looks every 5 s, and the readers of a session every 15;
 * about every minute whoever watches a session looks whether it is still there, and the search cache for deleted transcripts.
 */
export type Bus = {
  /** Wakes the listeners of this process at once, and those of other replicas through PostgreSQL. */
  publish(...topics: Topic[]): void;
  /** The arguments of pg_notify that wake listeners on other replicas, for statements that notify by themselves. */
  payload(topic: Topic): [channel: string, payload: string];
  /** Returns a function that stops listening. */
  listen(topic: Topic, listener: () => void): () => void;
  /** null: no other process uses the database. */
  listening(): Listening | null;
  close(): Promise<void>;
};

const CHANNEL = "video_rag";
const INTERVALS = {
  reconnectMs: 1000,
  /** How often the LISTEN connection is checked, and how long it may take to respond. */
  checkMs: 15_000,
  checkLimitMs: 5000,
  /** The backoff's base before a wake-up that could not be sent is sent again. */
  resendMs: 250,
};
/** How long a PostgreSQL that no longer answers may delay a stop. */
const CLOSE_MS = 1000;
const MAX_RESENDS = 5;
/** PostgreSQL takes payloads of up to 8,000 bytes. */
const PAYLOAD_MAX_TOPICS = 100;

/** `url`: the PostgreSQL of all replicas, by a direct connection (LISTEN does not pass PgBouncer's transaction mode). */
export function createBus(options: {
  url: string | null;
  password?: PasswordSource;
  logger: Logger;
  notify: (payload: string) => Promise<unknown>;
  /** For tests. */
  intervals?: Partial<typeof INTERVALS>;
}): Bus {
  const intervals = { ...INTERVALS, ...options.intervals };
  const listeners = new EventEmitter().setMaxListeners(0);
  if (options.url === null) {
    return {
      publish: (...topics) => topics.forEach((topic) => listeners.emit(topic)),
      payload: (topic) => [CHANNEL, topic],
      listen: (topic, listener) => on(listeners, topic, listener),
      listening: () => null,
      close: async () => {},
    };
  }
  const self = randomUUID();
  const receiver = createReceiver(
    { url: options.url, password: options.password },
    options.logger,
    intervals,
    {
      received(payload) {
        const [from, ...topics] = payload.split(" ");
        if (from === self) receiver.heardItself();
        else topics.forEach((topic) => listeners.emit(topic));
      },
      // Notifications that came while the connection was cut are lost: all listeners look again.
      reconnected: () => listeners.eventNames().forEach((topic) => listeners.emit(topic)),
      // Through the pool, since a pooler may bring a connection its own notification and no other's. It has no topics.
      notifyItself: () => options.notify(self),
    },
  );
  const sender = createSender(options.logger, intervals, async (topics) => {
    for (let start = 0; start < topics.length; start += PAYLOAD_MAX_TOPICS) {
      await options.notify([self, ...topics.slice(start, start + PAYLOAD_MAX_TOPICS)].join(" "));
    }
  });
  return {
    publish(...topics) {
      topics.forEach((topic) => listeners.emit(topic));
      sender.send(topics);
    },
    payload: (topic) => [CHANNEL, `${self} ${topic}`],
    listen: (topic, listener) => on(listeners, topic, listener),
    listening: receiver.state,
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

/** Sends wake-ups to other replicas. Those that could not be sent are tried again a few times, all together. */
function createSender(
  logger: Logger,
  { resendMs }: typeof INTERVALS,
  notify: (topics: string[]) => Promise<void>,
) {
  /** How often each topic that waits has failed to be sent. */
  const unsent = new Map<string, number>();
  const backoff = { baseDelayMs: resendMs, maxDelayMs: resendMs * 2 ** (MAX_RESENDS - 1) };
  let failuresInARow = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function send(topics: Map<string, number>) {
    try {
      await notify([...topics.keys()]);
      failuresInARow = 0;
    } catch (error) {
      logger.warn({ error: (error as Error).message }, "NOTIFY failed");
      if (closed) return;
      for (const [topic, failures] of topics) if (failures < MAX_RESENDS) unsent.set(topic, failures + 1);
      failuresInARow++;
      if (unsent.size > 0) timer ??= setTimeout(resend, retryDelayMs(failuresInARow, backoff)).unref();
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

/** A connection that LISTENs, and reconnects when it is cut or no longer answers. It is tried by notifications to itself. */
function createReceiver(
  { url, password }: { url: string; password: PasswordSource },
  logger: Logger,
  { reconnectMs, checkMs, checkLimitMs }: typeof INTERVALS,
  events: { received(payload: string): void; reconnected(): void; notifyItself(): Promise<unknown> },
) {
  let state: Listening = "connecting";
  let closed = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let livenessCheck: NodeJS.Timeout | undefined;
  let hearing: NodeJS.Timeout | undefined;
  /** Whether the process has heard itself since it last tried. */
  let heard = false;

  async function connect() {
    const next = await createClient(url, { password });
    if (closed) return;
    client = next;
    next.on("error", (error) => logger.warn({ error: error.message }, "The LISTEN connection was lost"));
    next.on("end", () => client === next && retry());
    next.on("notification", (message) => events.received(message.payload ?? ""));
    try {
      await next.connect();
      if (closed) return;
      livenessCheck = endWhenSilent(next);
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      void next.end().catch(() => {});
      throw error;
    }
    events.reconnected();
    void tryHearing(next);
  }
  /** Finds out whether a notification that is sent now arrives. */
  async function tryHearing(tried: Client) {
    heard = false;
    // A database that takes no notification says nothing about this connection.
    const isSent = await events.notifyItself().then(
      () => true,
      () => false,
    );
    if (!isSent || heard) return;
    clearTimeout(hearing);
    hearing = setTimeout(() => {
      if (closed || heard || client !== tried || state === "deaf") return;
      state = "deaf";
      logger.warn(
        "Notifications do not arrive on the connection that LISTENs, as behind a pooler in transaction mode: what other replicas do is seen later, by polling",
      );
    }, checkLimitMs).unref();
  }
  /** Ends a connection that no longer answers: a router may have dropped it silently, and no notification would come. */
  function endWhenSilent(checked: Client) {
    clearInterval(livenessCheck);
    return setInterval(async () => {
      const limit = setTimeout(() => {
        logger.warn("The LISTEN connection does not answer");
        checked.end().catch(() => {});
      }, checkLimitMs).unref();
      const isThere = await checked.query("select 1").then(
        () => true,
        () => false,
      );
      clearTimeout(limit);
      if (isThere && !closed) void tryHearing(checked);
    }, checkMs).unref();
  }
  function retry() {
    if (closed) return;
    state = "connecting";
    clearInterval(livenessCheck);
    clearTimeout(hearing);
    clearTimeout(timer);
    timer = setTimeout(() => connect().catch(retry), reconnectMs);
  }
  connect().catch(retry);

  return {
    state: () => state,
    heardItself() {
      heard = true;
      clearTimeout(hearing);
      if (state === "deaf") logger.info("Notifications arrive again");
      state = "ok";
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(hearing);
      clearInterval(livenessCheck);
      await withTimeout(
        CLOSE_MS,
        client?.end().catch(() => {}),
      );
    },
  };
}

/** The statement that `notify` runs. */
export const notifyStatement = (payload: string) => sql`select pg_notify(${CHANNEL}, ${payload})`;
