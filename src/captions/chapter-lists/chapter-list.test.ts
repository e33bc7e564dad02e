import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChapterList } from "./chapter-list.ts";

const parse = (lines: string[] | string, durationMs: number | null = null) =>
  parseChapterList(typeof lines === "string" ? lines : lines.join("\n"), durationMs);
const titles = (lines: string[], durationMs: number | null = null) =>
  parse(lines, durationMs)?.map(({ title }) => title) ?? null;
const starts = (lines: string[]) => parse(lines)?.map(({ startMs }) => startMs / 1_000) ?? null;

const BREAD = ["0:00 Flour", "1:20 Kneading", "12:05 Baking"];
const BREAD_TITLES = ["Flour", "Kneading", "Baking"];

describe("a list is found", () => {
  it("in a description with links, hashtags and other times", () => {
    const description = `How we bake bread. At 3:20 he says that it is done.

🔔 Subscribe: https://example.com/@bakery?sub_confirmation=1
▬▬▬ CHAPTERS ▬▬▬
00:00 - Welcome
01:02 - The dough
1:00:03 - Questions & answers

Live every Sunday 10:00
#bread #baking`;
    expect(parse(description, 4_000_000)).toEqual([
      { startMs: 0, title: "Welcome" },
      { startMs: 62_000, title: "The dough" },
      { startMs: 3_603_000, title: "Questions & answers" },
    ]);
  });

  it("whatever ends its lines", () => {
    expect(titles([BREAD.join("\r\n")])).toEqual(BREAD_TITLES);
    expect(titles([BREAD.join("\r")])).toEqual(BREAD_TITLES);
  });

  it("across blank lines", () => {
    expect(titles([BREAD.join("\n\n")])).toEqual(BREAD_TITLES);
    expect(titles([BREAD.join("\n \n\n")])).toEqual(BREAD_TITLES);
  });

  it("across a line about each chapter", () => {
    expect(titles(BREAD.map((line) => `${line}\nMore about this part.`))).toEqual(BREAD_TITLES);
    expect(titles(BREAD.map((line) => `${line}\nMore about this part.\n`))).toEqual(BREAD_TITLES);
  });

  it("across headings of several chapters", () => {
    const evening = ["", "EVENING", "", "20:00 Crumbs", "21:00 Soup"];
    expect(titles(["MORNING", ...BREAD, ...evening])).toEqual([...BREAD_TITLES, "Crumbs", "Soup"]);
  });

  it("of the right end where the video ends soon after", () => {
    expect(titles(BREAD, 735_000)).toEqual(BREAD_TITLES);
  });

  it("with minutes over an hour", () => {
    expect(starts(["0:00 a", "59:59 b", "75:20 c", "1:20:00 d"])).toEqual([0, 3_599, 4_520, 4_800]);
  });
});

describe("there is no list", () => {
  it.each([
    ["without text", []],
    ["in prose", ["At 0:00 it begins, at 3:20 he says why, and at 5:00 it ends.", "Enjoy!"]],
    ["of prose lines", ["He begins at 0:00 with salt", "and at 3:20 he says why", "until at 5:00 it ends"]],
    ["of two times", ["0:00 Flour", "1:20 Kneading"]],
    ["that begins later", ["0:01 Flour", "1:20 Kneading", "12:05 Baking"]],
    ["that goes back", ["0:00 Flour", "1:20 Kneading", "1:00 Baking"]],
    ["that goes back at its end", [...BREAD, "13:00 Eating", "12:30 Washing up"]],
    ["with the same time twice", ["0:00 Flour", "1:20 Kneading", "1:20 Baking"]],
    ["with a chapter of nine seconds", ["0:00 Flour", "0:09 Kneading", "12:05 Baking"]],
    ["with one of nine seconds among others", [...BREAD, "12:14 Eating", "20:00 Washing up"]],
    ["of times without titles", ["0:00", "1:20", "12:05"]],
    ["of links", ["0:00 https://example.com/a", "1:20 https://example.com/b", "12:05 www.example.com"]],
    ["of marks", ["0:00 -", "1:20 ...", "12:05 ()"]],
    ["of what is no time", ["0:00 Flour", "1:75 Kneading", "2:99 Baking"]],
    ["of ratios and verses", ["16:9 Wide", "4:3 Narrow", "1:1 Square"]],
    ["of times of day", ["10:30am Doors", "11:00am Talk", "12:00am Lunch"]],
    ["of time codes", ["00:00:00:00 Flour", "00:01:20:00 Kneading", "00:12:05:00 Baking"]],
    ["of times within links", ["https://a.example/0:00", "https://a.example/1:20", "https://a.example/2:00"]],
    ["with much text between", ["0:00 a", "One.", "Two.", "1:00 b", "One.", "Two.", "2:00 c"]],
  ])("%s", (_, lines) => {
    expect(parse(lines)).toBeNull();
  });

  it("where a time lies after the video's end, or less than ten seconds before it", () => {
    expect(parse(BREAD, 700_000)).toBeNull();
    expect(parse(BREAD, 734_000)).toBeNull();
  });
});

describe("of several lists", () => {
  const SONGS = ["0:00 Polka", "2:00 Waltz", "3:00 March", "4:00 Tango"];

  it("the longest counts, wherever it stands", () => {
    expect(titles([...BREAD, "", "Songs:", ...SONGS])).toEqual(["Polka", "Waltz", "March", "Tango"]);
    expect(titles([...SONGS, ...BREAD])).toEqual(["Polka", "Waltz", "March", "Tango"]);
  });

  it("the first counts of two that are as long", () => {
    expect(titles([...BREAD, "", "Auf Deutsch", "0:00 Mehl", "1:20 Kneten", "12:05 Backen"])).toEqual(
      BREAD_TITLES,
    );
  });

  it("one that is not valid does not count, though it is longer", () => {
    expect(titles(["0:00 a", "0:02 b", "0:04 c", "0:06 d", "", ...BREAD])).toEqual(BREAD_TITLES);
  });

  it("times that are mentioned elsewhere do not join the list", () => {
    expect(titles([...BREAD, "", "Correction:", "15:20 it is rye, not wheat"])).toEqual(BREAD_TITLES);
    expect(titles([...BREAD, "", "The next stream is at 20:00"])).toEqual(BREAD_TITLES);
    expect(titles([...BREAD, "", "Songs", "2:30 Polka", "4:00 Waltz"])).toEqual(BREAD_TITLES);
  });
});

describe("a line may be written", () => {
  it.each([
    ["0:00 Intro", 0, "Intro"],
    ["0:00 - Intro", 0, "Intro"],
    ["0:00 — Intro", 0, "Intro"],
    ["0:00: Intro", 0, "Intro"],
    ["0:00 | Intro |", 0, "Intro"],
    ["00:00:00 Intro", 0, "Intro"],
    ["0:00.000 Intro", 0, "Intro"],
    ["00:00 ⌨️ Setting up", 0, "Setting up"],
    ["⌨️ (0:00:00) Setting up", 0, "Setting up"],
    ["1️⃣ 0:00 Intro", 0, "Intro"],
    ["• 0:00 Intro", 0, "Intro"],
    ["▶️ 0:00 → Intro", 0, "Intro"],
    ["“0:00” / Intro", 0, "Intro"],
    ["【0:00】Intro", 0, "Intro"],
    ["** 0:00 ** Intro", 0, "Intro"],
    ["- **0:00**: **Intro**", 0, "Intro"],
    ["(1:02:03) Title", 3_723, "Title"],
    ["[1:02:03] - Title", 3_723, "Title"],
    ["1. 1:20 Title", 80, "Title"],
    ["02) [1:20] Title", 80, "Title"],
    ["Part 2: 1:20 The dough", 80, "Part 2: The dough"],
    ["0:00–1:20 Title", 0, "Title"],
    ["0:00 - 1:20 - Title", 0, "Title"],
    ["[0:00 → 1:20] Title", 0, "Title"],
    ["(0:00) - (1:20) Title", 0, "Title"],
    ["0:00 to 1:20 Title", 0, "Title"],
    ["0:00 Title (1:20)", 0, "Title"],
    ["0:00 Title – 1:20", 0, "Title"],
    ["Title 0:00–1:20", 0, "Title"],
    ["Intro - 0:00", 0, "Intro"],
    ["Intro (1:20)", 80, "Intro"],
    ["Intro: [1:20]", 80, "Intro"],
    ["• Intro ........ 1:20", 80, "Intro"],
    ["Top 10 1:20", 80, "Top 10"],
    ["(0:00 Intro)", 0, "Intro"],
    ["0：00 はじめに", 0, "はじめに"],
    ["０１：２０開場", 80, "開場"],
    ["開場１：２０", 80, "開場"],
    ["1:20인트로", 80, "인트로"],
    ["٠١:٢٠ مقدمة", 80, "مقدمة"],
    ["\u200F1:20\u200F – مقدمة", 80, "مقدمة"],
    ["۰۱:۲۰ آغاز", 80, "آغاز"],
    ["१:२० परिचय", 80, "परिचय"],
    ["𝟎𝟏:𝟐𝟎 Bold", 80, "Bold"],
    ["\t1:20\tTabs\tinside", 80, "Tabs inside"],
    ["[1:20](https://example.com/v?t=80) Title", 80, "Title"],
    ["1:20 [Title](https://example.com/a)", 80, "Title"],
    ["1:20 Sponsor: https://bit.ly/abc", 80, "Sponsor"],
    ["1:20 Tools (https://example.com/tools) in use", 80, "Tools in use"],
    ["1:20 Shop – bit.ly/abc", 80, "Shop"],
    ["1:20 www.example.com Shop", 80, "Shop"],
  ])("%s", (line, seconds, title) => {
    const lines = seconds === 0 ? [line, "2:00:00 b", "3:00:00 c"] : ["0:00 a", line, "2:00:00 c"];
    expect(parse(lines)?.[seconds === 0 ? 0 : 1]).toEqual({ startMs: seconds * 1_000, title });
  });

  it.each([
    ".NET, C# and C++",
    "#1 tip",
    "¿Qué es?",
    "“Quoted” words…",
    "(Part 1) Why not?",
    "John 3:16",
    "Node.js/Express at Amazon.com",
    "№ 5",
    "50% off!",
    "Intro 🎬",
    "🍕",
    "Dr. No",
    "Wait...",
    "第２章",
  ])("with a title that stays as it is: %s", (title) => {
    expect(titles(["0:00 a", `1:00 ${title}`, "2:00 c"])).toEqual(["a", title, "c"]);
  });
});

describe("what is too long", () => {
  const clock = (minutes: number) =>
    `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:00`;

  it("is a title of more than 200 characters, which is cut at a word", () => {
    const [, title] = titles(["0:00 a", `1:00 ${"kneading ".repeat(40)}`, "2:00 c"])!;
    expect(title).toBe("kneading ".repeat(22).trim());
    const [, unspaced] = titles(["0:00 a", `1:00 ${"お菓子を作る".repeat(40)}`, "2:00 c"])!;
    expect(unspaced!.length).toBeGreaterThan(190);
    expect(unspaced!.length).toBeLessThanOrEqual(200);
    const [, oneWord] = titles(["0:00 a", `1:00 x${"𠮷".repeat(300)}`, "2:00 c"])!;
    expect(oneWord!.length).toBeLessThanOrEqual(200);
    expect(oneWord!.isWellFormed()).toBe(true);
  });

  it("is a list of more than 100 chapters, of which the first are taken", () => {
    const lines = Array.from({ length: 130 }, (_, index) => `${clock(index)} Part ${index}`);
    expect(parse(lines)).toHaveLength(100);
    expect(parse(lines)?.at(-1)).toEqual({ startMs: 99 * 60_000, title: "Part 99" });
  });
});

const word = fc.stringMatching(/^\p{L}{1,12}$/u);
const title = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
const chaptersUpTo = (maxLength: number) =>
  fc
    .array(fc.record({ seconds: fc.integer({ min: 10, max: 4_000 }), title }), { minLength: 3, maxLength })
    .map((drafts) => {
      let startMs = -drafts[0]!.seconds * 1_000;
      return drafts.map((draft) => ({ startMs: (startMs += draft.seconds * 1_000), title: draft.title }));
    });
const pad = (number: number) => String(number).padStart(2, "0");
const clockOf = (ms: number) => {
  const seconds = ms / 1_000;
  return `${Math.floor(seconds / 3_600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
};
const writings: [string, (time: string, title: string) => string][] = [
  ["time first", (time, name) => `${time} ${name}`],
  ["dashes", (time, name) => `${time} – ${name}`],
  ["brackets", (time, name) => `• (${time}) ${name}`],
  ["time last", (time, name) => `${name} – ${time}`],
  ["full width", (time, name) => `${time.replaceAll(":", "：")} ${name}`],
];

describe("any list", () => {
  it.each(writings)("is read as it was written: %s", (_, write) => {
    fc.assert(
      fc.property(chaptersUpTo(30), fc.array(title, { maxLength: 3 }), (list, prose) => {
        const lines = list.map((one) => write(clockOf(one.startMs), one.title));
        expect(parse([...prose, "", ...lines, "", ...prose])).toEqual(list);
        expect(parse(lines, list.at(-1)!.startMs + 10_000)).toEqual(list);
        expect(parse(lines, list.at(-1)!.startMs + 9_999)).toBeNull();
      }),
    );
  });

  it("that is found in any text keeps the rule", () => {
    const time = fc.integer({ min: 0, max: 400 }).map((seconds) => clockOf(seconds * 1_000));
    const mark = fc.constantFrom(
      " ",
      "-",
      "(",
      ")",
      "[",
      "]",
      "•",
      ":",
      "0",
      "\n",
      "http://a.b",
      "🍕",
      "…",
      "\u200F",
    );
    const line = fc
      .array(fc.oneof(time, mark, word, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 6 })
      .map((parts) => parts.join(" "));
    const text = fc
      .tuple(fc.array(line, { maxLength: 15 }), chaptersUpTo(6))
      .map(([lines, list]) =>
        [...list.map((one) => `${clockOf(one.startMs)} ${one.title}`), ...lines].join("\n"),
      );
    fc.assert(
      fc.property(text, fc.option(fc.integer({ min: 0, max: 100_000_000 })), (any, durationMs) => {
        const list = parse(any, durationMs);
        if (list === null) return;
        expect(list.length).toBeGreaterThanOrEqual(3);
        expect(list[0]!.startMs).toBe(0);
        expect(list.at(-1)!.startMs).toBeLessThanOrEqual((durationMs ?? Infinity) - 10_000);
        const lengths = list.slice(1).map(({ startMs }, index) => startMs - list[index]!.startMs);
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(10_000);
        for (const { title: name } of list) {
          expect(name).toBe(name.trim());
          expect(name).toMatch(/^[^\n]{1,200}$/u);
          expect(name).not.toContain("http:");
        }
      }),
    );
  });
});
