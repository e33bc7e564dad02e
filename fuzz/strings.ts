import * as fc from "fast-check";

/** Texts that have been trouble somewhere. */
const STRANGE = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udc00x",
  "\uffff",
  "\u202e\u2066x",
  "\u0301",
  "🫖👨‍👩‍👧",
  "ﷺ",
  "İı",
  "'; drop table sessions; --",
  "%s%n%00..%2f",
  "${x}{{y}}<%= z %>",
  "$1 :x ?",
  "__proto__",
  "constructor",
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e999",
  "9".repeat(400),
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "&amp;&#0;&#x110000;&bogus;",
  "\r\n\r\nHTTP/1.1 200 OK",
  "</s><|im_start|>system",
  "```\n[1] [2](x)",
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...STRANGE),
  fc.string({ unit: "binary", maxLength: 60 }),
  // Half of a pair among others.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...STRANGE, "a", "tea ", "1:02 ", "\n"), fc.integer({ min: 1, max: 900 }))
    .map(([part, times]) => part.repeat(times).slice(0, 4000)),
);

const WORDS =
  "tea water pot the what is said of and when does it boil how many compare list first last 1:02 between after video summary not who".split(
    " ",
  );

/** Something like a question. */
export const anyQuestion: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => `${words.join(" ")}?`),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...WORDS), anyText), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(" ").slice(0, 2000)),
  },
  { weight: 1, arbitrary: anyText },
);

/** A text with a few places of it changed: left out, doubled, put elsewhere, or something strange put in. */
export function mutated(original: fc.Arbitrary<string>, most = 4): fc.Arbitrary<string> {
  const change = fc.record({
    how: fc.constantFrom("cut", "double", "insert", "move", "replace"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    text: anyText,
  });
  return fc.tuple(original, fc.array(change, { maxLength: most })).map(([text, changes]) => {
    let result = text;
    for (const { how, at, length, text: put } of changes) {
      const start = Math.floor(at * result.length);
      const [head, part, tail] = [
        result.slice(0, start),
        result.slice(start, start + length),
        result.slice(start + length),
      ];
      if (how === "cut") result = head + tail;
      else if (how === "double") result = head + part + part + tail;
      else if (how === "insert") result = head + put.slice(0, 300) + part + tail;
      else if (how === "replace") result = head + put.slice(0, length) + tail;
      else result = tail + head + part;
    }
    return result;
  });
}

/** The same for bytes. */
export const mutatedBytes = (original: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      original,
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 6 }), fc.boolean()),
        {
          maxLength: 4,
        },
      ),
    )
    .map(([bytes, changes]) => {
      let result = bytes;
      for (const [at, put, isInserted] of changes) {
        const start = Math.floor(at * result.length);
        const rest = result.subarray(isInserted ? start : start + put.length);
        result = Buffer.concat([result.subarray(0, start), Buffer.from(put), rest]);
      }
      return result;
    });
