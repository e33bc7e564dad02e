import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";
import { deletion } from "../../database/transaction.ts";
import type { Session } from "../../sessions/session.ts";

/** Statements that delete answers. */
export function createDeletionStatements(database: Database) {
  return {
    /** The ids of all answers of a session, oldest first. */
    async idsOf(session: Session): Promise<string[]> {
      const rows = await run(
        database.fork(),
        sql<{ id: string }>`select id from answers where session_id = ${session.id} order by id`,
      );
      return rows.map(({ id }) => id);
    },

    /**
     * Deletes answers of a session with their logs, and returns the ids of those that it had, oldest first. A run that still
     * writes one loses its lease with the row, so that it can store nothing more.
     */
    async delete(session: Session, ids: string[]): Promise<string[]> {
      const rows = await deletion(database, (em) =>
        run(
          em,
          sql<{
            id: string;
          }>`delete from answers where session_id = ${session.id} and id = any(${ids}::uuid[])
            returning id`,
        ),
      );
      return rows.map(({ id }) => id).toSorted();
    },
  };
}
