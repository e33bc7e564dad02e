import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { copyTemplate } from "../../testing/database/database-template.ts";
import { loopTurnsDuring } from "../../testing/loop-turns.ts";
import { openEmbeddedDatabase, type EmbeddedDatabase } from "./embedded-database.ts";

const NO_EVENTS = { onLost() {}, onRecovered() {}, onGivenUp() {} };

async function open() {
  const directory = await copyTemplate(inject("databaseTemplate"));
  const dataDir = join(directory, "pglite");
  const lost = Promise.withResolvers<Error>();
  const givenUp = Promise.withResolvers<Error>();
  const recovered = Promise.withResolvers<void>();
  const events = { onLost: lost.resolve, onRecovered: recovered.resolve, onGivenUp: givenUp.resolve };
  const database = await openEmbeddedDatabase(dataDir, events, { restartMs: 10 });
  const remove = async () => {
    await database.close().catch(() => {});
    await rm(directory, { recursive: true, force: true });
  };
  return {
    database,
    dataDir,
    lost: lost.promise,
    recovered: recovered.promise,
    givenUp: givenUp.promise,
    remove,
  };
}

async function connect(database: EmbeddedDatabase) {
  const client = new pg.Client(database.clientOptions);
  client.on("error", () => {});
  await client.connect();
  return client;
}

const numbersIn = async (client: pg.Client) =>
  (await client.query("select n from numbers order by n")).rows.map((row) => row.n);

describe("connections to the embedded database", () => {
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    const opened = await open();
    database = opened.database;
    return opened.remove;
  });
  const connectHere = async () => {
    const client = await connect(database);
    onTestFinished(() => client.end());
    await client.query("drop table if exists numbers");
    return client;
  };

  test("leave the event loop of the program free while a statement runs", async () => {
    const client = await connectHere();
    await client.query("create table numbers as select n, repeat('x', 100) from generate_series(1, 50000) n");
    await client.query("delete from numbers where n % 2 = 0");
    await client.query("create table vectors (embedding vector(512))");
    const insert =
      "insert into vectors select array_fill(0.5, array[512])::vector from generate_series(1, 250)";
    for (const statement of ["vacuum full analyze numbers", insert]) {
      // A statement in this thread would let it turn once.
      expect(await loopTurnsDuring(client.query(statement))).toBeGreaterThan(20);
    }
  });

  test("get their own answers, however they take turns and fail", async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, connectHere));
    await Promise.all(
      clients.map(async (client, index) => {
        for (let round = 0; round < 10; round++) {
          const value = `${index}:${round}`;
          expect((await client.query("select $1::text as value", [value])).rows).toEqual([{ value }]);
          await expect(client.query("select 1 / $1::int", [0])).rejects.toMatchObject({ code: "22012" });
          await expect(client.query("selekt 1; select 2")).rejects.toMatchObject({ code: "42601" });
        }
      }),
    );
  });

  test("have the session for themselves in a transaction", async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, connectHere));
    await clients[0]!.query("create table numbers (n int)");
    await clients[0]!.query("insert into numbers values (0)");
    await Promise.all(
      clients.map(async (client, index) => {
        await client.query("begin");
        const [n] = await numbersIn(client);
        await client.query("update numbers set n = $1", [n + 1]);
        // An error alone ends the transaction that it is in, and no other.
        if (index === 0) await client.query("select 1 / 0").catch(() => {});
        await client.query("commit");
      }),
    );
    expect(await numbersIn(clients[0]!)).toEqual([3]);
  });

  test("that end in a transaction leave it rolled back", async () => {
    const [ending, cut, other] = await Promise.all([connectHere(), connectHere(), connectHere()]);
    await other.query("create table numbers (n int)");
    await ending.query("begin; insert into numbers values (1)");
    await ending.end();
    await cut.query("begin; insert into numbers values (2)");
    const waiting = numbersIn(other);
    (cut as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await waiting).toEqual([]);
  });

  test("carry megabytes either way", async () => {
    const client = await connectHere();
    const bytes = Buffer.alloc(5_000_000, 7);
    const text = "ü".repeat(1_000_000);
    const { rows } = await client.query("select $1::bytea as bytes, $2::text as text", [bytes, text]);
    expect(bytes.equals(rows[0].bytes)).toBe(true);
    expect(rows[0].text === text).toBe(true);
  });
});

describe("the embedded database", () => {
  test("that is lost rejects statements, is started again, and has all that was acknowledged", async () => {
    const { database, dataDir, lost, recovered, remove } = await open();
    onTestFinished(remove);
    const [client, idle] = [await connect(database), await connect(database)];
    await client.query("create table numbers as select 1 as n");
    const control = join(dataDir, "global", "pg_control");
    await rename(control, `${control}.kept`);
    // PostgreSQL ends itself where it cannot write this file.
    await expect(client.query("checkpoint")).rejects.toThrow("ended");
    await expect(idle.query("select 1")).rejects.toBeInstanceOf(Error);
    expect(await lost).toBeInstanceOf(Error);
    expect(database.isOpen()).toBe(false);
    await expect(connect(database)).rejects.toThrow("ended");
    await rename(`${control}.kept`, control);
    await recovered;
    const again = await connect(database);
    expect(await numbersIn(again)).toEqual([1]);
    await again.end();
  });

  test("is given up where it cannot be started again, though the disk has room", async () => {
    const { database, dataDir, givenUp, remove } = await open();
    onTestFinished(remove);
    const client = await connect(database);
    await rm(join(dataDir, "global", "pg_control"));
    await expect(client.query("checkpoint")).rejects.toThrow("ended");
    expect(await givenUp).toBeInstanceOf(Error);
    await expect(connect(database)).rejects.toThrow("ended");
  });

  test(
    "is made whole or not at all, and what a killed process left of one goes",
    { timeout: 180_000 },
    async () => {
      const directory = await mkdtemp(join(tmpdir(), "video-rag-embedded-"));
      onTestFinished(() => rm(directory, { recursive: true, force: true }));
      await mkdir(join(directory, "pglite.unfinished-killed/base"), { recursive: true });
      const database = await openEmbeddedDatabase(join(directory, "pglite"), NO_EVENTS);
      const client = await connect(database);
      expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
      await database.close();
      expect(await readdir(directory)).toEqual(["pglite"]);
    },
  );

  test("rejects with what the process that makes it says, where that fails", async () => {
    const directory = await mkdtemp(join(tmpdir(), "video-rag-embedded-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const options = process.env["NODE_OPTIONS"];
    process.env["NODE_OPTIONS"] = "--max-old-space-size=nonsense";
    onTestFinished(() => {
      if (options === undefined) delete process.env["NODE_OPTIONS"];
      else process.env["NODE_OPTIONS"] = options;
    });
    await expect(openEmbeddedDatabase(join(directory, "pglite"), NO_EVENTS)).rejects.toThrow(
      /could not be made.*nonsense/s,
    );
  });

  test("rejects where it cannot be made", async () => {
    const directory = await mkdtemp(join(tmpdir(), "video-rag-embedded-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, "file");
    await writeFile(file, "");
    await expect(openEmbeddedDatabase(join(file, "pglite"), NO_EVENTS)).rejects.toThrow("ENOTDIR");
  });
});
