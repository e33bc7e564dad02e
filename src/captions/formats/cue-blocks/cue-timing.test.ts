import { describe, expect, it } from "vitest";
import { parseCueTiming } from "./cue-timing.ts";

describe("a timing is read however it is written", () => {
  it.each([
    "00:00:01,500 --> 00:00:02,500",
    "00:01.500 --> 00:02.500 align:start position:0%",
    "00:00:01,500 --> 00:00:02,500 X1:40 X2:600",
    "00:01.500 --> 00:02.500align:start",
    "00:01.500\t-->\t00:02.500",
    "00:01.500-->00:02.500",
    "00:00:01,500\u00A0-->\u202F00:00:02,500",
    "00: 00: 01,500 -> 00: 00: 02,500",
    "00:00:01, 500 --> 00:00:02 ,500",
    "0:0:1,5 --> 0:0:2,5",
    "00:00:01:500 --> 00:00:02:500",
    "00.00.01,500 --> 00.00.02,500",
    "00:00:01'500 --> 00:00:02’500",
    "00:00:O1,500 --> 00:00:02,500",
    "00:00:01,500.00000001 --> 00:00:02,500.9999999",
    "00:00:01,500 –> 00:00:02,500",
    "00:00:01,500 –-> 00:00:02,500",
    "00:00:01,500 — > 00:00:02,500",
    "00:00:01,500 → 00:00:02,500",
    "00:00:01,500 ==> 00:00:02,500",
    "00:00:01,500 --&gt; 00:00:02,500",
    "00:00:01,500 --&amp;gt; 00:00:02,500",
    "00:00:01,500 - 00:00:02,500",
    "00:00:01,500 to 00:00:02,500",
    "0:00:01.500,0:00:02.500",
    "\uFEFF00:00:01,500 --> 00:00:02,500",
    "\u200E00:00:01,500\u200E --> \u200F00:00:02,500",
    "００：００：０１，５００　－－＞　００：００：０２，５００",
    "٠٠:٠٠:٠١,٥٠٠ --> ٠٠:٠٠:٠٢,٥٠٠",
    "12 00:00:01,500 --> 00:00:02,500",
    "[00:00:01.500 --> 00:00:02.500]",
    "[1.5s -> 2.5s]",
  ])("%j", (line) => {
    expect(parseCueTiming(line)).toMatchObject({ startMs: 1_500, endMs: 2_500, words: "" });
  });

  it.each([
    "[00:01.500 --> 00:02.500]  words here",
    "00:01.500 --> 00:02.500 words here",
    "[1.5s -> 2.5s] words here",
  ])("with words behind it: %s", (line) => {
    expect(parseCueTiming(line)).toMatchObject({ startMs: 1_500, endMs: 2_500, words: "words here" });
  });

  it.each(["00:00:01,500 -->", "00:00:01,500 --> soon", "00:00:01,500 --> 00:xx:02"])(
    "without an end that can be read: %s",
    (line) => {
      expect(parseCueTiming(line)).toMatchObject({ startMs: 1_500, endMs: undefined });
    },
  );
});

it.each(["00: --> 00:03", "00:xx --> 00:02.000", "--> 00:00:02,000", "00;01;5 --> 00;02;5"])(
  "a timing whose start cannot be read is no words: %s",
  (line) => {
    expect(parseCueTiming(line)).toBe("broken");
  },
);

it.each([
  "if p --> q then",
  "5 --> 6",
  "see 3:16 --> 4:20",
  "at 10:30, 11:30",
  "0:10, 0:20",
  "a -> b: c",
  "1:2 odds",
  "",
])("words stay words: %j", (line) => {
  expect(parseCueTiming(line)).toBeUndefined();
});
