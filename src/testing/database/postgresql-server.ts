import pg from "pg";

/** Runs statements on a PostgreSQL, and resolves to the rows of the last. */
export async function onServer(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let rows: Record<string, unknown>[] = [];
  try {
    for (const statement of statements) ({ rows } = await client.query(statement));
  } finally {
    await client.end();
  }
  return rows;
}

/** Drops the databases whose names begin with `prefix`, except where that takes long. */
export async function dropDatabases(url: string, prefix: string): Promise<void> {
  const rows = await onServer(
    url,
    `select datname as name from pg_database where starts_with(datname, '${prefix}')`,
  );
  for (const { name } of rows) {
    const drop = `drop database if exists "${String(name)}" with (force)`;
    await onServer(url, `set statement_timeout = '5s'`, drop).catch(() => {});
  }
}
