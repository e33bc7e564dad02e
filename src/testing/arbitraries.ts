import * as fc from "fast-check";
import type { Cue } from "../captions/cue.ts";

const words = fc.oneof(
  fc.constantFrom(
    "so",
    "we",
    "multiply",
    "Dr.",
    "3.14",
    "e.g.",
    "matrix",
    "right?",
    "end.",
    "(no)",
    "U.S.",
    "…",
    "why?!",
  ),
  fc.constantFrom(
    "これは文です。",
    "固有値とは何か",
    "データを",
    "ภาษาไทย",
    "यह वाक्य है।",
    "هل هذا صحيح؟",
    "été,",
    "naïve",
  ),
  fc.string({ minLength: 1, maxLength: 12 }),
);

/** Cues as ingest hands them over: in order of start, ending after they start, on one line, sometimes overlapping. */
export const anyCues: fc.Arbitrary<Cue[]> = fc
  .array(
    fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
      lastsMs: fc.oneof(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: 600_000 })),
      text: fc.array(words, { maxLength: 60 }).map((list) => list.join(" ")),
    }),
    { maxLength: 60 },
  )
  .map((drafts) => {
    let startMs = 0;
    return drafts.map(({ gapMs, lastsMs, text }) => {
      startMs += gapMs;
      return { startMs, endMs: startMs + lastsMs, text };
    });
  });

export const anyLanguage = fc.constantFrom(
  "en",
  "ja",
  "zh-Hans",
  "th",
  "hi",
  "ar",
  "fr",
  "pt-BR",
  "xx",
  "no tag!",
);

/** A text with all white space left out. */
export const withoutSpace = (text: string): string => text.replace(/\s+/gu, "");

export const fold = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** Any UTF-16, halves of surrogate pairs too. Begins much sooner than fast-check's own unit "binary". */
export const utf16Text = (maxLength = 50) =>
  fc
    .array(fc.oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0xffff })), { maxLength })
    .map((codes) => String.fromCharCode(...codes));
