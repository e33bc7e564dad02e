import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { inject } from "vitest";
import type { OpenEmbedded } from "../../database/embedded/embedded-database.ts";
import { copyTemplate } from "./database-template.ts";
import { onServer } from "./postgresql-server.ts";

export type TestDatabase = {
  /** The environment that makes a server use it. */
  env: { DATABASE_URL: string } | { DATA_DIR: string };
  /** What opens it, where it is a PGlite that is kept open. */
  openEmbedded?: OpenEmbedded | undefined;
  drop(): Promise<void>;
};

/** A new database: on the PostgreSQL of TEST_DATABASE_URL where it is set, else PGlite. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url) return createPostgreSQLDatabase(url);
  const dataDir = await copyTemplate(inject("databaseTemplate"));
  return { env: { DATA_DIR: dataDir }, drop: () => rm(dataDir, { recursive: true, force: true }) };
}

/** A database on the PostgreSQL at `url`: empty, or a copy of `template`. */
export async function createPostgreSQLDatabase(url: string, template = "template1") {
  const name = `${inject("databasePrefix")}${randomUUID().replaceAll("-", "")}`;
  await onServer(url, `create database ${name} template ${template}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: own.href },
    // PostgreSQL drops a database once every one of its processes has let go of the files, and one whose client has not
    // yet answered who it is, perhaps of another test, does not for up to a minute. What is left is dropped at the end.
    async drop() {
      const drop = `drop database if exists ${name} with (force)`;
      await onServer(url, `set statement_timeout = '5s'`, drop).catch(() => {});
    },
  };
}

/** Whether the tests run on PostgreSQL, where several servers can share one database. */
export const onPostgreSQL = process.env["TEST_DATABASE_URL"] !== undefined;
