import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonReader } from "./read-json.ts";

/** Reads a text in chunks of these sizes, over and over. */
function read(text: string, sizes: number[]): unknown {
  const reader = new JsonReader();
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  return reader.end(JSON.parse);
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });

test("reads what JSON.parse reads, however its bytes come", () => {
  fc.assert(
    fc.property(fc.json(), sizes, (text, each) => {
      expect(JSON.stringify(read(text, each))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test("reads long strings, of whatever characters and escapes, in pieces", () => {
  const unit = fc.constantFrom("a", "é", "字", "🫖", '"', "\\", "\n", "\u0001", "\ud800", "/", "[{,:");
  const escapeAll = (text: string) =>
    JSON.stringify(text).replace(
      /[^\x20-\x7e]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 500, max: 70_000 }),
      (units, size) => {
        const content = units.join("").repeat(Math.ceil(80_000 / units.length));
        for (const json of [JSON.stringify(content), escapeAll(content)]) {
          expect(read(`{"a":[${json},"b",${json}],"__proto__":1}`, [size])).toEqual(
            JSON.parse(`{"a":[${json},"b",${json}],"__proto__":1}`),
          );
        }
      },
    ),
    { numRuns: 20 },
  );
});

test.each([
  "",
  "{",
  '"',
  '"\\',
  '"\\u12"',
  `"${"a".repeat(200_000)}`,
  `"${"a".repeat(200_000)}\\x"`,
  "]",
  "nul",
])("what is no JSON is refused with 400: %#", (text) => {
  expect(() => read(text, [65_536])).toThrow(expect.objectContaining({ status: 400 }));
});

test("more than any operation has is refused before it is parsed", () => {
  expect(() => read("[".repeat(1000), [100])).toThrow("nested deeper");
  expect(() => read(`[${"1,".repeat(30_000)}1]`, [65_536])).toThrow("values");
  const strings = JSON.stringify(Array.from({ length: 100 }, () => "a".repeat(20_000)));
  expect(() => read(strings, [1000])).toThrow("beside its longest strings");
});
