import * as fc from "fast-check";
import { anyText, mutated } from "./strings.ts";

const time = (ms: number, comma: string) => {
  const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}${comma}${pad(ms % 1000, 3)}`;
};

const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "Green tea is hot.",
      "<v Ann>So it is",
      "- Yes.\n- No.",
      "[Music]",
      ">> NEXT",
      "…and then",
      "{\\an8}Up",
      "&amp;&lt;b&gt;",
      "♪ la ♪",
      "(1:02) said",
      "日本語の文です。",
    ),
  },
  { weight: 1, arbitrary: anyText },
);
const cues = fc.array(
  fc.tuple(fc.integer({ min: -2000, max: 9000 }), fc.integer({ min: -500, max: 9000 }), line),
  {
    maxLength: 25,
  },
);

type Cue = { start: number; end: number; text: string };
const written = (write: (cue: Cue, index: number) => string, before = "", between = "\n") =>
  cues.map((list) => {
    let at = 0;
    const lines = list.map(([gap, lasts, text], index) => {
      const start = Math.max(0, at + gap);
      at = Math.max(0, start + lasts);
      return write({ start, end: at, text }, index);
    });
    return before + lines.join(between);
  });
const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Files as clients upload them, in every format. */
export const uploads: Record<string, fc.Arbitrary<string>> = {
  VTT: written(
    ({ start, end, text }, index) =>
      `${index}\n${time(start, ".")} --> ${time(end, ".")} align:start\n${text}`,
    "WEBVTT\nKind: captions\n\nNOTE x\n\nSTYLE\n::cue {}\n\n",
    "\n\n",
  ),
  SRT: written(
    ({ start, end, text }, index) => `${index + 1}\n${time(start, ",")} --> ${time(end, ",")}\n${text}`,
    "\ufeff",
    "\r\n\r\n",
  ),
  SBV: written(
    ({ start, end, text }) => `${time(start, ".").slice(1)},${time(end, ".").slice(1)}\n${text}`,
    "",
    "\n\n",
  ),
  TEXT: written(
    ({ start, text }) =>
      `${Math.floor(start / 60_000)}:${String(Math.floor(start / 1000) % 60).padStart(2, "0")} ${text}`,
  ),
  AUTO: fc.oneof(
    written(({ start, text }) => `[${time(start, ".").slice(0, 8)}] Ann: ${text}`),
    written(({ start, end, text }) => `${start},${end},"${text}"`, "start,end,text\n"),
    written(({ text }) => text),
    written(
      ({ start, end, text }) => `<p begin="${time(start, ".")}" end="${time(end, ".")}">${xml(text)}</p>`,
      "<tt><body><div>",
    ),
  ),
};

/** What YouTube may answer when its captions are asked for. */
export const youtubeCaptions: fc.Arbitrary<string> = mutated(
  fc.oneof(
    cues.map((list) =>
      JSON.stringify({
        wireMagic: "pb3",
        events: list.map(([start, lasts, text]) => ({
          tStartMs: start,
          dDurationMs: lasts,
          segs: [{ utf8: text, tOffsetMs: lasts }],
        })),
      }),
    ),
    written(
      ({ start, end, text }) => `<p t="${start}" d="${end - start}"><s>${xml(text)}</s></p>`,
      '<?xml version="1.0"?><timedtext format="3"><body>',
    ),
    written(
      ({ start, end, text }) =>
        `<text start="${start / 1000}" dur="${(end - start) / 1000}">${xml(text)}</text>`,
      "<transcript>",
    ),
  ),
);

export const anyUpload: fc.Arbitrary<{ format: string; content: string }> = fc
  .constantFrom(...Object.keys(uploads))
  .chain((format) =>
    fc.record({
      format: fc.oneof(
        { weight: 4, arbitrary: fc.constant(format) },
        fc.constantFrom(...Object.keys(uploads)),
      ),
      content: fc.oneof(
        { weight: 5, arbitrary: mutated(uploads[format]!) },
        { weight: 1, arbitrary: anyText },
      ),
    }),
  );
