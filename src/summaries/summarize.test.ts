import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAtOnce } from "../async/steps.ts";
import { cutTranscript } from "../search/index/cut/cut-transcript.ts";
import { summarySteps } from "./summarize.ts";

const BREAD = [
  "A sourdough starter is flour and water that wild yeast has settled in.",
  "Wild yeast eats the flour and fills the sourdough with bubbles.",
  "Why does a sourdough of flour, water and wild yeast rise with bubbles?",
  "It fills the sourdough of flour and water with bubbles of wild yeast.",
  "Thanks for watching this video about sourdough, flour, water and wild yeast.",
  "Subscribe for more about sourdough, flour, water, bubbles and wild yeast.",
  "Flour, water, yeast.",
];
const SAILS = [
  "A sailing boat moves because the wind bends around its sails.",
  "As I said, the wind that bends around the sails moves a sailing boat.",
  "And let's look at how the wind bends around the sails of a sailing boat.",
  "The keel of a sailing boat keeps the wind in its sails from drifting it.",
];

const LINE_MS = 10_000;

function speak(lines: string[], language = "en") {
  const cues = lines.map((text, at) => ({ startMs: at * LINE_MS, endMs: (at + 1) * LINE_MS - 500, text }));
  return { ...cutTranscript(cues, language), language };
}

const untitled = (startsMs: number[]) => startsMs.map((startMs) => ({ startMs, title: "" }));
const startsOf = (chapters: string[][]) =>
  untitled(chapters.map((_, chapter) => chapters.slice(0, chapter).flat().length * LINE_MS));

/** A word of its own for each number. */
const wordOf = (at: number) =>
  [at % 15, Math.trunc(at / 15) % 15, Math.trunc(at / 225)].map((n) => `${"bdfgklmnprstvwz"[n]}a`).join("");
const statementOf = (at: number) => {
  const [plant, bird, fish, tree] = [0, 1, 2, 3].map((n) => wordOf(4 * at + n));
  return `The ${plant} of every ${bird} must be the ${fish} in each ${tree}.`;
};

/** The summary of chapters, each of which has these lines. */
function summarize(chapters: string[][], language = "en") {
  const transcript = speak(chapters.flat(), language);
  return runAtOnce(summarySteps(transcript, startsOf(chapters), null));
}
const textsOf = (points: { text: string }[]) => points.map(({ text }) => text);

describe("the points of a summary", () => {
  test("each is a central sentence of its chapter that stands alone, in the order of time", () => {
    const points = summarize([BREAD, SAILS]);
    expect(points).toHaveLength(2);
    expect([BREAD[0], BREAD[1]]).toContain(points[0]!.text);
    expect([SAILS[0], SAILS[3]]).toContain(points[1]!.text);
  });

  test("a quote stands word for word in the transcript, at its times", () => {
    const [point] = summarize([["Good.", BREAD[0]!, "Fine."]]);
    expect(point).toEqual({
      text: BREAD[0],
      quote: BREAD[0],
      startMs: LINE_MS,
      endMs: 2 * LINE_MS - 500,
    });
  });

  test.each([
    ["en", "So the gluten of the dough holds the bubbles of the yeast.", "The gluten of the dough"],
    ["en", "So far the gluten of the dough holds the bubbles of the yeast.", "So far the gluten"],
    ["de", "Und die Hefe frisst das Mehl und füllt den Teig mit Blasen.", "Die Hefe frisst"],
    ["es", "Entonces la levadura come la harina y llena la masa de burbujas.", "La levadura come"],
    ["fr", "Donc la levure mange la farine et remplit la pâte de bulles.", "La levure mange"],
  ])("its text leaves out what joins it to what was said before: %s, %s", (language, sentence, begins) => {
    const [point] = summarize([[sentence]], language);
    expect(point!.quote).toBe(sentence);
    expect(point!.text).toMatch(new RegExp(`^${begins}`, "u"));
  });

  test("by vectors, the nearest to the middle of its chapter is taken", () => {
    const lines = ["seven", "eight", "nine"].map(
      (number) => `Chapter ${number} of the old book tells of quite other matters and people.`,
    );
    const vectors = [
      [0.6, 0.8, 0],
      [1, 0, 0],
      [0.6, 0, 0.8],
    ].map((vector) => Float32Array.from(vector));
    const [point] = runAtOnce(summarySteps(speak(lines), untitled([0]), vectors));
    expect(point!.text).toBe(lines[1]);
  });

  test("two short sentences are one point where neither is long enough", () => {
    const [point] = summarize([["Wild yeast eats all flour.", "Bubbles then fill the sourdough."]]);
    expect(point!.quote).toBe("Wild yeast eats all flour. Bubbles then fill the sourdough.");
    expect(point).toMatchObject({ startMs: 0, endMs: 2 * LINE_MS - 500 });
  });

  test("a point that is said in several chapters is given once", () => {
    const points = summarize([BREAD.slice(0, 2), BREAD.slice(0, 2), SAILS]);
    expect(new Set(textsOf(points)).size).toBe(points.length);
    expect(textsOf(points)).toEqual(expect.arrayContaining(BREAD.slice(0, 2)));
  });

  test("nothing of an advertisement is a point", () => {
    const advertised = [
      "This video is brought to you by Crumbly, the app for bakers of sourdough.",
      "Crumbly is an app that plans the sourdough, the flour and the oven of bakers.",
      "Bakers of sourdough save hours in the week with the plans of Crumbly.",
    ];
    const further = Array.from({ length: 12 }, (_, at) => `Kneading step ${at} makes the gluten stronger.`);
    const [point] = summarize([[...advertised, ...further, BREAD[0]!]]);
    expect(point!.text).not.toMatch(/Crumbly/u);
  });

  test("the first may announce what the video is about, others may not", () => {
    const announcement = "In this video we learn how ships of old times crossed the sea by the wind alone.";
    const [first, second] = summarize([
      [announcement, "Why do ships cross the sea by the wind alone?"],
      [SAILS[0]!, announcement],
    ]);
    expect(first!.text).toBe(announcement);
    expect(second!.text).toBe(SAILS[0]);
  });
});

test("what holds the words of its chapter's title is taken before what does not", () => {
  const lines = [
    "Copper kettles of old kitchens carry the heat of the stove to the water and to the tea that all of the people drink.",
    "Iron pans of new kitchens carry the heat of the stove to the butter and to the eggs that all of the people eat.",
  ];
  const take = (title: string) =>
    textsOf(runAtOnce(summarySteps(speak(lines), [{ startMs: 0, title }], null)));
  expect(take("Copper kettles")).toEqual([lines[0]]);
  expect(take("Iron pan")).toEqual([lines[1]]);
});

test("a chapter whose best sentence is poor has no point where others are good", () => {
  const poor = [
    "My friend, I love that, so give us the sails.",
    "Which of the boats of us sail on it is a question.",
  ];
  expect(textsOf(summarize([[SAILS[0]!], [BREAD[0]!], [statementOf(1)], poor]))).toEqual([
    SAILS[0],
    BREAD[0],
    statementOf(1),
  ]);
});

test("its text leaves out who speaks", () => {
  const [point] = summarize([[`ANNA BELL: ${BREAD[0]}`]]);
  expect(point!.text).toBe(BREAD[0]);
  expect(point!.quote).toBe(`ANNA BELL: ${BREAD[0]}`);
});

describe("in other languages", () => {
  test.each([
    [
      "de",
      "Die Hefe frisst das Mehl und füllt den Teig mit vielen Blasen.",
      [
        "Sie frisst das Mehl und füllt dabei den Teig mit vielen Blasen.",
        "Lasst uns sehen, wie die Hefe das Mehl frisst und den Teig füllt.",
      ],
    ],
    [
      "es",
      "La levadura come la harina y llena la masa de muchas burbujas.",
      [
        "Por eso come la harina y llena la masa de muchas burbujas.",
        "Vamos a ver cómo la levadura come la harina y llena la masa.",
      ],
    ],
    [
      "fr",
      "La levure mange la farine et remplit la pâte de petites bulles.",
      [
        "Elle mange la farine et remplit la pâte de petites bulles.",
        "Nous allons voir comment la levure mange la farine et remplit la pâte.",
      ],
    ],
    [
      "it",
      "Il lievito mangia la farina e riempie l'impasto di molte bolle.",
      ["Perché il lievito mangia la farina e riempie l'impasto di bolle?"],
    ],
    [
      "ru",
      "Дрожжи едят муку и наполняют тесто множеством маленьких пузырьков.",
      ["Почему дрожжи едят муку и наполняют тесто множеством пузырьков?"],
    ],
    [
      "ja",
      "酵母は小麦粉を食べて、パン生地をたくさんの小さな泡でいっぱいにします。",
      ["なぜ酵母は小麦粉を食べてパン生地を泡でいっぱいにするのですか？"],
    ],
    [
      "zh",
      "酵母吃面粉，并使面团充满许多细小的气泡，于是面包变得松软。",
      ["为什么酵母吃面粉，并使面团充满许多细小的气泡呢？"],
    ],
    [
      "ar",
      "تأكل الخميرة الدقيق وتملأ العجين بالكثير من الفقاعات الصغيرة.",
      ["لماذا تأكل الخميرة الدقيق وتملأ العجين بالكثير من الفقاعات؟"],
    ],
    [
      "hi",
      "खमीर आटा खाता है और गुंथे आटे को छोटे बुलबुलों से भर देता है।",
      ["खमीर आटा क्यों खाता है और उसे बुलबुलों से क्यों भर देता है?"],
    ],
  ])("%s: a statement that stands alone is taken before others", (language, statement, others) => {
    for (const lines of [
      [statement, ...others],
      [...others, statement],
    ])
      expect(textsOf(summarize([lines], language))).toEqual([statement]);
  });

  test("an unknown language is taken by its lengths and words", () => {
    expect(textsOf(summarize([["Ok.", BREAD[0]!, BREAD[2]!]], "not a tag"))).toEqual([BREAD[0]]);
  });
});

describe("captions without punctuation", () => {
  const said = [
    "the services of the network layer are addressing and routing of",
    "packets and what does the network layer do with the packets",
    "the network layer finds the best way of the packets to their receiver",
    "which is the network layer of the packets and the receiver the",
  ];

  test("a whole clause is taken", () => {
    const cues = said.map((text, at) => ({ startMs: at * 9000, endMs: at * 9000 + 5000, text }));
    const transcript = { ...cutTranscript(cues, "en"), language: "en" };
    expect(transcript.sentences).toHaveLength(4);
    const [point] = runAtOnce(summarySteps(transcript, untitled([0]), null));
    expect(point!.quote).toMatch(/^the (?:services .* packets|network layer finds .* receiver)$/u);
    expect(point!.text).toMatch(/^The /u);
  });
});

describe("how many points there are", () => {
  const talk = (lines: number) =>
    Array.from(
      { length: lines },
      (_, at) => `${SAILS[at % 2 === 0 ? 0 : 3]!.slice(0, -1)} at place ${"abcdefghij"[at % 10]!}${at}.`,
    );

  test("nothing said has none", () => {
    expect(summarize([[]])).toEqual([]);
    expect(runAtOnce(summarySteps(speak([]), [], null))).toEqual([]);
  });

  test("a chapter without a good one has none, if others have", () => {
    const bad = ["Okay.", "Thanks for watching.", "Why?"];
    expect(
      summarize([BREAD, SAILS, ["Salt makes the crust of the bread taste of more than flour."], bad]),
    ).toHaveLength(3);
  });

  test("there are as many as chapters, up to three, even where nothing is good", () => {
    const chapters = [["Hello and welcome."], ["Thanks for watching!"], ["Why?"], ["See you next time."]];
    expect(summarize(chapters)).toHaveLength(3);
    expect(summarize(chapters.slice(0, 2))).toHaveLength(2);
  });

  test("a single chapter of several minutes has several, up to six", () => {
    const minutes = (count: number) => [Array.from({ length: count * 6 }, (_, at) => statementOf(at))];
    expect(summarize(minutes(1))).toHaveLength(1);
    expect(summarize(minutes(4))).toHaveLength(4);
    expect(summarize(minutes(30))).toHaveLength(6);
  });

  test("many chapters are summed up together", () => {
    const points = summarize(Array.from({ length: 70 }, (_, at) => [statementOf(at)]));
    expect(points.length).toBeLessThanOrEqual(20);
    expect(points.length).toBeGreaterThan(10);
  });

  test("whatever is said, points keep to the bounds and stand in the transcript", () => {
    const text = fc.oneof(
      fc.constantFrom(...BREAD, ...SAILS, "Yes.", "so um", "你好，世界。"),
      fc.string({ unit: "grapheme" }),
    );
    const language = fc.constantFrom("en", "de", "es", "fr", "zh", "xx");
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 600_000 }), { maxLength: 5 }),
        language,
        (lines, starts, tag) => {
          const transcript = speak(lines, tag);
          const startsMs = [0, ...starts.toSorted((one, other) => one - other)];
          const points = runAtOnce(summarySteps(transcript, untitled(startsMs), null));
          expect(points.length).toBeLessThanOrEqual(20);
          let lastMs = -1;
          for (const { startMs, endMs, text: shown, quote } of points) {
            expect(startMs).toBeGreaterThan(lastMs);
            expect(endMs).toBeGreaterThan(startMs);
            expect(transcript.text).toContain(quote);
            expect(shown).not.toBe("");
            lastMs = startMs;
          }
        },
      ),
    );
  });

  test("vectors that are not those of the sentences are refused", () => {
    expect(() => runAtOnce(summarySteps(speak(talk(3)), untitled([0]), []))).toThrow(
      "0 vectors of 3 sentences",
    );
  });
});

describe("in turns", () => {
  /** A sentence a second. */
  function placed(lines: string[]) {
    let from = 0;
    const sentences = lines.map((text, at) => {
      const sentence = { text, startMs: at * 1000, endMs: at * 1000 + 900, from, to: from + text.length };
      from += text.length + 1;
      return sentence;
    });
    return { text: lines.join(" "), sentences, language: "en" };
  }

  test.each([
    [
      "a chapter of 20,000 sentences",
      20_000,
      (at: number) => SAILS[at % 4]!.replace("sail", `sail${at % 977}`),
    ],
    ["ten hours of single words", 36_000, (at: number) => `Word${at % 5000}.`],
  ])("%s is read in more steps than it has sentences", (_, count, line) => {
    const lines = Array.from({ length: count }, (_each, at) => line(at));
    const transcript = placed(lines);
    const vectors = transcript.sentences.map((_each, at) =>
      Float32Array.from({ length: 8 }, (_n, n) => Math.sin(at * n)),
    );
    let steps = 0;
    for (const summary = summarySteps(transcript, untitled([0]), vectors); summary.next().done !== true;)
      steps++;
    expect(steps).toBeGreaterThan(count);
  });
});
