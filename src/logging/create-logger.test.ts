import { describe, expect, it } from "vitest";
import { createLogger } from "./create-logger.ts";

function logWith(secrets: string[], log: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = "";
  log(createLogger({ level: "info", secrets }, { write: (line) => void (lines += line) }));
  return lines;
}

describe("createLogger", () => {
  it("writes no secret, wherever it stands", () => {
    const key = 'sk-"öß\\end of it';
    const cause = Object.assign(new Error(`Incorrect API key provided: ${key}.`), {
      error: { message: `Bearer ${key}` },
      headers: { echo: encodeURIComponent(key) },
    });
    const lines = logWith([key, "pass word"], (logger) => {
      logger.warn({ err: new Error("refused", { cause }) }, `A proxy refused pass%20word`);
    });
    for (const part of ["sk-", "end of it", "pass word", "pass%20word"]) expect(lines).not.toContain(part);
    expect(lines).toContain("Incorrect API key provided: [redacted].");
    expect(JSON.parse(lines)).toMatchObject({ level: 40, msg: "A proxy refused [redacted]" });
  });

  it("redacts a secret whole where another is within it", () => {
    expect(logWith(["secret", "secret-key"], (logger) => logger.info("secret-key"))).not.toContain("key");
  });

  it("takes no short value for a secret", () => {
    expect(logWith(["", "none"], (logger) => logger.info("none is here"))).toContain("none is here");
  });
});
