import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import pg from "pg";
import { inject } from "vitest";
import { copyTemplate } from "./database-template.ts";

export type TestDatabase = {
  /** The environment that makes a server use it. */
  env: { DATABASE_URL: string } | { DATA_DIR: string };
  drop(): Promise<void>;
};

/** A database of one's own: on the PostgreSQL of TEST_DATABASE_URL where it is set, else PGlite. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = process.env["TEST_DATABASE_URL"];
  if (!url) {
    const dataDir = await copyTemplate(inject("databaseTemplate"));
    return { env: { DATA_DIR: dataDir }, drop: () => rm(dataDir, { recursive: true, force: true }) };
  }
  const name = `video_rag_${randomUUID().replaceAll("-", "")}`;
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: own.href },
    // PostgreSQL drops a database once every one of its processes has let go of the files, and one whose client has not
    // yet answered who it is, perhaps of another test, does not for up to a minute. What is left goes with the server.
    drop: () =>
      onServer(url, `set statement_timeout = '5s'`, `drop database if exists ${name} with (force)`).catch(
        () => {},
      ),
  };
}

/** Whether the tests run on PostgreSQL, where several servers can share one database. */
export const onPostgreSQL = process.env["TEST_DATABASE_URL"] !== undefined;

async function onServer(url: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
