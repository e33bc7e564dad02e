import { DeadlockException } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Database, EntityManager } from "./open.ts";
import { run, type SqlExecutor } from "./sql.ts";

const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in a transaction of its own, and again where PostgreSQL ended it to break a deadlock: so it may run more
 * than once, and must do nothing but read and write the database.
 */
export async function transaction<T>(
  database: Pick<Database, "fork">,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.fork().transactional(work);
    } catch (error) {
      if (!(error instanceof DeadlockException) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** A transaction on the reserved connections, of which there are few: of a few short statements. */
export async function reservedTransaction<T>(
  database: Pick<Database, "reserved">,
  work: (em: SqlExecutor) => Promise<T>,
): Promise<T> {
  const em = database.reserved();
  return em
    .getKysely()
    .transaction()
    .execute((open) => work({ getKysely: () => open as never, getDriver: () => em.getDriver() }));
}

/** A transaction that only deletes. The embedded database takes it also while its disk has too little room for any other. */
export async function deletion<T>(
  database: Pick<Database, "fork" | "url">,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return transaction(database, async (em) => {
    if (database.url === null) await run(em, sql`set transaction read write`);
    return work(em);
  });
}
