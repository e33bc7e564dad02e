import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./database/open.ts";
import { ormOptions } from "./orm/options.ts";
import { createTestDatabase } from "./testing/database/test-database.ts";

const COMMAND = fileURLToPath(new URL("../bin/video-rag.js", import.meta.url));

test("video-rag migrate says which migrations it applied, and that none is pending", async () => {
  const testDatabase = await createTestDatabase();
  onTestFinished(() => testDatabase.drop());
  const { DATABASE_URL = null, DATA_DIR = "" } = testDatabase.env as Record<string, string>;
  const settings = { url: DATABASE_URL, dataDir: DATA_DIR, poolSize: 1 };
  const database = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  const [reverted] = await database.orm.migrator.down();
  await database.close();

  const first = await run(["migrate"], testDatabase.env);
  expect(first).toMatchObject({ code: 0, errors: "" });
  expect(first.output).toMatch(/^(PGlite in|PostgreSQL at) \S+: applied\n {2}Migration\w+\n$/);
  expect(first.output).toContain(reverted!.name);
  const second = await run(["migrate"], testDatabase.env);
  expect(second).toMatchObject({ code: 0, errors: "" });
  expect(second.output).toMatch(/^(PGlite in|PostgreSQL at) \S+: no migration is pending\.\n$/);
});

async function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.errors += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}
