import pino from "pino";
import { expect, test } from "vitest";
import { waitForPostgreSQL } from "./connect.ts";

test("a start that fails elsewhere waits no longer for PostgreSQL", async () => {
  const ended = new AbortController();
  const reason = new Error("The port is taken");
  // Between two attempts.
  const logger = pino({ level: "warn" }, { write: () => ended.abort(reason) });
  const nowhere = "postgresql://nobody:p@127.0.0.1:1/none";
  const waiting = waitForPostgreSQL(nowhere, logger, { waitMs: 600_000, signal: ended.signal });
  await expect(waiting).rejects.toBe(reason);
});
