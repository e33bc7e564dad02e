import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";
import { dropDatabases, onServer } from "./postgresql-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseTemplate: string;
    /** The directory for the databases that tests lend each other, removed at the end. */
    lentDatabases: string;
    /** What the names of databases on PostgreSQL begin with. Those that are left at the end are dropped. */
    databasePrefix: string;
  }
}

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CACHE = join(ROOT, "node_modules/.cache/database-templates");
/** What the template is made of: while none of it changes, a template of an earlier run serves. */
const SOURCES = ["package-lock.json", "migrations/*.ts", "src/testing/database/database-template.ts"];

/** Makes one migrated PGlite directory for all tests to copy, and keeps it: a new one takes up to 20 s of processor time. */
export default async function setup(project: TestProject) {
  const hash = createHash("sha256");
  for (const file of globSync(SOURCES, { cwd: ROOT }).toSorted()) hash.update(readFileSync(join(ROOT, file)));
  const template = join(CACHE, hash.digest("hex").slice(0, 16));
  if (!existsSync(template)) await makeTemplate(template);
  project.provide("databaseTemplate", template);
  const lent = await mkdtemp(join(tmpdir(), "video-rag-tests-"));
  project.provide("lentDatabases", lent);
  const prefix = `video_rag_${randomUUID().slice(0, 8)}_`;
  project.provide("databasePrefix", prefix);
  const url = process.env["TEST_DATABASE_URL"];
  if (url) await makePostgreSQLTemplate(url, templateName(prefix));
  return async () => {
    await rm(lent, { recursive: true, force: true });
    if (url) await dropDatabases(url, prefix);
  };
}

/** The migrated database on PostgreSQL that others are copied from. */
export const templateName = (prefix: string) => `${prefix}template`;

async function makePostgreSQLTemplate(url: string, name: string) {
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  await migrate({ url: own.href, dataDir: "" });
}

async function migrate(settings: { url: string | null; dataDir: string }) {
  const database = await openDatabase({ ...settings, poolSize: 1 }, ormOptions, pino({ level: "silent" }));
  await database.close();
}

async function makeTemplate(path: string) {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtemp(`${path}-`);
  await migrate({ url: null, dataDir: directory });
  // Where another run has been quicker, its template serves.
  await rename(directory, path).catch(() => rm(directory, { recursive: true, force: true }));
}

/** A copy of the template, to be removed by the caller. */
export async function copyTemplate(template: string, directory = tmpdir()): Promise<string> {
  const copy = await mkdtemp(join(directory, "video-rag-test-"));
  // A thousand small files: one by one through the thread pool they take ten times as long.
  cpSync(template, copy, { recursive: true });
  return copy;
}
