import { sql } from "kysely";
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

let database: Database;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  const { database: settings } = parseConfig({ ...testDatabase.env });
  database = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  await run(
    database.fork(),
    sql`create table jobs (id uuid primary key default gen_random_uuid(), lease_id uuid, lease_until timestamptz)`,
  );
  await run(database.fork(), sql`insert into jobs select from generate_series(1, ${ROWS}::int)`);
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

/** Makes the planner choose what it chooses where statistics say that the table is empty: to loop over the subquery. */
const planAsForAnEmptyTable = (em: EntityManager) =>
  run(
    em,
    sql`select set_config(name, 'off', true) from unnest(
      array['enable_hashjoin', 'enable_mergejoin', 'enable_hashagg', 'enable_sort', 'enable_material',
        'enable_indexscan', 'enable_bitmapscan']) as name`,
  );

const claim = (em: EntityManager, leases = createLeases("jobs", 60_000)) =>
  leases.claim(em, {
    where: sql`true`,
    orderBy: sql`id`,
    limit: LIMIT,
    set: sql`id = jobs.id`,
    returning: sql<{ id: string; leaseId: string }>`jobs.id, jobs.lease_id as "leaseId"`,
  });

describe("leases", () => {
  test("are claimed up to the limit, whatever plan the statistics suggest", async () => {
    const claimed = await rolledBack(async (em) => {
      await planAsForAnEmptyTable(em);
      return claim(em);
    });
    expect(claimed).toHaveLength(LIMIT);
    // The same as a subquery: what the common table expression is for.
    const subquery = await rolledBack(async (em) => {
      await planAsForAnEmptyTable(em);
      return run(
        em,
        sql`update jobs set lease_id = gen_random_uuid() where id in (
            select id from jobs where lease_id is null order by id limit ${LIMIT} for update skip locked
          ) returning id`,
      );
    });
    expect(subquery.length).toBeGreaterThan(LIMIT);
  });
});
