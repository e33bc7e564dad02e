import type { Client, ClientConfig } from "pg";
import type { Logger } from "pino";
import { withClient } from "./client.ts";

/** How often two clients are compared: a pooler that is busy may give them different connections for a while. */
const ROUNDS = 3;

const COSTS =
  "DATABASE_URL leads through a pooler in transaction mode, such as PgBouncer's. LISTEN does not pass it, so what other replicas " +
  "do is seen later, by polling; time limits that are set for a session do not hold; rate limits need the pooler's support of " +
  "prepared statements. " +
  "Connect to PostgreSQL directly, or set the pooler to session mode";

/** Warns where a pooler gives each transaction another connection. Never rejects: where it cannot tell, the start goes on. */
export async function warnOfTransactionPooling(
  url: string,
  logger: Logger,
  options?: ClientConfig,
): Promise<void> {
  const askBoth = (one: Client, other: Client) => sharesConnections(askPid(one), askPid(other));
  try {
    const isShared = await withClient(
      url,
      (one) => withClient(url, (other) => askBoth(one, other), options),
      options,
    );
    if (isShared) logger.warn(COSTS);
  } catch (error) {
    logger.debug({ error: (error as Error).message }, "Whether there is a pooler could not be found out");
  }
}

const askPid = (client: Client) => async () => {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]!.pid;
};

/**
 * Whether two clients that are connected at once are served by the same process of PostgreSQL, or one of them by several: each is a
 * connection's own, unless a pooler takes it away after each transaction. PgBouncer gives the connection that was used last to
 * whoever comes next, so an idle one shows it in the first round.
 */
export async function sharesConnections(
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<boolean> {
  const [pid, otherPid] = [await one(), await other()];
  for (let round = 1; round < ROUNDS; round++) {
    if (pid === otherPid) return true;
    if ((await one()) !== pid || (await other()) !== otherPid) return true;
  }
  return pid === otherPid;
}
