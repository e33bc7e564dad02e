import { readdir } from "node:fs/promises";
import { parse } from "node:path";
import pino from "pino";
import { MikroORM } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { parseConfig } from "../config.ts";
import { createBus } from "./pubsub.ts";
import { openDatabase, type Database } from "./open.ts";
import { ormOptions } from "../orm/options.ts";
import { startTcpProxy } from "../testing/network/tcp-proxy.ts";
import { createTestDatabase, onPostgreSQL } from "../testing/database/test-database.ts";

const logger = pino({ level: "silent" });

/** A PostgreSQL database of one connection, which goes through a proxy and is made. */
async function openThroughProxy() {
  const { env, drop } = await createTestDatabase();
  onTestFinished(drop);
  const url = new URL((env as { DATABASE_URL: string }).DATABASE_URL);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  onTestFinished(() => proxy.close());
  url.host = `127.0.0.1:${proxy.port}`;
  const database = await openDatabase({ url: url.href, dataDir: "", poolSize: 1 }, ormOptions, logger);
  onTestFinished(() => database.close());
  await database.fork().execute("select 1");
  return { database, proxy };
}

async function msOf(ending: Promise<void>): Promise<number> {
  const began = performance.now();
  await ending;
  return performance.now() - began;
}

type Cut = (database: Database, cut: () => void) => Promise<void>;

const beforeBegin: Cut = (database, cut) => {
  cut();
  return database.fork().transactional(async () => {});
};
const amidStatement: Cut = (database, cut) =>
  database.fork().transactional(async (em) => {
    const answer = em.execute("select 1");
    cut();
    await answer;
  });
const beforeCommit: Cut = (database, cut) =>
  database.fork().transactional(async (em) => {
    await em.execute("select 1");
    cut();
  });

describe("a database", () => {
  it("ends the transaction under way before it closes, and keeps it", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const { database: settings } = parseConfig(env);
    const database = await openDatabase(settings, ormOptions, logger);
    await database.fork().execute("create table numbers (n int)");
    const begun = Promise.withResolvers<void>();
    const transaction = database.fork().transactional(async (em) => {
      begun.resolve();
      await em.execute("insert into numbers select n from generate_series(1, 50000) n");
    });
    await begun.promise;
    await database.close();
    await transaction;

    const again = await openDatabase(settings, ormOptions, logger);
    onTestFinished(() => again.close());
    expect(await again.fork().execute("select count(*)::int from numbers")).toEqual([{ count: 50_000 }]);
  });

  it("is closed again where a migration fails", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const { database: settings } = parseConfig(env);
    const close = vi.spyOn(MikroORM.prototype, "close");
    onTestFinished(() => close.mockRestore());
    const known = (await readdir(ormOptions.migrations.path)).map((file) => ({
      name: parse(file).name,
      class: class extends Migration {
        override up() {}
      },
    }));
    const wrong = {
      name: "Migration20990101000000_wrong",
      class: class extends Migration {
        override up() {
          this.addSql("select 1 / 0");
        }
      },
    };
    const failing = { ...ormOptions, migrations: { migrationsList: [...known, wrong], snapshot: false } };
    await expect(openDatabase(settings, failing, logger)).rejects.toThrow("division by zero");
    expect(close).toHaveBeenCalledOnce();

    // On PGlite the directory is free again.
    await (await openDatabase(settings, ormOptions, logger)).close();
  });
});

describe.runIf(!onPostgreSQL)("an embedded database", () => {
  it("that fails while the program is still being loaded rejects, and lets go of the directory", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const { database: settings } = parseConfig(env);
    const openEmbedded = async () => Promise.reject(new Error("The seed is damaged"));
    // Longer than a rejection may be without anyone who takes it.
    const loading = () => new Promise<void>((resolve) => setImmediate(resolve));
    const opening = openDatabase({ ...settings, openEmbedded }, ormOptions, logger, loading);
    await expect(opening).rejects.toThrow("The seed is damaged");
    await (await openDatabase(settings, ormOptions, logger)).close();
  });
});

describe.runIf(onPostgreSQL)("a connection to PostgreSQL", () => {
  it("is made with all that the URL says", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const url = new URL((env as { DATABASE_URL: string }).DATABASE_URL);
    url.searchParams.set("application_name", "named in the URL");
    const database = await openDatabase({ url: url.href, dataDir: "", poolSize: 1 }, ormOptions, logger);
    onTestFinished(() => database.close());
    expect(await database.fork().execute("show application_name")).toEqual([
      { application_name: "named in the URL" },
    ]);
  });

  it.each([
    ["before BEGIN", beforeBegin],
    ["amid a statement", amidStatement],
    ["before COMMIT", beforeCommit],
  ])(
    "that breaks in a transaction %s leaves its place to another, and holds up no close",
    async (_, cutTransaction) => {
      const { database, proxy } = await openThroughProxy();
      await expect(cutTransaction(database, proxy.cut)).rejects.toBeInstanceOf(Error);
      expect(await database.fork().execute("select 1 as one")).toEqual([{ one: 1 }]);
      // The limit of a close has not struck.
      expect(await msOf(database.close())).toBeLessThan(1900);
    },
  );

  it("that no longer answers holds up a close for seconds only", async () => {
    const { database, proxy } = await openThroughProxy();
    const bus = createBus({ url: database.url, logger, notify: async () => {} });
    await new Promise<void>((resolve) => bus.listen("ingest", resolve));
    proxy.freeze();
    const unanswered = database
      .fork()
      .execute("select 1")
      .catch((error: unknown) => error);
    expect(await msOf(bus.close())).toBeLessThan(4000);
    expect(await msOf(database.close())).toBeLessThan(5000);
    proxy.cut();
    expect(await unanswered).toBeInstanceOf(Error);
  });
});
