import fc from "fast-check";
import { expect, test } from "vitest";
import { checkJsonShape } from "./json-shape.ts";

test("whatever JSON is no larger than any request passes", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (json) => {
      expect(() => checkJsonShape(json)).not.toThrow();
    }),
  );
});

test.each([
  ["arrays", "[".repeat(201)],
  ["objects", '{"a":'.repeat(201)],
  ["arrays behind strings with quotes", `["\\"[","\\\\",${"[".repeat(200)}`],
])("JSON that is nested too deep is refused: %s", (_, json) => {
  expect(() => checkJsonShape(json)).toThrow("nested deeper than 200");
});

test("brackets in strings do not count", () => {
  expect(() => checkJsonShape(JSON.stringify({ content: '[{,"\\'.repeat(50_000) }))).not.toThrow();
});

test("JSON with too many values is refused", () => {
  expect(() => checkJsonShape(`[${"1,".repeat(20_001)}1]`)).toThrow("more than 20000 values");
  expect(() => checkJsonShape("[]".repeat(20_001))).toThrow("more than 20000 values");
});

test("what is no JSON is left to the parser", () => {
  for (const text of ["", '"', '"\\', '"\\u12', "]]]]", "}"])
    expect(() => checkJsonShape(text)).not.toThrow();
});
