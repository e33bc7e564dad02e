import pino, { type Logger } from "pino";
import { onTestFinished } from "vitest";
import { parseConfig } from "../../config.ts";
import { startServer, type ServerOverrides } from "../../server.ts";
import type { Services } from "../../services.ts";
import { createTestClient, type TestClient } from "../client/test-client.ts";
import { borrowTestDatabase } from "../database/lent-database.ts";
import type { TestDatabase } from "../database/test-database.ts";
import { WITHOUT_RATE_LIMITS } from "./without-rate-limits.ts";

export type TestServer = TestClient & {
  url: string;
  metricsUrl: string | null;
  services: Services;
  database: TestDatabase;
  /** The settings it was started with. */
  env: Record<string, string>;
  close(): Promise<void>;
};

/**
 * The real server on a free port with a database that is borrowed (or a given one, to share or to start again), without rate
 * limits but for those in `env`, and a client for it. Closed, and its database given back, when the test that called it has finished; in a hook, close it yourself.
 */
export async function startTestServer(
  options: ServerOverrides & {
    env?: Record<string, string>;
    database?: TestDatabase;
    logger?: Logger;
  } = {},
): Promise<TestServer> {
  const database = options.database ?? (await borrowTestDatabase());
  const env = {
    PORT: "0",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    // Tests that begin much at once would be refused where the machine is slow.
    MAX_CONCURRENT_REQUESTS: "0",
    ...WITHOUT_RATE_LIMITS,
    ...database.env,
    ...options.env,
  };
  const parsed = parseConfig(env);
  const config = { ...parsed, database: { ...parsed.database, openEmbedded: database.openEmbedded } };
  const { logger = pino({ level: config.logLevel }) } = options;
  const server = await startServer(config, logger, options);
  const client = createTestClient(server.url);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= client.dispose().then(() => server.close()));
  try {
    onTestFinished(async () => {
      await close();
      if (!options.database) await database.drop();
    });
  } catch {
    // Not within a test: the hook that called it closes it.
  }
  const { url, metricsUrl, services } = server;
  return { ...client, url, metricsUrl, services, database, env, close };
}
