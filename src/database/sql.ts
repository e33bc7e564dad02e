import { sql, type RawBuilder } from "kysely";
import type { SqlEntityManager } from "@mikro-orm/postgresql";

/** What runs statements: an entity manager, or the connections that are reserved. */
export type SqlExecutor = Pick<SqlEntityManager, "getKysely" | "getDriver">;

/**
 * Runs one statement of Kysely's `sql` tag, in the transaction of `em` where it has one. Values travel beside the text
 * as parameters; a Buffer is a value in PostgreSQL's binary format, an array one parameter. Rejects with MikroORM's
 * exceptions, such as DeadlockException, as its own methods do.
 */
export async function run<Row>(em: SqlExecutor, statement: RawBuilder<Row>): Promise<Row[]> {
  try {
    const { rows } = await statement.execute(em.getKysely());
    return rows;
  } catch (error) {
    throw em.getDriver().convertException(error as Error);
  }
}

/** The moment so many milliseconds from now, by the database's clock. */
export const fromNow = (ms: number): RawBuilder<Date> => sql`now() + ${ms} * interval '1 millisecond'`;

/** A column of type timestamptz in milliseconds since 1970, as `Date` takes it: drivers give strings. */
export const epochMs = (column: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;
