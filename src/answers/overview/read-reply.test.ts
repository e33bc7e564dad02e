import { describe, expect, test } from "vitest";
import { readQuestions, readSummary } from "./read-reply.ts";

describe("the lines of an overview", () => {
  test.each([
    ["1 | Water | Black tea wants it boiling.", 1, "Water", "Black tea wants it boiling."],
    ["- 2. | **Heat** | “Green tea wants it cooler.” |", 2, "Heat", "Green tea wants it cooler."],
    ["[12] | Time | Four minutes are enough [12].", 12, "Time", "Four minutes are enough."],
  ])("are read from %j", (line, number, title, sentence) => {
    expect(readSummary(line)).toEqual([{ number, title, sentence }]);
  });

  test("are those that have the form alone, the first of each number", () => {
    const reply =
      "Here you are:\n1 | Water | Hot.\n1 | Water | Cold.\n2 | | No title.\n3 | No sentence |\n4 Time, four minutes";
    expect(readSummary(reply)).toEqual([{ number: 1, title: "Water", sentence: "Hot." }]);
  });

  test("are no longer than a line", () => {
    expect(readSummary(`1 | Water | ${"hot ".repeat(200)}`)).toEqual([]);
    expect(readSummary("1 | Wa\0ter | Hot\u2028water.")).toEqual([
      { number: 1, title: "Water", sentence: "Hot water." },
    ]);
  });

  test("are not looked for in a line so long that it takes time", () => {
    const line = (bars: number) => `1 | Water | Hot.${" |".repeat(bars)}`;
    expect(readSummary(line(100))).toEqual([{ number: 1, title: "Water", sentence: "Hot." }]);
    expect(readSummary(line(1000))).toEqual([]);
  });
});

describe("the questions of a reply", () => {
  test("are its lines that ask, without numbers, bullets and repeats", () => {
    const reply = "Questions:\n1. How hot?\n- “Why a timer?”\n3) How hot?\nNo question.\n何度ですか？\nماذا؟";
    expect(readQuestions(reply)).toEqual(["How hot?", "Why a timer?", "何度ですか？", "ماذا؟"]);
  });

  test("are a few", () => {
    const reply = Array.from({ length: 100 }, (_, at) => `What is ${at}?`).join("\n");
    expect(readQuestions(reply)).toHaveLength(10);
  });
});
