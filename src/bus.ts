import { EventEmitter } from "node:events";
import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Logger } from "pino";
import { within } from "./within.ts";

/**
 * Says that something changed, never what: who listens reads the database again. So a lost or doubled wake-up does no
 * harm. Topics: `session:<id>` (its list of videos), `session-ended:<id>`, `transcript:<id>`, `answer:<id>`,
 * `answer-cancelled:<id>`, `ingest` (there is work).
 */
export type Bus = {
  /** Wakes the listeners of this process at once, and those of other replicas through PostgreSQL. */
  publish(...topics: string[]): void;
  /** What pg_notify is to be called with to wake the listeners on other replicas, from a statement of one's own. */
  payload(topic: string): [channel: string, payload: string];
  /** Returns what stops the listening. */
  listen(topic: string, listener: () => void): () => void;
  close(): Promise<void>;
};

const CHANNEL = "video_rag";
const RECONNECT_MS = 1000;
const CLOSE_MS = 1000;
/** PostgreSQL takes payloads of up to 8,000 bytes. */
const PAYLOAD_MAX_TOPICS = 100;

/** `url`: the PostgreSQL of all replicas, by a direct connection (LISTEN does not pass PgBouncer's transaction mode). */
export function createBus(options: {
  url: string | null;
  logger: Logger;
  notify: (payload: string) => Promise<unknown>;
}): Bus {
  const listeners = new EventEmitter().setMaxListeners(0);
  if (options.url === null) {
    return {
      publish: (...topics) => topics.forEach((topic) => listeners.emit(topic)),
      payload: (topic) => [CHANNEL, topic],
      listen: (topic, listener) => on(listeners, topic, listener),
      close: async () => {},
    };
  }
  const self = randomUUID();
  const receiver = createReceiver(options.url, options.logger, {
    received(payload) {
      const [from, ...topics] = payload.split(" ");
      if (from !== self) topics.forEach((topic) => listeners.emit(topic));
    },
    // What was said while nobody listened is lost: everyone looks again.
    reconnected: () => listeners.eventNames().forEach((topic) => listeners.emit(topic)),
  });
  const notify = async (topics: string[]) => {
    for (let start = 0; start < topics.length; start += PAYLOAD_MAX_TOPICS) {
      await options.notify([self, ...topics.slice(start, start + PAYLOAD_MAX_TOPICS)].join(" "));
    }
  };
  return {
    publish(...topics) {
      topics.forEach((topic) => listeners.emit(topic));
      notify(topics).catch((error: Error) => options.logger.warn({ error: error.message }, "NOTIFY failed"));
    },
    payload: (topic) => [CHANNEL, `${self} ${topic}`],
    listen: (topic, listener) => on(listeners, topic, listener),
    close: () => receiver.close(),
  };
}

function on(emitter: EventEmitter, topic: string, listener: () => void) {
  emitter.on(topic, listener);
  return () => void emitter.off(topic, listener);
}

/** A connection that LISTENs, and comes back when it is cut. */
function createReceiver(
  url: string,
  logger: Logger,
  events: { received(payload: string): void; reconnected(): void },
) {
  let closed = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect() {
    const { default: pg } = await import("pg");
    if (closed) return;
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true });
    client = next;
    next.on("error", (error) =>
      logger.warn({ error: error.message }, "The connection that listens was lost"),
    );
    next.on("end", retry);
    next.on("notification", (message) => events.received(message.payload ?? ""));
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    events.reconnected();
  }
  function retry() {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => connect().catch(retry), RECONNECT_MS);
  }
  connect().catch(retry);

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await within(
        CLOSE_MS,
        client?.end().catch(() => {}),
      );
    },
  };
}

/** The statement that `notify` runs: its parameter is the payload. */
export const NOTIFY_STATEMENT = `select pg_notify('${CHANNEL}', ?)`;
