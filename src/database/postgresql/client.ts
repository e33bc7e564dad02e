import { hostname } from "node:os";
import type { Client, ClientConfig, PoolConfig } from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import { readVersion } from "../schema/program-version.ts";

/**
 * What `pg_stat_activity` calls connections of this process, so that whoever holds a lock can be found, unless the URL or
 * PGAPPNAME says otherwise. PostgreSQL keeps 63 bytes of it.
 */
export const APPLICATION = { fallback_application_name: `video-rag ${readVersion()} on ${hostname()}` };

/** What gives the password of each new connection, such as a token that ends; undefined: the URL has it. */
export type PasswordSource = (() => Promise<string>) | undefined;

/** `pg` lets the URL go before all else, also where it has no password: with a source of it, the URL is given in its parts. */
export function withPassword<Config extends PoolConfig>(config: Config, password: PasswordSource): Config {
  if (!password) return config;
  const { connectionString = "", ...others } = config;
  return { ...others, ...parseIntoClientConfig(connectionString), password } as unknown as Config;
}

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
  const { password, ...others } = options;
  const config = {
    connectionString: url,
    ...APPLICATION,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    ...others,
  };
  return new pg.Client(withPassword(config, password as PasswordSource));
}
