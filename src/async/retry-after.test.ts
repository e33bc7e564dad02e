import { describe, expect, it } from "vitest";
import { MAX_RETRY_AFTER_MS, readRetryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-03-04T05:06:07Z");
const read = (headers: Record<string, string>) => readRetryAfterMs(new Headers(headers), NOW);

describe("readRetryAfterMs", () => {
  it.each([
    ["120", 120_000],
    ["0.5", 500],
    ["0", 0],
    [" 7 ", 7000],
    ["Wed, 04 Mar 2026 05:07:07 GMT", 60_000],
    ["Wed, 04 Mar 2026 05:00:00 GMT", 0],
  ])("reads %j as %i ms", (value, ms) => {
    expect(read({ "retry-after": value })).toBe(ms);
  });

  it.each(["1e15", "1e400", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "heeds no more than a day of %j, so that the date of the next attempt is one",
    (value) => {
      expect(read({ "retry-after": value })).toBe(MAX_RETRY_AFTER_MS);
      expect(read({ "retry-after-ms": "1e18" })).toBe(MAX_RETRY_AFTER_MS);
      expect(new Date(NOW + MAX_RETRY_AFTER_MS).toISOString()).toBe("2026-03-05T05:06:07.000Z");
    },
  );

  it.each(["", "soon", "-5", "NaN", "12 apples"])("finds no wait in %j", (value) => {
    expect(read({ "retry-after": value })).toBeUndefined();
  });

  it("prefers OpenAI's header in milliseconds, where that holds a number", () => {
    expect(read({ "retry-after-ms": "250", "retry-after": "9" })).toBe(250);
    expect(read({ "retry-after-ms": "later", "retry-after": "9" })).toBe(9000);
  });

  it("needs no headers", () => {
    expect(readRetryAfterMs(undefined)).toBeUndefined();
    expect(read({})).toBeUndefined();
  });
});
