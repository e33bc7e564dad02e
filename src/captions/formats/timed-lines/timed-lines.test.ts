import { expect, it } from "vitest";
import { readTimedLines } from "./timed-lines.ts";

const read = (...lines: string[]) =>
  readTimedLines(lines.join("\n")).map((cue) => [cue.startMs / 1_000, cue.text.replaceAll("\n", " ")]);

it("reads times in brackets or bare, with hours, before the words", () => {
  expect(read("[0:02] one", "(0:15) two", "0:20 - three", "【1:02:03】 four", "1:02:04.500 five")).toEqual([
    [2, "one"],
    [15, "two"],
    [20, "three"],
    [3_723, "four"],
    [3_724.5, "five"],
  ]);
});

it("reads times alone on the line before the words", () => {
  expect(read("A heading", "", "0:00", "one", "more", "", "0:15", "two")).toEqual([
    [0, "one more"],
    [15, "two"],
  ]);
});

it("ends a cue where the next begins, and the last by its words", () => {
  expect(readTimedLines("0:01 one\n0:15 two")).toEqual([
    { startMs: 1_000, endMs: 15_000, text: "one" },
    { startMs: 15_000, endMs: 16_000, text: "two" },
  ]);
});

it("leaves out the times in words that YouTube's panel keeps for screen readers, and its headings", () => {
  const panel = [
    "Transcript",
    "Search transcript",
    "Chapter 1: Introduction",
    "0:00",
    "hello everyone",
    "0:04",
    "4 seconds",
    "4 seconds is short",
    "1:00",
    "1 minute",
    "and so",
    "Chapter 2: What now?",
    "1:02",
    "1 minute, 2 seconds",
    "we go on",
    "1:02:03",
    "1 hour, 2 minutes, 3 seconds",
    "goodbye",
    "English (auto-generated)",
  ];
  expect(read(...panel)).toEqual([
    [0, "hello everyone"],
    [4, "4 seconds is short"],
    [60, "and so"],
    [62, "we go on"],
    [3_723, "goodbye"],
  ]);
});

it("reads panels whose copies glue time, time in words and words together", () => {
  expect(
    read(
      "0:00Hello",
      "0:044 secondsI had been",
      "0:1010 seconds 10 things",
      "1:021 minute, 2 secondswe go on",
      "1:05:001 hour, 5 minutesbye",
    ),
  ).toEqual([
    [0, "Hello"],
    [4, "I had been"],
    [10, "10 things"],
    [62, "we go on"],
    [3_900, "bye"],
  ]);
  expect(read("0:000 secondsHello", "0:055 secondsyou")).toEqual([
    [0, "Hello"],
    [5, "you"],
  ]);
});

it("knows the times in words of other languages", () => {
  expect(
    read(
      "1:02",
      "1 Minute und 2 Sekunden",
      "hallo",
      "1:05",
      "1 minuto y 5 segundos",
      "hola",
      "1:07",
      "1 分 7 秒",
      "はい",
    ),
  ).toEqual([
    [62, "hallo"],
    [65, "hola"],
    [67, "はい"],
  ]);
});

it("keeps lengths of time that were said", () => {
  expect(read("0:05", "4 seconds", "later", "0:09", "9 seconds")).toEqual([
    [5, "4 seconds later"],
    [9, "9 seconds"],
  ]);
});

it("keeps times that were said", () => {
  expect(
    read(
      "0:00 Welcome",
      "0:15 Read Genesis",
      "3:16 before class at",
      "10:30am or later",
      "0:40 Now we start",
      "1:75 odds",
    ),
  ).toEqual([
    [0, "Welcome"],
    [15, "Read Genesis 3:16 before class at 10:30am or later"],
    [40, "Now we start 1:75 odds"],
  ]);
});

it("gives nothing where no line begins with a time", () => {
  expect(read("Just words", "and more at 0:15")).toEqual([]);
});

it("repeats a line of lyrics at each of its times, but no page of words", () => {
  expect(read("[0:10][0:30][0:10] la la", "[0:20] do do")).toEqual([
    [10, "la la"],
    [20, "do do"],
    [30, "la la"],
  ]);
  const page = "words ".repeat(1_000).trim();
  expect(read(`[0:10][0:30] ${page}`, "[0:40] end")).toEqual([
    [10, page],
    [40, "end"],
  ]);
});
