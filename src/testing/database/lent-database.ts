import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import pg from "pg";
import { inject } from "vitest";
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseEvents,
  openEmbeddedDatabase,
} from "../../database/embedded/embedded-database.ts";
import { copyTemplate, templateName } from "./database-template.ts";
import { createPostgreSQLDatabase, onPostgreSQL, type TestDatabase } from "./test-database.ts";

/** A database that is emptied and lent again when a test has given it back. */
type Lendable = Omit<TestDatabase, "drop"> & {
  /** Resolves to a new connection. */
  connect(): Promise<pg.Client>;
  /** A new borrower takes it. */
  lend(): void;
  /** Cuts what its borrower has left open. */
  cut(): void;
  /** What the schema consists of when nothing has changed it. */
  schema: string;
  end(): Promise<void>;
};

/** The most that wait for a borrower: PGlite takes some 200 MB. */
const MAX_WAITING = 2;
const waiting: Lendable[] = [];
/** What takes longer has hung: another database is made instead. */
const LIMIT_MS = 10_000;

const EMPTY_ALL_TABLES = `
  do $$
  declare
    name text;
    is_filled boolean;
    filled text[];
  begin
    for name in
      select oid::regclass::text from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'mikro_orm%' and relname <> 'schema_compatibility'
    loop
      execute format('select exists (select from %s)', name) into is_filled;
      if is_filled then filled := filled || name; end if;
    end loop;
    if filled is not null then
      execute format('truncate %s restart identity cascade', array_to_string(filled, ', '));
    end if;
  end $$`;

const SCHEMA = `
  select jsonb_build_array(
    (select jsonb_agg(oid::int order by oid) from pg_class where relnamespace = 'public'::regnamespace),
    (select count(*) from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and not attisdropped),
    (select jsonb_agg(name order by name) from mikro_orm_migrations),
    (select count(*) from pg_trigger), (select count(*) from pg_proc), (select count(*) from pg_db_role_setting)
  )::text as schema`;

/**
 * An empty, migrated database: one that another test has given back where there is one, since to make and open one takes a
 * second of processor time. On PGlite its thread stays open when the first server on it closes; one that opens it after
 * that starts it again. For tests that look at its files, kill what has it open, or alter its schema `createTestDatabase`
 * gives one of its own.
 */
export async function borrowTestDatabase(): Promise<TestDatabase> {
  const lendable = (await takeEmptied()) ?? (await (onPostgreSQL ? createPostgreSQL() : createEmbedded()));
  lendable.lend();
  let dropping: Promise<void> | undefined;
  const giveBack = async () => {
    lendable.cut();
    if (waiting.length < MAX_WAITING) waiting.push(lendable);
    else await lendable.end();
  };
  return {
    env: lendable.env,
    openEmbedded: lendable.openEmbedded,
    drop: () => (dropping ??= giveBack()),
  };
}

async function takeEmptied(): Promise<Lendable | null> {
  for (;;) {
    const lendable = waiting.pop();
    if (!lendable) return null;
    if (await empty(lendable)) return lendable;
    // One that does not answer may never end.
    void lendable.end().catch(() => {});
  }
}

/** Whether it is as new: without rows, settings of the session, and what a test has added to the schema. */
async function empty(lendable: Lendable): Promise<boolean> {
  try {
    const client = await lendable.connect();
    try {
      // Where a test has failed, its server may still be there.
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await client.query("discard all");
      await client.query(EMPTY_ALL_TABLES);
      return (await schemaOf(client)) === lendable.schema;
    } finally {
      await client.end();
    }
  } catch {
    return false;
  }
}

async function schemaOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(SCHEMA);
  return rows[0]!.schema;
}

async function withSchema(lendable: Omit<Lendable, "schema">): Promise<Lendable> {
  const client = await lendable.connect();
  try {
    return { ...lendable, schema: await schemaOf(client) };
  } finally {
    await client.end();
  }
}

async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS });
  // Statements reject by themselves.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function createPostgreSQL(): Promise<Lendable> {
  const { env, drop } = await createPostgreSQLDatabase(
    process.env["TEST_DATABASE_URL"]!,
    templateName(inject("databasePrefix")),
  );
  const connect = () => connected({ connectionString: env.DATABASE_URL });
  return withSchema({ env, connect, lend() {}, cut() {}, end: drop });
}

async function createEmbedded(): Promise<Lendable> {
  const dataDir = await copyTemplate(inject("databaseTemplate"), inject("lentDatabases"));
  let events: EmbeddedDatabaseEvents | null = null;
  let isFirst = true;
  let cut = () => {};
  let embedded = await open(join(dataDir, "pglite"));

  async function open(path: string): Promise<EmbeddedDatabase> {
    const opened = await openEmbeddedDatabase(path, {
      onLost: (error) => events?.onLost(error),
      onRecovered: () => events?.onRecovered(),
      onGivenUp: (error) => events?.onGivenUp(error),
    });
    // Nothing tells the worker of the tests that it is the last to want it.
    opened.unref();
    return opened;
  }

  return withSchema({
    env: { DATA_DIR: dataDir },
    connect: () => connected(embedded.clientOptions),
    lend() {
      isFirst = true;
    },
    cut: () => cut(),
    async openEmbedded(path, borrower) {
      if (!isFirst) {
        await embedded.close();
        embedded = await open(path);
      }
      isFirst = false;
      events = borrower;
      const streams = new Set<Duplex>();
      cut = () => {
        events = null;
        for (const stream of streams) stream.destroy();
      };
      return keptOpen(embedded, streams, cut);
    },
    async end() {
      await embedded.close().catch(() => {});
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}

/** The database for one borrower: a close of it does no more than cut its connections, which are added to `streams`. */
function keptOpen(embedded: EmbeddedDatabase, streams: Set<Duplex>, cut: () => void): EmbeddedDatabase {
  return {
    ...embedded,
    clientOptions: {
      ...embedded.clientOptions,
      stream() {
        const stream = embedded.clientOptions.stream();
        streams.add(stream);
        return stream.once("close", () => streams.delete(stream));
      },
    },
    close: async () => cut(),
  };
}
