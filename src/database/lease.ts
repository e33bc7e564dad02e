import { sql, type RawBuilder } from "kysely";
import { fromNow, run, type SqlExecutor } from "./sql.ts";

/** The right to work on a row. Another process gets it once it was released, or has lapsed without a renewal. */
export type Lease = { id: string; leaseId: string };

type ClaimOptions<Row> = {
  /** Further common table expressions, each with a comma behind it, and joins with them, for `where` and `orderBy`. */
  withs?: RawBuilder<unknown>;
  joins?: RawBuilder<unknown>;
  /** Which rows are due; those under a lease are left out in any case. */
  where: RawBuilder<unknown>;
  orderBy: RawBuilder<unknown>;
  limit: number;
  /** Further assignments, such as `attempts = attempts + 1`. */
  set: RawBuilder<unknown>;
  returning: RawBuilder<Row>;
};

/**
 * Leases on the rows of a table that has the columns id, lease_id and lease_until. `leaseMs`: how long one lasts.
 * `stalledMs`: how long one lasts from its last renewal where that came by a connection that is still open, for a table that has
 * the column lease_pid as well. The process behind it is there, but overloaded or cut off; that of a killed one is closed at once.
 */
export function createLeases(tableName: string, leaseMs: number, stalledMs: number | null = null) {
  const table = sql.table(tableName);
  const isLapsed = sql<boolean>`(lease_until is null or lease_until <= now())`;
  const isFree =
    stalledMs === null
      ? isLapsed
      : sql<boolean>`(lease_until is null or (lease_until <= now() and (
          lease_until < ${fromNow(leaseMs - stalledMs)}
          or not coalesce(lease_pid in (select pid from pg_stat_activity), false))))`;
  const until = fromNow(leaseMs);
  const renewed =
    stalledMs === null
      ? sql`lease_until = ${until}`
      : sql`lease_until = ${until}, lease_pid = pg_backend_pid()`;

  return {
    /** The condition that another process may take the row: its lease was released, or has lapsed with its process. */
    isFree,

    /** The condition that the lease was released, or was not renewed in time. */
    isLapsed,

    /** An assignment that gives leases another term on behalf of their processes. */
    extended: sql`lease_until = ${until}`,

    /** The moment at which a lease that begins now lapses, for statements that insert a row with its lease. */
    until,

    /**
     * Leases rows that are due. Their ids are taken in a materialized CTE: as a subquery of the update's condition the
     * planner may run it more than once, and so lease more than `limit`. `returning` may name the lease before, as
     * due.lease_before and due.lease_until_before.
     */
    claim<Row>(em: SqlExecutor, options: ClaimOptions<Row>): Promise<Row[]> {
      return run(
        em,
        sql<Row>`with ${options.withs ?? sql``} due as materialized (
            select ${table}.id, ${table}.lease_id as lease_before, ${table}.lease_until as lease_until_before from ${table} ${options.joins ?? sql``} where ${isFree} and ${options.where}
            order by ${options.orderBy} limit ${options.limit} for update of ${table} skip locked
          )
          update ${table} set lease_id = gen_random_uuid(), ${renewed}, ${options.set}
          from due where ${table}.id = due.id
          returning ${options.returning}`,
      );
    },

    /** The condition that a lease holds, for statements that write under it. */
    isHeld: ({ id, leaseId }: Lease): RawBuilder<boolean> =>
      sql`${table}.id = ${id} and ${table}.lease_id = ${leaseId}`,

    /** Assignments that lengthen a lease, for statements that write under it. */
    renewed,

    /** Assignments that give a lease up, for statements that end the work. */
    released: sql`lease_id = null, lease_until = null`,

    /** Locks the row until the transaction ends. false: the lease is lost, to another process or by deletion. */
    async lock(em: SqlExecutor, lease: Lease): Promise<boolean> {
      const rows = await run(em, sql`select id from ${table} where ${this.isHeld(lease)} for update`);
      return rows.length > 0;
    },

    /** Updates the row under the lease, such as to renew or to release it. false: the lease is lost. */
    async update(em: SqlExecutor, lease: Lease, set: RawBuilder<unknown>): Promise<boolean> {
      const rows = await run(
        em,
        sql`update ${table} set ${set} where ${this.isHeld(lease)} returning ${table}.id`,
      );
      return rows.length > 0;
    },

    /** Lets every lease lapse: for a database that no other process uses. */
    async releaseAll(em: SqlExecutor): Promise<void> {
      await run(em, sql`update ${table} set lease_until = null where lease_until is not null`);
    },
  };
}

export type Leases = ReturnType<typeof createLeases>;
