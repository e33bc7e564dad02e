import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { TokenError } from "../azure/entra-token.ts";
import { reasonOf } from "../errors/causes.ts";
import { openTestDatabase } from "../testing/database/open-test-database.ts";
import { onServer } from "../testing/database/postgresql-server.ts";
import { createTestDatabase, onPostgreSQL } from "../testing/database/test-database.ts";
import { startServerProcess } from "../testing/server/server-process.ts";
import { temporaryDirectory } from "../testing/temporary-directory.ts";
import { explainStartFailure, startFailure } from "./start-failure.ts";

/** Starts the program, which fails. Resolves to what it prints beside its log. */
async function lastWords(env: Record<string, string>): Promise<string> {
  const started = startServerProcess(env);
  const { code } = await started.ended;
  expect(code).toBe(1);
  // A stack is for what nobody foresaw.
  expect(started.output).not.toMatch(/^\s+at |\\n\s+at /m);
  return started.errors;
}

async function takePort(): Promise<number> {
  const taken = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void taken.close());
  await once(taken, "listening");
  return (taken.address() as AddressInfo).port;
}

describe("a start that fails says last, and in plain words, what to do:", () => {
  test("a port is in use", async () => {
    const port = await takePort();
    const dataDir = join(await temporaryDirectory(), "data");
    expect(await lastWords({ PORT: String(port), DATA_DIR: dataDir })).toBe(`
video-rag could not start: port ${port} of 127.0.0.1 is in use by another program.
  Stop that program, or set PORT to another port.
`);
  });

  test("the port of the metrics is in use", async () => {
    const port = await takePort();
    const text = await lastWords({ METRICS_PORT: String(port), DATA_DIR: await temporaryDirectory() });
    expect(text).toContain("set METRICS_PORT to another port.");
  });

  test.each(["203.0.113.7", "nowhere.invalid"])("%s is no host to listen on", async (host) => {
    const text = await lastWords({ HOST: host, DATA_DIR: await temporaryDirectory() });
    expect(text).toContain(`${host} is no address of this machine.\n  Set HOST to 127.0.0.1`);
  });

  test("DATA_DIR is a file", async () => {
    const path = join(await temporaryDirectory(), "file");
    await writeFile(path, "");
    expect(await lastWords({ DATA_DIR: path })).toContain(`DATA_DIR ${path} is no directory.`);
  });

  test.runIf(process.platform === "linux")("DATA_DIR is in a file system without directories", async () => {
    expect(await lastWords({ DATA_DIR: "/proc/nowhere/data" })).toBe(`
video-rag could not start: DATA_DIR /proc/nowhere/data cannot be made, as its file system takes no directories.
  Set DATA_DIR to a directory on a disk.
`);
  });

  test("a setting that is misspelled may be why", async () => {
    const port = await takePort();
    const text = await lastWords({ PORT: String(port), OPENAI_KEY: "k", SESSION_EXPIRY_MINUTES: "5" });
    expect(text).toContain("\n  OPENAI_KEY is no setting: did you mean OPENAI_API_KEY?\n");
    expect(text).toContain(
      "\n  SESSION_EXPIRY_MINUTES is no setting: did you mean SESSION_EXPIRE_MINUTES?\n",
    );
  });

  test("a newer version has taken away what this one uses", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const { database } = await openTestDatabase({ env, drop });
    await database.fork().execute("update schema_compatibility set lowest_version = '99.1.0'");
    await database.close();
    const text = await lastWords(env);
    expect(text).toContain("The database needs version 99.1.0 or later, and this is ");
    expect(text).toContain("Start that version or a later one, or set ");
  });
});

describe.runIf(!onPostgreSQL)("with the embedded database", () => {
  test("another process has the directory", async () => {
    const { env, drop } = await createTestDatabase();
    onTestFinished(drop);
    const first = startServerProcess(env);
    await first.url();
    expect(await lastWords(env)).toMatch(
      /: DATA_DIR \S+ is in use by process \d+ on \S+, since \S+\.\n {2}Stop it, or set DATA_DIR to another directory\.\n$/,
    );
  });
});

describe.runIf(onPostgreSQL)("with PostgreSQL", () => {
  const admin = process.env["TEST_DATABASE_URL"]!;
  const changed = (change: (url: URL) => void, base = admin): string => {
    const url = new URL(base);
    change(url);
    return url.href;
  };

  test.each<[string, (url: URL) => void, RegExp]>([
    [
      "refuses the password",
      (url) => (url.password = "wrong"),
      /PostgreSQL refuses the password of \w+, or has no such role\.\n {2}Correct it in DATABASE_URL/,
    ],
    ["asks for one", (url) => (url.password = ""), /DATABASE_URL has none/],
    [
      "has no such database",
      (url) => (url.pathname = "/no_such_database"),
      /PostgreSQL has no database no_such_database\.\n {2}Create it/,
    ],
    ["takes no TLS", (url) => url.searchParams.set("sslmode", "require"), /takes no TLS/],
  ])("that %s: at once, without a wait", async (_, change, words) => {
    const started = startServerProcess({ DATABASE_URL: changed(change), DATABASE_WAIT_SECONDS: "60" });
    await started.ended;
    expect(started.output).toMatch(words);
    expect(started.output).not.toContain("waiting for it");
  });

  test("that is away", async () => {
    const url = changed((changing) => (changing.port = "1"));
    const text = await lastWords({ DATABASE_URL: url, DATABASE_WAIT_SECONDS: "1" });
    expect(text).toContain(`PostgreSQL at ${new URL(url).host} refuses connections.\n  Start it, or`);
    expect(text).not.toContain(new URL(url).password);
  });

  test.each([
    [
      200,
      { access_token: "a token", expires_on: "4102444800", token_type: "Bearer" },
      /PostgreSQL refuses the token of the managed identity system for \w+, or has no such role\.\n {2}The user of DATABASE_URL must be/,
    ],
    [
      400,
      { error: "invalid_request", error_description: "Identity not found" },
      /No token of Entra ID could be had for the system-assigned managed identity: .+\n {2}Assign the identity/,
    ],
  ])("with a managed identity, whose endpoint answers %i", async (status, answer, words) => {
    const endpoint = createHttpServer((_, response) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void endpoint.close());
    await once(endpoint, "listening");
    const text = await lastWords({
      DATABASE_URL: changed((url) => (url.password = "")),
      DATABASE_WAIT_SECONDS: "0",
      AZURE_POSTGRES_IDENTITY: "system",
      IDENTITY_ENDPOINT: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`,
      IDENTITY_HEADER: "header",
    });
    expect(text).toMatch(words);
    expect(text).not.toContain("a token");
  });

  test("in which the role may not create pgvector", async () => {
    const name = `role_${randomUUID().replaceAll("-", "")}`;
    await onServer(admin, `create role ${name} login password 'p'`, `create database ${name} owner ${name}`);
    onTestFinished(async () => {
      await onServer(admin, `drop database ${name} with (force)`, `drop role ${name}`);
    });
    const url = changed((changing) => {
      changing.username = name;
      changing.password = "p";
      changing.pathname = `/${name}`;
    });
    expect(await lastWords({ DATABASE_URL: url })).toContain(
      `${name} may not create the extension vector (pgvector) in ${name}.\n  Let a superuser run "create extension vector" there once.`,
    );
  });
});

const settings = {
  host: "0.0.0.0",
  port: 80,
  metricsPort: null,
  database: {
    url: "postgresql://tom:secret@db.example:5432/videos?sslrootcert=/ca.pem" as string | null,
    dataDir: "./data",
  },
};
const embedded = { ...settings, database: { ...settings.database, url: null } };
type Fields = {
  code?: string;
  syscall?: string;
  hostname?: string;
  port?: number;
  path?: string;
  message?: string;
};
const failed = (fields: Fields) => Object.assign(new Error(fields.message), fields);

describe("what cannot be provoked everywhere", () => {
  test.each([
    [
      failed({ code: "EACCES", syscall: "listen", port: 80, message: "listen EACCES" }),
      "Set PORT to a port above 1023.",
    ],
    [
      failed({ code: "ENOENT", syscall: "connect", message: "connect ENOENT" }),
      "PostgreSQL at db.example:5432 cannot be reached.",
    ],
    [
      failed({ code: "ENOENT", syscall: "open", path: "/ca.pem", message: "open ENOENT" }),
      "DATABASE_URL names the file /ca.pem, which is not there.",
    ],
    [
      failed({
        code: "0A000",
        message: `create extension if not exists vector - extension "vector" is not available`,
      }),
      "PostgreSQL has no pgvector.",
    ],
    [failed({ code: "28000", message: `role "tom" does not exist` }), "PostgreSQL has no role tom."],
    [
      failed({ code: "28000", message: `no pg_hba.conf entry for host "10.0.0.1"` }),
      "add ?sslmode=require to DATABASE_URL",
    ],
    [
      failed({ code: "42501", message: "permission denied for schema public" }),
      "tom lacks a right in videos",
    ],
    [
      failed({ code: "DEPTH_ZERO_SELF_SIGNED_CERT", message: "self-signed certificate" }),
      "certificate is not trusted",
    ],
    [failed({ code: "ENOTFOUND", message: "getaddrinfo" }), "db.example:5432, is not known"],
    [failed({ code: "EAI_AGAIN", message: "getaddrinfo" }), "db.example:5432, is not known"],
    [failed({ code: "EAI_AGAIN", hostname: "0.0.0.0" }), "0.0.0.0 is no address of this machine."],
  ])("%s", (error, words) => {
    const text = startFailure(new Error("The start failed", { cause: error }), settings);
    expect(text).toContain(words);
    expect(text).not.toContain("secret");
  });

  test.each([
    ["EACCES", "this user may not write in DATA_DIR ./data."],
    ["EROFS", "this user may not write in DATA_DIR ./data."],
    ["ENOTDIR", "DATA_DIR ./data is no directory."],
  ])("%s is of DATA_DIR only where it is used", (code, wrong) => {
    const error = failed({ code, syscall: "open", path: "/ca.pem" });
    expect(explainStartFailure(error, embedded)?.wrong).toBe(wrong);
    expect(explainStartFailure(error, settings)).toBeNull();
  });

  test("a file that is missing is of DATABASE_URL only where that names it", () => {
    const error = failed({ code: "ENOENT", syscall: "open", path: "/else" });
    expect(explainStartFailure(error, settings)).toBeNull();
    expect(explainStartFailure(error, embedded)).toBeNull();
  });

  test("an error that nobody foresaw is told with its causes", () => {
    const error = new Error("Half of it is missing", { cause: new Error("the other half is away") });
    expect(explainStartFailure(error, settings)).toBeNull();
    expect(startFailure(error, settings)).toContain(`could not start: ${reasonOf(error)}\n`);
  });
});

test("docs/azure.md, whose names are left out, has what the start says of a PostgreSQL there", async () => {
  const page = await readFile(new URL("../../docs/azure.md", import.meta.url), "utf8");
  const given = { ...settings, database: { ...settings.database, identity: "0f1e" } };
  const noToken = new TokenError(
    "ENTRA_TOKEN",
    "No token of Entra ID could be had for 0f1e",
    new Error("why"),
  );
  const said = [
    noToken,
    failed({ code: "ETIMEDOUT" }),
    failed({ code: "ECONNREFUSED" }),
    failed({ code: "ENOTFOUND" }),
    failed({ code: "28P01" }),
    failed({ code: "28000", message: "no pg_hba.conf entry" }),
    failed({ code: "42501", message: "permission denied to create extension" }),
    failed({ code: "42501", message: "permission denied for schema public" }),
    failed({ message: `extension "vector" is not available` }),
    failed({ message: "self-signed certificate" }),
  ].map((failure) => {
    const { wrong } = explainStartFailure(failure, given)!;
    return `\`${wrong.replaceAll(/\b(tom|videos|0f1e|db\.example:5432)\b/g, "…").replace(/: .*/s, ": …")}\``;
  });
  expect(said.filter((words) => !page.includes(words))).toEqual([]);
});

describe("docs/troubleshooting.md has", async () => {
  const page = await readFile(new URL("../../docs/troubleshooting.md", import.meta.url), "utf8");
  const failures = [
    failed({ code: "EACCES", syscall: "listen", port: 80 }),
    failed({ code: "ENOTFOUND" }),
    failed({ code: "ENOENT", syscall: "open", path: "/ca.pem" }),
    failed({ code: "ECONNREFUSED" }),
    failed({ code: "28P01" }),
    failed({ code: "28000", message: `role "tom" does not exist` }),
    failed({ code: "28000", message: "no pg_hba.conf entry" }),
    failed({ code: "3D000" }),
    failed({ code: "42501", message: "permission denied to create extension" }),
    failed({ code: "42501", message: "permission denied for schema public" }),
    failed({ message: `extension "vector" is not available` }),
    failed({ message: "The server does not support SSL connections" }),
    failed({ message: "self-signed certificate" }),
    failed({ message: "client password must be a string" }),
  ];
  const ofDirectory = [
    failed({ code: "EPERM" }),
    failed({ code: "ENOTDIR" }),
    failed({ code: "ENOENT", syscall: "mkdir" }),
  ].map((failure) => [failure, embedded] as const);
  const withIdentity = {
    ...settings,
    database: { ...settings.database, identity: "0f1e2d3c-0000-4000-8000-000000000001" },
  };
  const ofIdentity = [
    failed({ code: "28P01" }),
    new TokenError(
      "ENTRA_TOKEN",
      "No token of Entra ID could be had for the system-assigned managed identity",
      new Error("…"),
    ),
    new TokenError(
      "ENTRA_PACKAGE",
      "@azure/identity, which managed identities need, cannot be loaded",
      new Error("…"),
    ),
  ].map((failure) => [failure, withIdentity] as const);
  const all = [...ofIdentity, ...failures.map((failure) => [failure, settings] as const), ...ofDirectory];
  test.each(all)("what the start says of %j", (failure, given) => {
    const { wrong } = explainStartFailure(failure, given)!;
    // Behind a colon stands what PostgreSQL or Node said.
    expect(page).toContain(`\`${wrong.replace(/: (?!5432).*/s, ": …")}\``);
  });

  test("what it says of a port that is taken", () => {
    const error = failed({ code: "EADDRINUSE", port: 4000 });
    const text = startFailure(error, { ...settings, host: "127.0.0.1", port: 4000 });
    expect(page).toContain(text.trim());
  });
});
