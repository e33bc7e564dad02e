import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../testing/cpu-time.ts";
import { countTokens, truncateToTokens } from "./tokens.ts";

const text = fc.string({ unit: "grapheme", maxLength: 400 });

describe("countTokens", () => {
  it("counts as OpenAI's tokenizer does", () => {
    expect(countTokens("hello world")).toBe(2);
    expect(countTokens("tiktoken is great!")).toBe(6);
    expect(countTokens("お誕生日おめでとう")).toBe(9);
    expect(countTokens("")).toBe(0);
  });

  it("takes control tokens inside a text for text", () => {
    expect(countTokens("<|endoftext|>")).toBeGreaterThan(1);
    expect(truncateToTokens("<|im_start|>".repeat(50), 10)).toContain("<|im_");
  });

  it.each([
    ["one letter", "a"],
    ["spaces", " "],
    ["line ends", "\n"],
    ["one ideograph", "的"],
    ["emoji", "🙂"],
    ["lone surrogates", "\ud800"],
    ["combining marks", "e\u0301"],
    ["punctuation", "!"],
    ["words", "the attention mechanism computes a weighted sum. "],
  ])("reads two megabytes of %s in time that does not grow with the square", (_, unit) => {
    const long = unit.repeat(2_000_000 / unit.length);
    const took = cpuMs(() => {
      expect(countTokens(long)).toBeGreaterThan(30_000);
      expect(truncateToTokens(long, 8191).length).toBeLessThan(1_200_000);
    });
    // Uncut, runs of one character take minutes.
    expect(took).toBeLessThan(6000);
  });
});

describe("truncateToTokens", () => {
  it("returns a text that fits as it is", () => {
    expect(truncateToTokens("hello world", 2)).toBe("hello world");
    expect(truncateToTokens("hello world", 1)).toBe("hello");
    expect(truncateToTokens("hello", 0)).toBe("");
  });

  it("returns a beginning of any text that has at most so many tokens and splits no character", () => {
    fc.assert(
      fc.property(text, fc.nat(200), (whole, max) => {
        const cut = truncateToTokens(whole, max);
        expect(whole.startsWith(cut)).toBe(true);
        expect(countTokens(cut)).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
