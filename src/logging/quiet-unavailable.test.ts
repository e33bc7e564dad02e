import pino from "pino";
import { expect, test } from "vitest";
import { UnavailableError } from "../errors/errors.ts";
import { quietUnavailable } from "./quiet-unavailable.ts";

test("what a part in trouble caused is not logged again, and everything else is", () => {
  const lines: string[] = [];
  const logger = pino(
    { hooks: { logMethod: quietUnavailable } },
    { write: (line: string) => void lines.push(line) },
  );
  const caused = new Error("could not extend file", {
    cause: new UnavailableError("The disk is full", 1000),
  });
  logger.error({ err: caused }, "A request failed");
  logger.warn(caused);
  expect(lines).toEqual([]);
  logger.error({ err: new Error("other") }, "A request failed");
  logger.error("no error");
  logger.info({ err: caused }, "for information");
  expect(lines).toHaveLength(3);
});
