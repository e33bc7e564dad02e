import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { readArguments, UsageError, type Command } from "./command-line/arguments.ts";
import { helpText } from "./command-line/help.ts";
import { userDataDir } from "./command-line/user-data-dir.ts";
import type { MigrateOptions } from "./migrate-database.ts";
import { readVersion } from "./database/schema/program-version.ts";

// The program of the npm package. A server begins with start.js, as in a checkout.

async function run(command: Command): Promise<void> {
  switch (command.name) {
    case "help":
      process.stdout.write(helpText(userDataDir()));
      return;
    case "version":
      process.stdout.write(`${readVersion()}\n`);
      return;
    case "demo":
      await demo(command.parameters);
      return;
    case "migrate":
      setEnvironment(command.settings);
      await migrate(command);
      return;
    case "serve":
      setEnvironment(command.settings);
      await serve();
  }
}

/** Data is not kept in the folder that the command happens to be called in, where a call from another would not find it. */
function setEnvironment(settings: Record<string, string>) {
  Object.assign(process.env, settings);
  process.env["DATA_DIR"] = process.env["DATA_DIR"]?.trim() || userDataDir();
}

/**
 * Starts the server in place of this process, so that signals and exit codes are its own, with the V8 flags of `npm start`:
 * those of the heap's size hold only from a process's start. Windows cannot replace a process: there they are set late, which
 * holds for the others. After the demo the server has 530 MB, with flags set late 550, without flags 615.
 */
async function serve(): Promise<void> {
  const start = new URL("start.js", import.meta.url);
  const flags = startFlags();
  if (process.platform !== "win32" && process.execve) {
    const command = [process.execPath, ...process.execArgv, ...flags, fileURLToPath(start)];
    // Without an environment that is named, Node.js 24.9 gives none.
    process.execve(process.execPath, command, process.env);
  }
  for (const flag of flags) setFlagsFromString(flag);
  await import(start.href);
}

/** The flags that `npm start` sets, so that they are written down once. */
function startFlags(): string[] {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.match(/--\S+/g) ?? [];
}

async function migrate(options: MigrateOptions): Promise<void> {
  const { migrateDatabase } = await import("./migrate-database.ts");
  await migrateDatabase(options);
}

/** The demo reads its parameters itself. */
async function demo(parameters: string[]): Promise<void> {
  process.argv.splice(2, Infinity, ...parameters);
  await import("../examples/demo.ts");
}

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`video-rag: ${error.message}\nSee video-rag --help.\n`);
  process.exitCode = 2;
}
