import { sql, type RawBuilder } from "kysely";
import pino from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../config.ts";
import { ormOptions } from "../orm/options.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { createLeases } from "./lease.ts";
import { openDatabase, type Database, type EntityManager } from "./open.ts";
import { run } from "./sql.ts";

const ROWS = 30;
const LIMIT = 4;

const idOf = (n: RawBuilder<unknown>) => sql`lpad(${n}::text, 32, '0')::uuid`;

let database: Database;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  const { database: settings } = parseConfig({ ...testDatabase.env });
  database = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  const statements = [
    sql`create table jobs (id uuid primary key, lease_id uuid, lease_until timestamptz)
      with (autovacuum_enabled = off)`,
    // Statistics that are out of date say that there is one row. The order of the ids is that of the rows.
    sql`insert into jobs (id) values (${idOf(sql`1`)})`,
    sql`analyze jobs`,
    sql`insert into jobs (id) select ${idOf(sql`n`)} from generate_series(2, ${ROWS}::int) as n`,
  ];
  for (const statement of statements) await run(database.fork(), statement);
  return async () => {
    await database.close();
    await testDatabase.drop();
  };
});

class RollBack extends Error {}

/** Work in a transaction that leaves nothing behind. */
async function rolledBack<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
  let result: T;
  await database
    .fork()
    .transactional(async (em) => {
      result = await work(em);
      throw new RollBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error;
    });
  return result!;
}

const claim = (em: EntityManager) =>
  createLeases("jobs", 60_000).claim(em, {
    where: sql`true`,
    orderBy: sql`id`,
    limit: LIMIT,
    set: sql`id = jobs.id`,
    returning: sql<{ id: string; leaseId: string }>`jobs.id, jobs.lease_id as "leaseId"`,
  });

describe("leases", () => {
  test("are claimed up to the limit, however old the statistics are", async () => {
    expect(await rolledBack((em) => claim(em))).toHaveLength(LIMIT);
    // The planner runs a subquery again for each row: what the common table expression is for.
    const bySubquery = await rolledBack((em) =>
      run(
        em,
        sql`update jobs set lease_id = gen_random_uuid() where id in (
            select id from jobs where lease_id is null order by id limit ${LIMIT} for update skip locked
          ) returning id`,
      ),
    );
    expect(bySubquery).toHaveLength(ROWS);
  });
});
