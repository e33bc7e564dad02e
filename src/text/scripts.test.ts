import { expect, test } from "vitest";
import { spaceBetween } from "./scripts.ts";
import { terms } from "./terms.ts";

test.each([
  ["光合", "成", ""],
  ["です。", "次は", ""],
  ["長い「", "言葉", ""],
  ["ภาษา", "ไทย", ""],
  ["ខ្មែរ", "ខ្មែរ", ""],
  ["Python", "です", " "],
  ["です", "Python", " "],
  ["2", "乗", " "],
  ["한국어", "문장", " "],
  ["word", "word", " "],
  ["漢字", "word", " "],
])("between %j and %j stands %j", (before, after, space) => {
  expect(spaceBetween(before, after)).toBe(space);
});

test("a space inside a Chinese or Japanese word does not hide it", () => {
  expect(terms("光合 成をする", "ja")).toEqual(terms("光合成をする", "ja"));
  expect(terms("比特 币", "zh")).toEqual(terms("比特币", "zh"));
});
