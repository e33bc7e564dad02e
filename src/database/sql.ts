import { CompiledQuery } from "kysely";
import type { EntityManager } from "./open.ts";

/**
 * Runs a statement whose parameters ($1, $2 ...) travel beside it: MikroORM writes its own into the text, where the
 * large ones of an ingest would be escaped, copied and parsed again. A Buffer is a value in PostgreSQL's binary format.
 * In the transaction of `em`, where it has one.
 */
export async function executeBound<Row>(
  em: EntityManager,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> {
  const { rows } = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(sql, parameters));
  return rows;
}

/** A column's time as `Date` takes it: drivers give strings. */
export const inMs = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
