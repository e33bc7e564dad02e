import { DriverException } from "@mikro-orm/core";
import pino from "pino";
import { describe, expect, it, test } from "vitest";
import { maskError } from "../../errors/errors.ts";
import { troubleOf } from "./trouble.ts";
import { createWatch, type DatabaseHealth } from "./watch.ts";

const failure = (message: string, code?: string) => Object.assign(new Error(message), code && { code });

describe("an error of the database", () => {
  it.each([
    ["could not extend file", "53100", "disk full"],
    ["cannot execute INSERT in a read-only transaction", "25006", "read-only"],
    ["terminating connection due to administrator command", "57P01", "unreachable"],
    ["connection failure", "08006", "unreachable"],
    ["connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED", "unreachable"],
    ["Connection terminated unexpectedly", undefined, "unreachable"],
    ["The embedded database ended", undefined, "unreachable"],
    ["The connection to the database gave no answer", undefined, "unreachable"],
    ["timeout exceeded when trying to connect", undefined, "busy"],
    ["canceling statement due to statement timeout", "57014", "busy"],
    ["canceling statement due to lock timeout", "55P03", "busy"],
    ["sorry, too many clients already", "53300", "busy"],
    ['password authentication failed for user "video_rag"', "28P01", "login refused"],
    ["duplicate key value violates unique constraint", "23505", null],
    ["deadlock detected", "40P01", null],
    ["Cannot read properties of undefined", undefined, null],
  ])("%s is classified", (message, code, trouble) => {
    expect(troubleOf(failure(message, code))).toBe(trouble);
  });
});

/** A watch whose probe finds what `found` says, and its log. */
function startWatch() {
  const lines: { level: number; msg: string; error?: string; host?: string }[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const state: { found: DatabaseHealth | Promise<DatabaseHealth> } = { found: "ok" };
  const watch = createWatch({
    probe: async () => state.found,
    host: "db.example:5432",
    logger,
    intervals: { probeMs: 1, probeLimitMs: 20 },
  });
  return { watch, state, lines };
}

const logged = (lines: { level: number; msg: string }[]) => lines.map(({ level, msg }) => `${level} ${msg}`);

test("trouble is logged once, however many statements fail, and again when it is over", async () => {
  const { watch, state, lines } = startWatch();
  state.found = "disk full";
  for (let count = 0; count < 50; count++) watch.note(failure("could not extend file", "53100"));
  expect(await watch.check()).toBe("disk full");
  await watch.check();
  state.found = "ok";
  await expect.poll(() => lines.length).toBe(2);
  expect(logged(lines)).toEqual(["50 The database is not well: disk full", "30 The database is well again"]);
  watch.close();
});

test("a connection that breaks while the database is well is no trouble", async () => {
  const { watch, lines } = startWatch();
  watch.note(failure("Connection terminated unexpectedly"));
  expect(await watch.check()).toBe("ok");
  expect(lines).toEqual([]);
  watch.close();
});

test("a probe without an answer finds the database unreachable, and the log says where and why", async () => {
  const { watch, state, lines } = startWatch();
  state.found = new Promise<DatabaseHealth>(() => {});
  expect(await watch.check()).toBe("unreachable");
  expect(lines).toMatchObject([{ error: "No answer within 20 ms", host: "db.example:5432" }]);
  watch.close();
});

test("a probe that waits for its turn finds the database well while other statements are answered", async () => {
  const { watch, state, lines } = startWatch();
  state.found = new Promise<DatabaseHealth>(() => {});
  watch.heard();
  expect(await watch.check()).toBe("ok");
  expect(lines).toEqual([]);
  watch.close();
});

test("statements that take too long because the database is away have no lines of their own", async () => {
  const { watch, state, lines } = startWatch();
  state.found = new Promise<DatabaseHealth>(() => {});
  await watch.check();
  watch.note(failure("timeout exceeded when trying to connect"));
  expect(logged(lines)).toEqual(["50 The database is not well: unreachable"]);
  watch.close();
});

test.each([
  ["55P03", 40, "Statements of the database took too long"],
  [
    "28P01",
    50,
    "The database refuses new connections: have the user or the password of DATABASE_URL changed?",
  ],
])("%s is a line of the log, and no trouble of the connections that are open", async (code, level, msg) => {
  const { watch, lines } = startWatch();
  watch.note(failure("refused", code));
  expect(await watch.check()).toBe("ok");
  expect(lines).toEqual([expect.objectContaining({ level, msg, error: "refused" })]);
  watch.close();
});

test("clients are told UNAVAILABLE for what the ORM makes of the error too", async () => {
  const { watch } = startWatch();
  const error = failure("could not extend file", "53100");
  watch.note(error);
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const { extensions, message } = maskError(new DriverException(error), logger);
  expect(extensions).toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 10_000 });
  expect(message).toContain("disk");
  expect(lines).toEqual([]);
  watch.close();
});
