import { hostname } from "node:os";
import type { Client, ClientConfig } from "pg";
import { readVersion } from "../schema/program-version.ts";

/**
 * What `pg_stat_activity` calls connections of this process, so that whoever holds a lock can be found, unless the URL or
 * PGAPPNAME says otherwise. PostgreSQL keeps 63 bytes of it.
 */
export const APPLICATION = { fallback_application_name: `video-rag ${readVersion()} on ${hostname()}` };

/** Runs `work` with a connection of its own, which is closed afterwards. */
export async function withClient<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  options?: ClientConfig,
): Promise<T> {
  const client = await createClient(url, options);
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A connection that is not yet made. */
export async function createClient(url: string, options: ClientConfig = {}): Promise<Client> {
  const { default: pg } = await import("pg");
  return new pg.Client({
    connectionString: url,
    ...APPLICATION,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    ...options,
  });
}
