import pino from "pino";
import { onTestFinished } from "vitest";
import { parseConfig } from "../../config.ts";
import { openDatabase } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";
import { createServices, type ServiceOverrides } from "../../services.ts";
import { createFakeEmbedding } from "../fakes/fake-embedding.ts";
import { createFakeTranscripts } from "../fakes/fake-transcripts.ts";
import { borrowTestDatabase } from "../database/lent-database.ts";
import type { TestDatabase } from "../database/test-database.ts";
import { WITHOUT_RATE_LIMITS } from "./without-rate-limits.ts";

export type TestServices = Awaited<ReturnType<typeof startTestServices>>;

/**
 * All services without a transport, with stand-ins for models and YouTube, for tests that look into the database while they run.
 * Stopped, and its database given back, when the test that called it has finished; in a hook, close it yourself.
 */
export async function startTestServices(
  options: ServiceOverrides & { env?: Record<string, string>; database?: TestDatabase } = {},
) {
  const testDatabase = options.database ?? (await borrowTestDatabase());
  const config = parseConfig({ ...WITHOUT_RATE_LIMITS, ...testDatabase.env, ...options.env });
  const logger = pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" });
  const { openEmbedded } = testDatabase;
  const database = await openDatabase({ ...config.database, openEmbedded }, ormOptions, logger);
  const dependencies = {
    embedding: createFakeEmbedding(),
    fetchTranscript: createFakeTranscripts().fetchTranscript,
    ...options.dependencies,
  };
  const services = createServices(config, database, logger, { ...options, dependencies });
  await services.ready;
  let closing: Promise<void> | undefined;
  const stop = () => services.stop(0).then(() => database.close());
  const close = () => (closing ??= stop());
  const drop = async () => {
    await close();
    if (!options.database) await testDatabase.drop();
  };
  try {
    onTestFinished(drop);
  } catch {
    // Not within a test: the hook that called it closes it.
  }
  return {
    ...services,
    testDatabase,
    query: (sql: string, parameters: unknown[] = []) =>
      database.fork().execute<Record<string, unknown>[]>(sql, parameters),
    close,
    /** Closes, and gives its own database back. */
    drop,
  };
}
