import { describe, expect, it } from "vitest";
import { createCitationStream } from "./citations.ts";
import type { CitedPiece } from "./cited-text.ts";
import { movedTo, sampleHit } from "../../testing/sample-hits.ts";

const hits = [
  sampleHit(1, ["The derivative measures how fast a function changes.", "It is itself a function again."]),
  sampleHit(2, ["Newton's method finds roots quickly.", "Each step doubles the digits that are right."]),
  sampleHit(
    3,
    ["Матрица описывает линейное преобразование.", "Определитель говорит, как меняется площадь."],
    {
      language: "ru",
    },
  ),
  sampleHit(
    4,
    ["Die Ableitung ist die Steigung der Tangente.", "Das sieht man an der Kurve und auch im Bild."],
    { language: "de" },
  ),
];

/** The text with each citation's quote behind its marker. */
function cite(text: string, pieceLength = text.length, offered = hits): string {
  const stream = createCitationStream(offered);
  const pieces: CitedPiece[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    pieces.push(...stream.push(text.slice(at, at + pieceLength)));
  pieces.push(...stream.end());
  return pieces.map((piece) => (piece.type === "text" ? piece.text : `{${piece.citation.quote}}`)).join("");
}

const derivative = "[1]{The derivative measures how fast a function changes.}";

describe("createCitationStream", () => {
  it("gives each claim the sentence that it shares most with, numbered in order of first appearance", () => {
    expect(cite("Newton finds roots [2], doubling the digits [2]. A derivative tells how fast [1].")).toBe(
      "Newton finds roots [1]{Newton's method finds roots quickly.}, " +
        "doubling the digits [2]{Each step doubles the digits that are right.}. " +
        "A derivative tells how fast [3]{The derivative measures how fast a function changes.}.",
    );
  });

  it("gives the same quote the same number again", () => {
    expect(cite("A derivative measures change [1]. Newton [2]. The derivative measures [1].")).toMatch(
      /change \[1\].*Newton \[2\].*measures \[1\]/,
    );
  });

  it("tells the video and the quote's own times", () => {
    const [, piece] = createCitationStream(hits).push("Each step doubles the digits [2].");
    expect(piece).toEqual({
      type: "citation",
      citation: {
        number: 1,
        videoId: "video 2",
        youtubeId: "youtube 2",
        videoTitle: "Video 2",
        isTimed: true,
        startMs: 210_000,
        endMs: 220_000,
        quote: "Each step doubles the digits that are right.",
      },
    });
  });

  it("gives the text with the marker first, then its citation", () => {
    const pieces = createCitationStream(hits).push("The derivative [1][2] x");
    expect(pieces[0]).toEqual({ type: "text", text: "The derivative [1]" });
    expect(pieces[1]).toMatchObject({ type: "citation", citation: { number: 1 } });
  });

  it.each([
    "[1]",
    "[ 1 ]",
    "[^1]",
    "[#1]",
    "[passage 1]",
    "[Passage #1]",
    "[Source: 1]",
    "[Quelle 1]",
    "【1】",
    "【1†source】",
    "［１］",
    "[١]",
  ])("reads %s as a marker", (marker) => {
    expect(cite(`The derivative ${marker}.`)).toBe(`The derivative ${derivative}.`);
    expect(cite(`The derivative ${marker}.`, 1)).toBe(`The derivative ${derivative}.`);
  });

  it.each([
    "[1][2]",
    "[1, 2]",
    "[1,2]",
    "[1; 2]",
    "[1 and 2]",
    "[1-2]",
    "[1–2]",
    "[passages 1 and 2]",
    "[1][2][1]",
  ])("reads %s as two markers of one claim", (marker) => {
    const text = cite(`Newton used a derivative ${marker}.`);
    expect(text).toBe(`Newton used a derivative ${derivative}[2]{Newton's method finds roots quickly.}.`);
  });

  it("takes the sentence before for the claim of a marker behind its full stop", () => {
    expect(cite("A derivative measures change. [1] Newton finds roots.[2]")).toBe(
      `A derivative measures change. ${derivative} Newton finds roots.[2]{Newton's method finds roots quickly.}`,
    );
  });

  it("takes the whole sentence for the claim of a clause that says nothing by itself", () => {
    expect(cite("A derivative measures change [1], so to say [1].")).toBe(
      `A derivative measures change ${derivative}, so to say ${derivative}.`,
    );
  });

  it("prefers the sentence that a claim quotes word for word", () => {
    expect(cite("He says “It is itself a function again.” [1]")).toContain(
      "[1]{It is itself a function again.}",
    );
  });

  it("drops markers of passages that do not exist, and the space before them", () => {
    expect(cite("Foo [9] bar [17], baz [5-8]. Qux [8]")).toBe("Foo bar, baz. Qux");
    expect(cite("Foo [9]bar [9][1] derivative [9][1].")).toBe(`Foo bar derivative ${derivative}.`);
  });

  it("drops markers whose claim has nothing in common with the passage", () => {
    expect(cite("Bananas are yellow [1]. A derivative [1].")).toBe(
      `Bananas are yellow. A derivative ${derivative}.`,
    );
  });

  it("drops markers before anything has been said", () => {
    expect(cite("[1] A derivative")).toBe(" A derivative");
  });

  it("quotes the hit's first sentence where claim and passage are in different scripts or languages", () => {
    expect(cite("It describes how space is transformed [3].")).toContain("[1]{Матрица описывает");
    expect(cite("It is what you see of the slope in a picture [4].")).toContain("[1]{Die Ableitung ist");
  });

  it("quotes the sentence that the hit begins in where that runs over several", () => {
    const { sentences } = hits[2]!.passage;
    const part = {
      startMs: sentences[1]!.startMs,
      endMs: sentences[1]!.endMs + 5000,
      text: "Определитель … ещё",
    };
    expect(cite("Tells of the area [3].", 5, [hits[0]!, hits[1]!, movedTo(hits[2]!, part)])).toContain(
      "[1]{Определитель говорит",
    );
  });

  it("quotes the hit's first sentence where a claim has no content words", () => {
    expect(cite("It is so [2].")).toContain("[1]{Newton's method");
  });

  it("counts places cited and markers dropped", () => {
    const stream = createCitationStream(hits);
    stream.push("A derivative [1]. Bananas [1]. A derivative [1][9].");
    stream.end();
    expect(stream.counts()).toEqual({ citations: 1, dropped: 2 });
  });
});

describe("createCitationStream, with brackets that are no markers", () => {
  it.each([
    "[citation needed]",
    "[Music]",
    "the interval [0, 1] is closed",
    "at [1:02] he",
    "[link](http://example.org)",
    "- [ ] to do",
    "[1a]",
    "an unclosed [1",
    "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]",
  ])("leaves %s as it is", (text) => {
    expect(cite(text)).toBe(text);
    expect(cite(text, 1)).toBe(text);
  });

  it.each([
    "`list[1]`",
    "``a ` [1] `` and",
    "```js\nlist[1] = [2];\n```\nafter",
    "- ```\n  list[1]\n  ```\nafter",
    "> ```\n> [1]\n> ```\n",
    "````\n```\n[1]\n````\n",
    "```\nunclosed [1]",
  ])("leaves code as it is: %j", (text) => {
    expect(cite(text)).toBe(text);
    expect(cite(text, 1)).toBe(text);
  });

  it("reads markers behind backticks that never close", () => {
    expect(cite("The ` derivative [1]\nand ``` more [9]")).toBe(
      `The \` derivative ${derivative}\nand \`\`\` more`,
    );
    expect(cite("The \\`derivative [1]\\` more")).toBe(`The \\\`derivative ${derivative}\\\` more`);
  });

  it("drops numbers in brackets outside code, though they may be indexes: they would read as citations", () => {
    expect(cite("take arr[0] and arr[7]")).toBe("take arr and arr");
  });

  it("keeps a citation from becoming a link to elsewhere", () => {
    expect(cite("A derivative [1](http://evil.example)")).toBe(
      `A derivative ${derivative} (http://evil.example)`,
    );
    expect(cite("A derivative [1][9](http://evil.example)")).toBe(
      `A derivative ${derivative} (http://evil.example)`,
    );
    expect(cite("A derivative.\n[1]: http://evil.example")).toBe(
      `A derivative.\n${derivative} : http://evil.example`,
    );
    expect(cite("A derivative [1][x]")).toBe(`A derivative ${derivative} [x]`);
    expect(cite("He says of the derivative [1]: it")).toBe(`He says of the derivative ${derivative}: it`);
  });

  it("makes no marker of what a dropped one leaves", () => {
    expect(cite("[[9]1] [1 [9]] [[9][9]2] [1[9]]]")).toBe("[1 [1 [2 [1");
    expect(cite(`[${"0".repeat(100)}1]`)).toBe(`[${"0".repeat(100)}1`);
  });
});

describe("createCitationStream, as it streams", () => {
  it("lets text go at once, but for what may become a marker", () => {
    const stream = createCitationStream(hits);
    expect(stream.push("The derivative")).toEqual([{ type: "text", text: "The derivative" }]);
    expect(stream.push(" [")).toEqual([]);
    expect(stream.push("1")).toEqual([]);
    expect(stream.push("]")[0]).toEqual({ type: "text", text: " [1]" });
    expect(stream.push(" [pas")).toEqual([]);
    expect(stream.push("ta")).toEqual([{ type: "text", text: " [pasta" }]);
  });

  it("never splits a surrogate pair", () => {
    const stream = createCitationStream(hits);
    expect(stream.push("a\ud83d")).toEqual([{ type: "text", text: "a" }]);
    expect(stream.push("\ude42")).toEqual([{ type: "text", text: "🙂" }]);
    expect(stream.push("\ud83d")).toEqual([]);
    expect(stream.end()).toEqual([{ type: "text", text: "\ufffd" }]);
    expect(cite("\ud83d[9]\ude42")).toBe("\ufffd\ufffd");
  });

  it.each([
    ["markers and nothing else", "[1]".repeat(100_000)],
    ["a marker after each letter", "a[1]".repeat(75_000)],
    ["letters without a space", "x".repeat(1_000_000)],
    ["open brackets", "[".repeat(300_000)],
    ["half lists", "[1,".repeat(100_000)],
    ["backticks", "`".repeat(300_000)],
    ["code spans that never close", "`[1] ".repeat(60_000)],
    ["ends of sentences", `${"! ".repeat(2000)}[1]`.repeat(70)],
  ])("takes linear time on %s", (_, text) => {
    // Quadratic time would be minutes, which the limit of a test forbids.
    const stream = createCitationStream(hits);
    let written = 0;
    const count = (events: ReturnType<typeof stream.push>) => {
      for (const event of events) if (event.type === "text") written += event.text.length;
    };
    for (let at = 0; at < text.length; at += 5) count(stream.push(text.slice(at, at + 5)));
    count(stream.end());
    expect(written).toBeLessThanOrEqual(text.length);
  });
});
