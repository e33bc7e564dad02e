import { createRequire } from "node:module";
import type * as Encoding from "gpt-tokenizer/encoding/cl100k_base";

/** Tokens of cl100k_base, which OpenAI's embedding models count by; chat models count within some percent of it. */
export function countTokens(text: string): number {
  const { countTokens: count } = encoding();
  let total = 0;
  for (const piece of pieces(text)) total += count(piece, plainText);
  return total;
}

/** The beginning of `text` that has at most `max` tokens: `text` itself where it fits. Never splits a character. */
export function truncateToTokens(text: string, max: number): string {
  if (text.length * mostTokensPerUnit <= max) return text;
  const { encodeGenerator, decode } = encoding();
  let left = max;
  let length = 0;
  for (const piece of pieces(text)) {
    for (const tokens of encodeGenerator(piece, plainText)) {
      left -= tokens.length;
      if (left < 0) return text.slice(0, length);
      length += decode(tokens).length;
    }
  }
  return text;
}

/** A token is a byte at least, and a UTF-16 unit three bytes at most. */
const mostTokensPerUnit = 3;

/** What reads like a control token (`<|endoftext|>`) is text like any other. */
const plainText: Parameters<typeof Encoding.countTokens>[1] = { disallowedSpecial: new Set() };

/**
 * The encoding merges the bytes of a word in quadratic time, and takes a run of one kind of character for a word:
 * 100,000 times the same ideograph block the process for 20 s. So long runs are cut, which counts them a little high.
 */
function pieces(text: string): string[] {
  if (!mayHaveLongRun(text)) return [text];
  const cut: string[] = [];
  let start = 0;
  for (const run of text.matchAll(longRuns)) {
    const end = run.index + run[0].length;
    cut.push(text.slice(start, end));
    start = end;
  }
  cut.push(text.slice(start));
  return cut;
}

const longRuns = /\S{64}|\s{64}/gu;

/** Whether there are so many characters in a row that are, or are not, white space of ASCII: many times faster to find. */
function mayHaveLongRun(text: string): boolean {
  let length = 0;
  let wasSpace = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    length = isSpace === wasSpace ? length + 1 : 1;
    if (length === 64) return true;
    wasSpace = isSpace;
  }
  return false;
}

/**
 * Loaded at first use (0.2 s, 45 MB), which servers without a provider never come to; `require` keeps it. Its cache of
 * merged words is kept small: once full, each use of the default's 100,000 entries costs more than merging anew.
 */
function encoding(): typeof Encoding {
  const loaded = require("gpt-tokenizer/encoding/cl100k_base") as typeof Encoding;
  loaded.setMergeCacheSize(1000);
  return loaded;
}

const require = createRequire(import.meta.url);
