import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { createFoldRepeats } from "./fold-repeats.ts";

/** A logger, its lines, and the end of all windows that have begun. */
function start() {
  const lines: Record<string, unknown>[] = [];
  const ends: (() => void)[] = [];
  const logMethod = createFoldRepeats({ schedule: (end) => void ends.push(end) });
  const logger = pino(
    { hooks: { logMethod } },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const endWindows = () => ends.splice(0).forEach((end) => end());
  return { logger, endWindows, messages: () => lines.map(({ msg }) => msg), lines };
}

const failure = (code: string, message = code) => ({ err: Object.assign(new Error(message), { code }) });

describe("a line that repeats", () => {
  test("is written once, and its last with their number at the end", () => {
    const { logger, endWindows, messages, lines } = start();
    for (const at of [1, 2, 3, 4]) logger.error({ ...failure("42P01"), at }, "It failed");
    expect(messages()).toEqual(["It failed"]);
    endWindows();
    expect(messages()).toEqual(["It failed", "It failed (repeated 3 times within 10 s)"]);
    expect(lines[1]).toMatchObject({ level: 50, at: 4, repeated: 3, err: { code: "42P01" } });
  });

  test("is written in full again after that", () => {
    const { logger, endWindows, messages } = start();
    logger.warn(failure("57P01"), "It failed");
    endWindows();
    logger.warn(failure("57P01"), "It failed");
    endWindows();
    expect(messages()).toEqual(["It failed", "It failed"]);
  });
});

describe("lines that differ", () => {
  test.each([
    [
      "in their message",
      [
        [failure("1"), "one"],
        [failure("1"), "other"],
      ],
    ],
    [
      "in the code of their error",
      [
        [failure("1"), "it"],
        [failure("2"), "it"],
      ],
    ],
    [
      "in the words of an error without a code",
      [
        [{ err: new Error("a") }, "it"],
        [{ err: new Error("b") }, "it"],
      ],
    ],
    [
      "in their answer",
      [
        [{ answer: "1" }, "it"],
        [{ answer: "2" }, "it"],
      ],
    ],
    [
      "in their transcript",
      [
        [{ transcript: "1" }, "it"],
        [{ transcript: "2" }, "it"],
      ],
    ],
  ] satisfies [string, [object, string][]][])("%s are all written", (_, both) => {
    const { logger, endWindows, messages } = start();
    for (const [fields, message] of both) logger.error(fields, message);
    endWindows();
    expect(messages()).toEqual(both.map(([, message]) => message));
  });

  test("in their level are all written, and what is for information always is", () => {
    const { logger, endWindows, messages } = start();
    logger.warn("it");
    logger.error("it");
    logger.info("told");
    logger.info("told");
    endWindows();
    expect(messages()).toEqual(["it", "it", "told", "told"]);
  });
});

test("an error of each request is written, a warning of several once", () => {
  const { logger, endWindows, messages } = start();
  for (const requestId of ["1", "2"]) logger.error({ requestId, ...failure("x") }, "A request failed");
  for (const requestId of ["1", "2"]) logger.warn({ requestId, ...failure("x") }, "It was slow");
  endWindows();
  const repeated = "It was slow (repeated once more within 10 s)";
  expect(messages()).toEqual(["A request failed", "A request failed", "It was slow", repeated]);
});

test("a lone error is a line, too", () => {
  const { logger, endWindows, messages } = start();
  logger.error(new Error("broken"));
  logger.error(new Error("broken"));
  endWindows();
  expect(messages()).toEqual(["broken", "broken (repeated once more within 10 s)"]);
});

test("what was counted is written as the process ends", async () => {
  const createLogger = new URL("create-logger.ts", import.meta.url);
  const program = `import { createLogger } from ${JSON.stringify(createLogger.href)};
    const logger = createLogger({ level: "info", secrets: [] });
    for (let count = 0; count < 3; count++) logger.warn("It failed");
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  // In any order: a line may still be on its way as the last is written.
  expect(stdout.match(/"msg":"[^"]*"/g)!.toSorted()).toEqual([
    '"msg":"It failed (repeated 2 times within 10 s)"',
    '"msg":"It failed"',
  ]);
});
