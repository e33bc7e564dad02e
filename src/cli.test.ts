import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./database/open.ts";
import { ormOptions } from "./orm/options.ts";
import { createTestDatabase } from "./testing/database/test-database.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const COMMAND = fileURLToPath(new URL("../bin/video-rag.js", import.meta.url));

/** What a script of package.json gives to Node. */
function scriptOf(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [node, ...args] = scripts[name]!.split(" ");
  expect(node).toBe("node");
  return args;
}

test.each([
  ["video-rag migrate", [COMMAND, "migrate"]],
  ["npm run migrate", scriptOf("migrate")],
])("%s says which migrations it applied, and that none is pending", async (_, args) => {
  const testDatabase = await createTestDatabase();
  onTestFinished(() => testDatabase.drop());
  const { DATABASE_URL = null, DATA_DIR = "" } = testDatabase.env as Record<string, string>;
  const settings = { url: DATABASE_URL, dataDir: DATA_DIR, poolSize: 1 };
  const database = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  const [reverted] = await database.orm.migrator.down();
  await database.close();

  const first = await run(args, testDatabase.env);
  expect(first).toMatchObject({ code: 0, errors: "" });
  expect(first.output).toMatch(/^(PGlite in|PostgreSQL at) \S+: applied\n {2}Migration\w+\n$/);
  expect(first.output).toContain(reverted!.name);
  const second = await run(args, testDatabase.env);
  expect(second).toMatchObject({ code: 0, errors: "" });
  expect(second.output).toMatch(/^(PGlite in|PostgreSQL at) \S+: no migration is pending\.\n$/);
});

test("video-rag migrate has the details of a failure that nobody foresaw in its log, above what it says", async () => {
  const silent = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  onTestFinished(() => void silent.close());
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const url = `postgresql://nobody:p@127.0.0.1:${port}/none`;
  const { code, output, errors } = await run([COMMAND, "migrate"], {
    DATABASE_URL: url,
    DATABASE_WAIT_SECONDS: "0",
  });
  expect(code).toBe(1);
  expect(errors).toContain("The log line above has the details.");
  const lines = output.trim().split("\n");
  const failure = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === "The migration failed");
  expect(failure.err.stack).toContain("waitForPostgreSQL");
});

test("migrate --embedding-model puts the model of its settings in force, and without it says only that another is", async () => {
  const testDatabase = await createTestDatabase();
  onTestFinished(() => testDatabase.drop());
  // Nothing listens there: it is not asked.
  const settings = (model: string) => ({
    ...testDatabase.env,
    OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
    OPENAI_EMBEDDING_MODEL: model,
  });
  const told = async (args: string[], env: Record<string, string>) => {
    const { code, output, errors } = await run([...scriptOf("migrate"), ...args], env);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    return output.split("\n").slice(1).join("\n");
  };
  // What it says of migrations is another test's.
  await told([], testDatabase.env);
  const change = ["--embedding-model"];
  expect(await told(change, settings("text-embedding-3-small"))).toBe(
    "Embedding model: text-embedding-3-small@512.\n",
  );
  await addTranscript(testDatabase.env, "text-embedding-3-small@512");
  expect(await told([], testDatabase.env)).toBe("");
  expect(await told([], settings("nomic-embed-text"))).toBe(
    "Embedding model: text-embedding-3-small@512. The settings name nomic-embed-text: migrate --embedding-model changes it.\n",
  );
  expect(await told(change, settings("nomic-embed-text"))).toBe(
    "Embedding model: nomic-embed-text, before text-embedding-3-small@512.\n" +
      "Transcripts that servers with its settings embed anew: 1.\n",
  );
  expect(await told(change, settings("nomic-embed-text"))).toBe(
    "Embedding model: nomic-embed-text, as before.\n",
  );
});

test("migrate names settings that are misspelled, also where it fails", async () => {
  const testDatabase = await createTestDatabase();
  onTestFinished(() => testDatabase.drop());
  const hint = "OPENAI_KEY is no setting: did you mean OPENAI_API_KEY?";
  const done = await run([COMMAND, "migrate"], { ...testDatabase.env, OPENAI_KEY: "k" });
  expect(done).toMatchObject({ code: 0, errors: "", output: expect.stringContaining(`"msg":"${hint}"`) });
  const failed = await run([COMMAND, "migrate"], {
    DATABASE_URL: "postgresql://nobody:p@127.0.0.1:9/none",
    DATABASE_WAIT_SECONDS: "0",
    OPENAI_KEY: "k",
  });
  expect(failed.errors).toMatch(new RegExp(`refuses connections\\.\n.*\n  ${hint.replace("?", "\\?")}\n$`));
  const refused = await run([COMMAND, "migrate"], { PORT: "no", OPENAI_KEY: "k" });
  expect(refused.errors).toMatch(new RegExp(`PORT must .*\n${hint.replace("?", "\\?")}\n$`));
});

async function addTranscript(env: Record<string, string>, embeddingModel: string) {
  const { DATABASE_URL: url = null, DATA_DIR: dataDir = "" } = env;
  const database = await openDatabase({ url, dataDir, poolSize: 1 }, ormOptions, pino({ level: "silent" }));
  await database
    .fork()
    .execute(
      "insert into transcripts (id, status, embedding_model, created_at) values (gen_random_uuid(), 'READY', ?, now())",
      [embeddingModel],
    );
  await database.close();
}

async function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.errors += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}
