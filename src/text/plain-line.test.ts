import { describe, expect, it } from "vitest";
import { plainLine, shortLine } from "./plain-line.ts";

describe("plainLine", () => {
  it.each([
    ["a title\u202E cte.exe", "a title cte.exe"],
    ["\u2066hidden\u2069 \u200Fmark", "hidden mark"],
    ["two\r\nlines\tand\u0000 NUL\u001B[31m", "two lines and NUL [31m"],
    ["line\u2028separator\u0085next", "line separator next"],
    ["\uFEFF\u200B  blanks \u00A0 ", "blanks"],
    ["half a pair \uD83D", "half a pair \uFFFD"],
    [`tags${String.fromCodePoint(0xe0041, 0xe0042)} say`, "tags say"],
  ])("%j is %j", (text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  it.each([
    "می\u200Cخواهم",
    "👩\u200D🚀 emoji",
    "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Scotland",
  ])("leaves %j as it is", (text) => {
    expect(plainLine(text)).toBe(text);
  });
});

describe("shortLine", () => {
  it("cuts between two characters", () => {
    expect(shortLine("abc", 3)).toBe("abc");
    expect(shortLine("abcd", 3)).toBe("ab…");
    expect(shortLine("ab🎈🎈", 4)).toBe("ab…");
  });
});
