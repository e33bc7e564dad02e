import pg from "pg";
import { RESERVED_BYTES } from "./disk-space.ts";
import type { EmbeddedDatabase } from "./embedded-database.ts";

/** Segments of the log that may have to be used up: an earlier version left some with what they held. */
const MAX_SWITCHES = 100;

/**
 * Makes the space of deleted rows usable again, table by table, so that other statements get their turns. `thoroughly`: tables
 * are written anew where there is room for that, and the log of changes too, so that nothing of what was deleted is left in
 * any file. One call runs at a time, and does nothing where nothing was written since the last.
 */
export function createReclaim(database: EmbeddedDatabase) {
  let last = Promise.resolve();
  /** The end of the log after the last thorough call. */
  let cleanUntil: string | null = null;

  async function reclaim(thoroughly: boolean): Promise<void> {
    const client = new pg.Client(database.clientOptions);
    // Statements reject by themselves.
    client.on("error", () => {});
    await client.connect();
    try {
      if ((await endOfLog(client)) === cleanUntil) return;
      for (const { name, bytes } of await tables(client)) {
        // It is written to a new file, and to the log, before the old file goes.
        const hasRoom = database.freeBytes() > RESERVED_BYTES + 2 * bytes;
        await client.query(`vacuum ${thoroughly && hasRoom ? "full " : ""}${name}`);
      }
      if (thoroughly) await renewLog(client);
      await client.query("checkpoint");
      if (thoroughly) cleanUntil = await endOfLog(client);
    } finally {
      await client.end();
    }
  }

  return ({ thoroughly }: { thoroughly: boolean }): Promise<void> => {
    const ended = last.then(() => reclaim(thoroughly));
    last = ended.catch(() => {});
    return ended;
  };
}

async function endOfLog(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ lsn: string }>("select pg_current_wal_insert_lsn()::text as lsn");
  return rows[0]!.lsn;
}

/** The tables, their names quoted, the smallest first: each makes room for the next. */
async function tables(client: pg.Client): Promise<{ name: string; bytes: number }[]> {
  const { rows } = await client.query<{ name: string; bytes: number }>(
    `select oid::regclass::text as name, pg_total_relation_size(oid)::float8 as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace
     order by bytes, name`,
  );
  return rows;
}

/** Begins a segment of the log that is new, so that the checkpoint that follows removes all that were written. */
async function renewLog(client: pg.Client): Promise<void> {
  for (let count = 0; count < MAX_SWITCHES; count++) {
    // A segment in which nothing is written would not be left.
    await client.query("select pg_logical_emit_message(false, 'log', ''), pg_switch_wal()");
    const { rows } = await client.query<{ isNewest: boolean }>(
      `select max(name) <= pg_walfile_name(pg_current_wal_insert_lsn()) as "isNewest"
       from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'`,
    );
    if (rows[0]?.isNewest) return;
  }
}
