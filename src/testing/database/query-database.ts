import pino from "pino";
import { openDatabase } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";
import { parseConfig } from "../../config.ts";
import type { TestDatabase } from "./test-database.ts";

type Row = Record<string, unknown>;

/** Opens a test database and runs `work` on it. On PGlite no server may have it open. */
export async function withDatabase<T>(
  database: TestDatabase,
  work: (query: (sql: string, parameters?: unknown[]) => Promise<Row[]>) => Promise<T>,
): Promise<T> {
  const opened = await openDatabase(
    { ...parseConfig({ ...database.env }).database, openEmbedded: database.openEmbedded },
    ormOptions,
    pino({ level: "silent" }),
  );
  try {
    return await work((sql, parameters = []) => opened.fork().execute<Row[]>(sql, parameters));
  } finally {
    await opened.close();
  }
}

/** Every row of every table of the program, by table, but for those that say only what the program itself does. */
export async function allRows(query: (sql: string) => Promise<Row[]>): Promise<Record<string, Row[]>> {
  const tables = await query(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'mikro_orm%'
       and table_name not in ('schema_compatibility', 'scheduled_jobs', 'embedding_models', 'embedding_model_users')`,
  );
  const rows: Record<string, Row[]> = {};
  for (const { name } of tables) rows[String(name)] = await query(`select * from "${String(name)}"`);
  return rows;
}
