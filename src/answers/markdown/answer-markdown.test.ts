import * as fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { answerMarkdown, type TitledCitation } from "./answer-markdown.ts";

const ID = "aqz-KE-bpKQ";
const URL_OF = `https://www.youtube.com/watch?v=${ID}`;
const cite = (given: Partial<TitledCitation> = {}): TitledCitation => ({
  number: 1,
  videoId: "video",
  youtubeId: ID,
  title: "Tea talk",
  startMs: 29_400,
  endMs: 37_000,
  quote: "Hard water leaves a film.",
  ...given,
});

/** All nodes of what a reader of Markdown makes of a text. */
function nodesOf(markdown: string): Nodes[] {
  const within = (node: Nodes): Nodes[] => [
    node,
    ...("children" in node ? node.children.flatMap(within) : []),
  ];
  return within(fromMarkdown(markdown));
}
const linksIn = (markdown: string) =>
  nodesOf(markdown).flatMap((node) => (node.type === "link" ? node.url : []));
const wordsIn = (markdown: string) =>
  nodesOf(markdown)
    .flatMap((node) =>
      node.type === "text" || node.type === "inlineCode" ? node.value : node.type === "break" ? "\n" : [],
    )
    .join("");

test("marks are links to the second, and citations are listed below", () => {
  const citations = [cite(), cite({ number: 2, startMs: 3_725_000, title: "Second" })];
  expect(
    answerMarkdown("Hard water leaves a film [1].\nWarm the pot [2][1]\n\nThat is all.", citations),
  ).toBe(
    [
      `Hard water leaves a film [\\[1\\]](${URL_OF}&t=29s).\\`,
      `Warm the pot [\\[2\\]](${URL_OF}&t=3725s)[\\[1\\]](${URL_OF}&t=29s)`,
      "",
      "That is all.",
      "",
      "---",
      "",
      `- [\\[1\\] Tea talk, 0:29](${URL_OF}&t=29s): “Hard water leaves a film.”`,
      `- [\\[2\\] Second, 1:02:05](${URL_OF}&t=3725s): “Hard water leaves a film.”`,
    ].join("\n"),
  );
});

test("an upload without a URL has no link", () => {
  const markdown = answerMarkdown("So it is [1].", [cite({ youtubeId: null })]);
  expect(linksIn(markdown)).toEqual([]);
  expect(wordsIn(markdown)).toBe("So it is [1].[1] Tea talk, 0:29: “Hard water leaves a film.”");
});

test("a transcript without times has none, and opens at its beginning", () => {
  const markdown = answerMarkdown("So it is [1].", [cite({ isTimed: false })]);
  expect(linksIn(markdown)).toEqual([URL_OF, URL_OF]);
  expect(wordsIn(markdown)).toContain("[1] Tea talk: “");
});

test("a video without a title is named by its time", () => {
  expect(wordsIn(answerMarkdown("So [1].", [cite({ title: null })]))).toContain("[1] 0:29: “");
});

test("without text or citations there is nothing", () => {
  expect(answerMarkdown("", [])).toBe("");
  expect(answerMarkdown("Not said.", [])).toBe("Not said.");
});

test("while it is written, a mark without its citation is text", () => {
  const markdown = answerMarkdown("First [1], then [2] and [3", [cite()]);
  expect(linksIn(markdown)).toEqual([`${URL_OF}&t=29s`, `${URL_OF}&t=29s`]);
  expect(wordsIn(markdown)).toContain("then [2] and [3");
});

describe("code stays code, and a mark in it is none:", () => {
  test("in a line", () => {
    const markdown = answerMarkdown("Write `a[1]` or ``b ` c`` [1], not `d [1].", [cite()]);
    const codes = nodesOf(markdown).flatMap((node) => (node.type === "inlineCode" ? node.value : []));
    expect(codes).toEqual(["a[1]", "b ` c"]);
    expect(linksIn(markdown)).toHaveLength(3);
  });

  test("in a block, which may not have ended yet", () => {
    for (const end of ["\n```\nThen [1].", ""]) {
      const markdown = answerMarkdown(`So:\n\`\`\`js\nlet x = a[1];\n\n<b>\n${end}`, [cite()]);
      const codes = nodesOf(markdown).flatMap((node) =>
        node.type === "code" ? [[node.lang, node.value.trim()]] : [],
      );
      expect(codes).toEqual([["js", "let x = a[1];\n\n<b>"]]);
    }
  });
});

const HOSTILE = [
  "[click](https://evil.example) ![x](https://evil.example/a.png)",
  "<script>alert(1)</script> <b>bold</b> <https://evil.example>",
  "] (x)\n[1]: https://evil.example\n\n# Heading",
  "`code` ```fence``` ~~~",
  "*a* _b_ **c** __d__ ~~e~~ $x$ | a | b |",
  "&lt;b&gt; &amp; &#42; \\* \\",
  "1. one\n- two\n> three\n---\n===\n    four",
  "trailing bracket ] and \\] and [",
];

describe("what is quoted is escaped", () => {
  test.each(HOSTILE)("%j in a title and a quote", (given) => {
    const markdown = answerMarkdown("So [1].", [cite({ title: given, quote: given })]);
    const folded = given.replace(/\s+/g, " ");
    expect(wordsIn(markdown)).toBe(`So [1].[1] ${folded}, 0:29: “${folded}”`);
    expect(new Set(linksIn(markdown))).toEqual(new Set([`${URL_OF}&t=29s`]));
    expect(nodesOf(markdown).map(({ type }) => type)).toEqual(
      expect.not.arrayContaining(["html", "image", "heading", "definition", "strong", "emphasis"]),
    );
  });

  test("so that addresses and names are no links to GitHub's readers either", () => {
    const given = "see https://evil.example, www.evil.example or ann@evil.example | ~~so~~";
    expect(answerMarkdown(given, [])).toBe(
      String.raw`see https\://evil.example, www\.evil.example or ann\@evil.example \| \~\~so\~\~`,
    );
  });

  test("in the text too, whatever it is", () => {
    const line = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" }), fc.string());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join("\n").replaceAll("`", "'").replaceAll("[1]", "");
        const nodes = nodesOf(answerMarkdown(text, [cite()]));
        expect(new Set(nodes.map(({ type }) => type)).difference(EXPECTED)).toEqual(new Set());
        const links = nodes.flatMap((node) => (node.type === "link" ? node.url : []));
        expect(links).toEqual([`${URL_OF}&t=29s`]);
      }),
    );
  });
  const EXPECTED = new Set<string>([
    "root",
    "paragraph",
    "text",
    "break",
    "thematicBreak",
    "list",
    "listItem",
    "link",
  ]);
});
