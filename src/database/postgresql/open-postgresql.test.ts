import pg from "pg";
import pino from "pino";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { TokenError } from "../../azure/entra-token.ts";
import { maskError } from "../../errors/errors.ts";
import { createSharedCounters } from "../../limits/shared-counters.ts";
import { ormOptions } from "../../orm/options.ts";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { startTcpProxy } from "../../testing/network/tcp-proxy.ts";
import { DATABASE_LIMITS, type DatabaseLimits } from "../database.ts";
import { openDatabase } from "../open.ts";
import { createBus, notifyStatement } from "../pubsub.ts";
import { run } from "../sql.ts";

const logger = pino({ level: "silent" });

async function open(limits: Partial<DatabaseLimits>) {
  const { env, drop } = await createTestDatabase();
  onTestFinished(drop);
  const url = new URL((env as { DATABASE_URL: string }).DATABASE_URL);
  const direct = new pg.Client({ connectionString: url.href });
  await direct.connect();
  onTestFinished(() => direct.end());
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  onTestFinished(() => proxy.close());
  url.host = `127.0.0.1:${proxy.port}`;
  const database = await openDatabase(
    { url: url.href, dataDir: "", poolSize: 3, limits: { ...DATABASE_LIMITS, ...limits } },
    ormOptions,
    logger,
  );
  onTestFinished(() => database.close());
  const select = () => database.fork().execute("select 1 as one");
  const codeOf = (statement: Promise<unknown>) =>
    statement.then(
      () => "ok",
      (error: unknown) => maskError(error, logger).extensions!["code"],
    );
  return { database, direct, proxy, select, codeOf };
}

const ONE = [{ one: 1 }];

describe.runIf(onPostgreSQL)("a password that is had for each connection", () => {
  it("is that of all of them, and where it cannot be had the database counts as unreachable for so long", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const url = new URL((env as { DATABASE_URL: string }).DATABASE_URL);
    const direct = new pg.Client({ connectionString: url.href });
    await direct.connect();
    onTestFinished(() => direct.end());
    const known = decodeURIComponent(url.password);
    url.password = "";
    let fault: Error | null = null;
    let asked = 0;
    const password = async () => {
      asked++;
      if (fault) throw fault;
      return known;
    };
    const database = await openDatabase(
      { url: url.href, password, dataDir: "", poolSize: 3 },
      ormOptions,
      logger,
    );
    onTestFinished(() => database.close());
    const select = () => database.fork().execute("select 1 as one");
    expect(await select()).toEqual(ONE);
    const counters = createSharedCounters({ url: url.href, password, logger });
    onTestFinished(() => counters.close());
    expect(await counters.readSecret("2026-01-01")).toBeInstanceOf(Buffer);
    const bus = createBus({
      url: url.href,
      password,
      logger,
      notify: (payload) => run(database.reserved(), notifyStatement(payload)),
    });
    onTestFinished(() => bus.close());
    await expect.poll(bus.listening).toBe("ok");
    // The wait for the server, the lock of the migrations, the pools, and LISTEN.
    expect(asked).toBeGreaterThan(4);

    fault = new TokenError("ENTRA_TOKEN", "No token", null);
    await direct.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await expect.poll(() => database.health()).toBe("unreachable");
    const code = await select().catch((error: unknown) => maskError(error, logger).extensions!["code"]);
    expect(code).toBe("UNAVAILABLE");
    fault = null;
    await expect.poll(() => database.health()).toBe("ok");
    expect(await select()).toEqual(ONE);
    await expect.poll(bus.listening, { timeout: 5000 }).toBe("ok");
  });
});

describe.runIf(onPostgreSQL)("the connections to PostgreSQL", () => {
  it("are replaced, all of them, once one gives no answer", async () => {
    const { database, proxy, select, codeOf } = await open({ statementMs: 250 });
    await Promise.all([select(), select(), select()]);
    // As after a failover: what was open carries nothing any more, and nobody is told.
    proxy.silence();
    expect(await codeOf(select())).toBe("UNAVAILABLE");
    expect(await select()).toEqual(ONE);
    expect(await Promise.all([select(), select(), select()])).toEqual([ONE, ONE, ONE]);
    expect(await database.health()).toMatch(/ok|unreachable/);
  });

  it("end statements, waits for locks and for connections at their limits", async () => {
    const { database, direct, codeOf } = await open({ lockMs: 100, connectMs: 3000 });
    const sleep = () => database.fork().execute("select pg_sleep(6)");
    const slow = database.fork().execute("set local statement_timeout = 50; select pg_sleep(6)");
    expect(await codeOf(slow)).toBe("UNAVAILABLE");
    await direct.query("begin; lock table sessions in access exclusive mode");
    expect(await codeOf(database.fork().execute("select id from sessions"))).toBe("UNAVAILABLE");
    const sleeping = [sleep(), sleep(), sleep()];
    expect(await codeOf(database.fork().execute("select 1"))).toBe("UNAVAILABLE");
    // What the server itself needs goes on.
    expect(await run(database.reserved(), sql`select 1 as one`)).toEqual(ONE);
    expect(await database.health()).toBe("ok");
    await direct.query("rollback");
    await Promise.all(sleeping);
    expect(await codeOf(database.fork().execute("select id from sessions"))).toBe("ok");
  });

  it("tell that the database takes no changes, and that it does again", async () => {
    const { database, direct, codeOf } = await open({});
    const [{ name }] = (await direct.query("select current_database() as name")).rows;
    const insert = () =>
      database
        .fork()
        .execute(
          "insert into sessions (id, token_hash, created_at, expires_at) values (gen_random_uuid(), gen_random_uuid(), now(), now())",
        );
    const reconnect = () =>
      direct.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
    await direct.query(`alter database ${name} set default_transaction_read_only = on`);
    await reconnect();
    await expect.poll(() => database.health()).toBe("read-only");
    expect(await codeOf(insert())).toBe("UNAVAILABLE");
    await direct.query("set default_transaction_read_only = off");
    await direct.query(`alter database ${name} reset default_transaction_read_only`);
    await reconnect();
    await expect.poll(() => database.health()).toBe("ok");
    expect(await codeOf(insert())).toBe("ok");
  });
});
