import type { Duplex } from "node:stream";
import { runWithoutFields } from "../observability/log-fields.ts";
import { DatabaseError, type Pool, type PoolClient } from "pg";

export type PoolGuards = {
  /** How long a statement may go without an answer before its connection counts as dead; null: for ever. */
  silenceMs: number | null;
  /** Told of each error of a statement, and of each connection that could not be had. */
  onError: (error: unknown) => void;
  /** Told of each answer to a statement, errors of PostgreSQL's own among them. */
  onAnswer?: () => void;
};

/** A connection, with its socket. `heardAt`: when it last answered, by the monotonic clock. */
type Guarded = PoolClient & { connection: { stream: Duplex }; heardAt: number };

/**
 * Keeps a pool usable whatever happens to its connections. A connection on which a statement stays without an answer is
 * destroyed, and with it the idle ones that have not been heard since the statement began: a failover, or a router that
 * drops packets silently, takes all of them.
 */
export function guardPool(pool: Pool, { silenceMs, onError, onAnswer }: PoolGuards): void {
  releaseBrokenClients(pool);
  const idle = new Set<Guarded>();
  pool.on("acquire", (client) => idle.delete(client as Guarded));
  pool.on("release", (_, client) => idle.add(client as Guarded));
  pool.on("remove", (client) => idle.delete(client as Guarded));
  pool.on("connect", (client) => guardClient(client as Guarded));

  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  // A connection that is made for one request serves others later.
  pool.connect = (() =>
    runWithoutFields(connect).catch((error: unknown) => {
      onError(error);
      throw error;
    })) as Pool["connect"];

  function guardClient(client: Guarded) {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.heardAt = performance.now();
    client.query = ((...args: unknown[]) => {
      const result = query(...args);
      return result instanceof Promise ? answered(client, result) : result;
    }) as PoolClient["query"];
  }

  async function answered(client: Guarded, result: Promise<unknown>): Promise<unknown> {
    const timer = silenceMs === null ? undefined : setTimeout(destroySilent, silenceMs, client);
    try {
      const answer = await result;
      onAnswer?.();
      return answer;
    } catch (error) {
      if (error instanceof DatabaseError) onAnswer?.();
      onError(error);
      throw error;
    } finally {
      clearTimeout(timer);
      client.heardAt = performance.now();
    }
  }

  function destroySilent(client: Guarded) {
    const since = performance.now() - silenceMs!;
    const silent = [client, ...[...idle].filter(({ heardAt }) => heardAt <= since)];
    for (const { connection } of silent)
      connection.stream.destroy(new Error("The connection to the database gave no answer"));
  }
}

/**
 * Releases connections that break in a transaction: Kysely releases a connection only after COMMIT or ROLLBACK has
 * succeeded, so each would cost the pool a place for ever, and keep it from closing.
 */
function releaseBrokenClients(pool: Pool) {
  const taken = new WeakSet<PoolClient>();
  pool.on("acquire", (client) => taken.add(client));
  pool.on("release", (_, client) => taken.delete(client));
  pool.on("connect", (client) =>
    client.once("end", () => {
      if (!taken.has(client)) return;
      client.release(true);
      // Kysely may still release it.
      client.release = () => {};
    }),
  );
}
