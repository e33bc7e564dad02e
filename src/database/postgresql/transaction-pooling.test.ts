import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { ormOptions } from "../../orm/options.ts";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { hasPgBouncer, startPgBouncer, TIME_LIMITS } from "../../testing/network/pgbouncer.ts";
import { explainStartFailure } from "../../welcome/start-failure.ts";
import { openDatabase } from "../open.ts";
import { createBus, notifyStatement } from "../pubsub.ts";
import { run } from "../sql.ts";
import { sharesConnections, warnOfTransactionPooling } from "./transaction-pooling.ts";

/** A PgBouncer before a new database, gone when the test has finished. Resolves to the URL that leads through it. */
async function pooled(options: Parameters<typeof startPgBouncer>[1]): Promise<string> {
  const { url, stop } = await startPgBouncer(await createDatabaseUrl(), options);
  onTestFinished(stop);
  return url;
}

/** A client that is served by these processes, one after the other, the last from then on. */
const client =
  (...pids: number[]) =>
  async () =>
    pids.length > 1 ? pids.shift()! : pids[0]!;

describe("two clients", () => {
  it.each([
    ["with a connection each", client(1), client(2), false],
    ["that are given the same one", client(1), client(1), true],
    ["of which one is given another later", client(1, 3), client(2), true],
    ["of which the other is given another later", client(1), client(2, 2, 1), true],
  ])("%s: whether they share: %s", async (_, one, other, shares) => {
    expect(await sharesConnections(one, other)).toBe(shares);
  });
});

function createLog() {
  const messages: string[] = [];
  const logger = pino({}, { write: (line: string) => void messages.push(JSON.parse(line).msg) });
  return { logger, messages };
}

async function createDatabaseUrl(): Promise<string> {
  const { env, drop } = await createTestDatabase();
  onTestFinished(drop);
  return (env as { DATABASE_URL: string }).DATABASE_URL;
}

describe.runIf(onPostgreSQL)("a start", () => {
  it("says nothing of a direct connection", async () => {
    const { logger, messages } = createLog();
    await warnOfTransactionPooling(await createDatabaseUrl(), logger);
    expect(messages).toEqual([]);
  });

  it("goes on where it cannot find out", async () => {
    const { logger, messages } = createLog();
    await warnOfTransactionPooling("postgresql://127.0.0.1:1/none", logger);
    expect(messages).toEqual([]);
  });
});

describe.runIf(onPostgreSQL && hasPgBouncer)("behind PgBouncer", { timeout: 60_000 }, () => {
  it("in session mode nothing is warned of", async () => {
    const url = await pooled({ mode: "session" });
    const { logger, messages } = createLog();
    await warnOfTransactionPooling(url, logger);
    expect(messages).toEqual([]);
  });

  it("in transaction mode the start says what it costs, and that no notification arrives; all else works", async () => {
    const url = await pooled({ mode: "transaction", ignored: TIME_LIMITS });
    const { logger, messages } = createLog();
    const database = await openDatabase({ url, dataDir: "", poolSize: 2 }, ormOptions, logger);
    onTestFinished(() => database.close());
    expect(database.migrated.length).toBeGreaterThan(1);
    await eventually(() => messages.some((message) => message.includes("a pooler in transaction mode")));
    const bus = createBus({
      url,
      logger,
      notify: (payload) => run(database.reserved(), notifyStatement(payload)),
      intervals: { checkLimitMs: 100 },
    });
    onTestFinished(() => bus.close());
    await eventually(() => bus.listening() === "deaf");
    expect(await database.health()).toBe("ok");
  });

  it("that does not take the time limits, the start fails in words", async () => {
    const url = await pooled({ mode: "transaction" });
    const { logger } = createLog();
    const failure = await openDatabase({ url, dataDir: "", poolSize: 2 }, ormOptions, logger).catch(
      (error: unknown) => error,
    );
    const settings = { host: "", port: 0, metricsPort: null, database: { url, dataDir: "" } };
    expect(explainStartFailure(failure, settings)).toMatchObject({
      wrong: expect.stringMatching(/^the pooler at 127\.0\.0\.1:\d+ refuses the time limits/),
      remedy: expect.stringContaining("ignore_startup_parameters = statement_timeout,"),
    });
  });
});
