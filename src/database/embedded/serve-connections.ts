import type { MessagePort } from "node:worker_threads";
import { awaitsReady, concat, ROLLBACK, correctResponse, TERMINATE } from "./wire.ts";

/** Runs whole messages of PostgreSQL's protocol. The bytes given to `onResponse` may change after it returns. */
type Run = (request: Uint8Array, onResponse: (bytes: Uint8Array) => void) => Promise<void>;

/** The request to run in the place of one that a connection sent, inside or outside of its transaction. */
type Guard = (request: Uint8Array, isInTransaction: boolean) => Promise<Uint8Array>;

type Connection = { port: MessagePort; requests: Uint8Array[]; isClosed: boolean };

/**
 * Lets connections share the one session that PGlite has. One request runs at a time, and each message of a port is one.
 * A connection in a transaction, or in a batch that no Sync has ended, has the session for itself until that ends.
 */
export function serveConnections(run: Run, guard: Guard = async (request) => request) {
  const connections = new Set<Connection>();
  /** The connection that has the session for itself. */
  let holder: Connection | null = null;
  let running: Promise<void> | null = null;

  /** Runs the requests that wait. A rejection ends the thread, since the state of the session is unknown then. */
  function wake() {
    running ??= runAll().finally(() => (running = null));
  }

  async function runAll() {
    for (;;) {
      if (holder?.isClosed) await endTransaction();
      const next = holder ?? nextConnection();
      const request = next?.requests.shift();
      if (!next || !request) return;
      await serve(next, request);
    }
  }

  /** The next connection that has a request. It moves to the end, so that connections take turns. */
  function nextConnection(): Connection | null {
    for (const connection of connections) {
      if (connection.requests.length === 0) continue;
      connections.delete(connection);
      connections.add(connection);
      return connection;
    }
    return null;
  }

  async function serve(connection: Connection, sent: Uint8Array) {
    if (sent[0] === TERMINATE) return;
    const request = await guard(sent, holder !== null);
    const { response, isIdle } = correctResponse(await responseTo(request), awaitsReady(request));
    holder = isIdle ? null : connection;
    if (response.length > 0) connection.port.postMessage(response, [response.buffer]);
  }

  async function responseTo(request: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array[] = [];
    await run(request, (bytes) => parts.push(bytes.slice()));
    return concat(parts);
  }

  /** Rolls back, as PostgreSQL does when the client of a transaction is gone. */
  async function endTransaction() {
    holder = null;
    await responseTo(ROLLBACK);
  }

  return {
    add(port: MessagePort) {
      const connection: Connection = { port, requests: [], isClosed: false };
      connections.add(connection);
      port.on("message", (request: Uint8Array) => {
        connection.requests.push(request);
        wake();
      });
      port.on("close", () => {
        connection.isClosed = true;
        connections.delete(connection);
        wake();
      });
    },
    /** Takes no more requests, and resolves once the request that runs has ended. */
    async close() {
      for (const { port } of connections) port.close();
      for (const connection of connections) connection.requests.length = 0;
      await running;
    },
  };
}
