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

/** Leases on the rows of a table that has the columns id, lease_id and lease_until. `leaseMs`: how long one lasts. */
export function createLeases(tableName: string, leaseMs: number) {
  const table = sql.table(tableName);
  const isFree = sql<boolean>`(lease_until is null or lease_until < now())`;
  const until = fromNow(leaseMs);

  return {
    /** The condition that no lease holds: it was released, or has lapsed. */
    isFree,

    /** The moment at which a lease that begins now lapses, for statements that insert a row with its lease. */
    until,

    /**
     * Leases rows that are due. Their ids are taken in a materialized CTE: as a subquery of the update's condition the
     * planner may run it more than once, and so lease more than `limit`.
     */
    claim<Row>(em: SqlExecutor, options: ClaimOptions<Row>): Promise<Row[]> {
      return run(
        em,
        sql<Row>`with ${options.withs ?? sql``} due as materialized (
            select ${table}.id from ${table} ${options.joins ?? sql``} where ${isFree} and ${options.where}
            order by ${options.orderBy} limit ${options.limit} for update of ${table} skip locked
          )
          update ${table} set lease_id = gen_random_uuid(), lease_until = ${until}, ${options.set}
          from due where ${table}.id = due.id
          returning ${options.returning}`,
      );
    },

    /** The condition that a lease holds, for statements that write under it. */
    isHeld: ({ id, leaseId }: Lease): RawBuilder<boolean> =>
      sql`${table}.id = ${id} and ${table}.lease_id = ${leaseId}`,

    /** Assignments that lengthen a lease, for statements that write under it. */
    renewed: sql`lease_until = ${until}`,

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
