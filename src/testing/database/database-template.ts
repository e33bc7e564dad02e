import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseTemplate: string;
  }
}

/** Makes one migrated PGlite directory for all tests to copy: a new one takes seconds. */
export default async function setup(project: TestProject) {
  const template = await mkdtemp(join(tmpdir(), "video-rag-template-"));
  const database = await openDatabase(
    { url: null, dataDir: template, poolSize: 1 },
    ormOptions,
    pino({ level: "silent" }),
  );
  await database.close();
  project.provide("databaseTemplate", template);
  return () => rm(template, { recursive: true, force: true });
}

/** A copy of the template, to be removed by the caller. */
export async function copyTemplate(template: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "video-rag-test-"));
  await cp(template, copy, { recursive: true });
  return copy;
}
