import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseTemplate: string;
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
}

async function makeTemplate(path: string) {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtemp(`${path}-`);
  const database = await openDatabase(
    { url: null, dataDir: directory, poolSize: 1 },
    ormOptions,
    pino({ level: "silent" }),
  );
  await database.close();
  // Where another run has been quicker, its template serves.
  await rename(directory, path).catch(() => rm(directory, { recursive: true, force: true }));
}

/** A copy of the template, to be removed by the caller. */
export async function copyTemplate(template: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "video-rag-test-"));
  // A thousand small files: one by one through the thread pool they take ten times as long.
  cpSync(template, copy, { recursive: true });
  return copy;
}
