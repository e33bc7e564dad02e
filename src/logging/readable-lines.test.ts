import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createLogger } from "./create-logger.ts";
import { readableLines } from "./readable-lines.ts";

/** What a terminal shows that has colours, or none. */
async function shown(hasColors: boolean, log: (logger: ReturnType<typeof createLogger>) => void) {
  const terminal = Object.assign(new PassThrough(), { hasColors: () => hasColors });
  const settings = { level: "info", secrets: ["secret-key"] };
  log(createLogger(settings, await readableLines(terminal as unknown as NodeJS.WriteStream)));
  terminal.end();
  return text(terminal);
}

test("a line in a terminal has the time, the level, the message and the rest", async () => {
  const lines = await shown(false, (logger) =>
    logger.warn({ code: "BLOCKED", attempt: 1 }, "A transcript could not be made ready"),
  );
  expect(lines).toMatch(
    /^\[\d\d:\d\d:\d\d\] WARN: A transcript could not be made ready \{"code":"BLOCKED","attempt":1\}\n$/,
  );
});

test("no secret is in it", async () => {
  const lines = await shown(false, (logger) => logger.info({ key: "secret-key" }, "The key is secret-key"));
  expect(lines).toContain("The key is [redacted]");
  expect(lines).not.toContain("secret-key");
});

test("colours are for terminals that have them", async () => {
  const escape = String.fromCharCode(27);
  expect(await shown(true, (logger) => logger.info("Started"))).toContain(escape);
  expect(await shown(false, (logger) => logger.info("Started"))).not.toContain(escape);
});
