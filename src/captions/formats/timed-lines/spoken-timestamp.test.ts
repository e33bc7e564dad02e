import { describe, expect, it } from "vitest";
import { readTimedLines } from "./timed-lines.ts";
import { YOUTUBE_LANGUAGES } from "./youtube-languages.ts";

const TIMES = [
  { clock: "0:04", duration: { seconds: 4 } },
  { clock: "0:11", duration: { seconds: 11 } },
  { clock: "1:00", duration: { minutes: 1 } },
  { clock: "2:05", duration: { minutes: 2, seconds: 5 } },
  { clock: "21:01", duration: { minutes: 21, seconds: 1 } },
  { clock: "2:01:22", duration: { hours: 2, minutes: 1, seconds: 22 } },
];
const WORDS = ["Mmm one", "Mmm two", "Mmm three", "Mmm four", "Mmm five", "Mmm six"];
const textsOf = (content: string) => readTimedLines(content).map(({ text }) => text);

describe.each(YOUTUBE_LANGUAGES)("the panel of a page in %s", (language) => {
  const spoken = TIMES.map(({ duration }) =>
    new Intl.DurationFormat(language, { style: "long" }).format(duration),
  );

  it("loses the times in words on lines of their own", () => {
    const lines = TIMES.map(({ clock }, index) => `${clock}\n${spoken[index]}\n${WORDS[index]}`);
    expect(textsOf(lines.join("\n"))).toEqual(WORDS);
  });

  it("loses them between times and words", () => {
    const lines = TIMES.map(({ clock }, index) => `${clock}${spoken[index]}${WORDS[index]}`);
    expect(textsOf(lines.join("\n"))).toEqual(WORDS);
  });

  it("loses them where the last is joined by “and”", () => {
    const list = new Intl.ListFormat(language, { type: "conjunction" });
    const lines = TIMES.map(({ clock, duration }, index) => {
      const units = Object.entries(duration).map(([unit, value]) =>
        new Intl.DurationFormat(language, { style: "long" }).format({ [unit]: value }),
      );
      return `${clock}\n${list.format(units)}\n${WORDS[index]}`;
    });
    expect(textsOf(lines.join("\n"))).toEqual(WORDS);
  });
});

it("takes 0 seconds in the singular and the plural", () => {
  expect(textsOf("0:00\n0 seconde\nbonjour\n0:01\n1 seconde\nsalut")).toEqual(["bonjour", "salut"]);
  expect(textsOf("0:000 secondesBonjour\n0:055 secondesSalut")).toEqual(["Bonjour", "Salut"]);
});

it("eats no letter of the words behind the singular", () => {
  expect(textsOf("0:011 secondso what\n1:001 minuteso we start\n1:00:001 hourso long")).toEqual([
    "so what",
    "so we start",
    "so long",
  ]);
});

it("takes spellings that it does not know, on their own lines, where others are known", () => {
  expect(textsOf("0:04\n4 שניות\nאחת\n0:21\n21 שנייות\nשתיים")).toEqual(["אחת", "שתיים"]);
});

it("keeps lengths of time that are not the time they stand at", () => {
  expect(textsOf("0:04\n4 seconds\n9 seconds later\n0:09\n9 seconds\n9 seconds again")).toEqual([
    "9 seconds later",
    "9 seconds again",
  ]);
});
