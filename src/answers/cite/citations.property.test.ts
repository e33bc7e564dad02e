import fc from "fast-check";
import { expect, it } from "vitest";
import { anyCues, anyLanguage, withoutSpace } from "../../testing/arbitraries.ts";
import { passageAt } from "../../search/index/transcript-index.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createCitationStream } from "./citations.ts";
import type { CitedPiece } from "./cited-text.ts";
import { movedTo, sampleHit } from "../../testing/sample-hits.ts";

const hits = [
  sampleHit(1, ["A derivative measures change.", "The matrix is a map."]),
  sampleHit(2, ["Newton finds roots.", "Digits double 🙂 each step.", "A derivative is needed."]),
  sampleHit(3, ["Матрица это отображение.", "Корень находят быстро."], { language: "ru" }),
];

const words = [
  "derivative",
  "matrix map",
  "Newton roots",
  "banana",
  "матрица",
  "מטריצה",
  "導関数",
  "🙂",
  "e\u0301",
  "It is so",
];
const markers = [
  "[1]",
  "[2]",
  "[3]",
  "[9]",
  "[0]",
  "[1, 2]",
  "[1-3]",
  "【3】",
  "［２］",
  "[^1]",
  "[passage 2]",
  "[Source 3]",
];
const brackets = [
  "[",
  "]",
  "[[",
  "]]",
  "[1",
  "2]",
  ", 2]",
  "【",
  "】",
  "[x]",
  "[0, 1]",
  "1",
  "(http://x)",
  "(",
  ":",
  "†",
];
const code = [
  "`",
  "``",
  "```",
  "````",
  "\n```",
  "\n```js\n",
  "\n```\n",
  "\\",
  "\n- ",
  "\n> ",
  "\n1. ",
  "    ",
];
const rest = [" ", "  ", ". ", ".", "\n", "\t", "\u00a0", "\u0000", "\u202e", "\ud83d", "\ude42", "\u200b"];

const hostileText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words, " ", " ", ". ") },
      { weight: 4, arbitrary: fc.constantFrom(...markers) },
      { weight: 2, arbitrary: fc.constantFrom(...brackets) },
      { weight: 2, arbitrary: fc.constantFrom(...code) },
      { weight: 1, arbitrary: fc.constantFrom(...rest) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

function run(parts: string[]): CitedPiece[] {
  const stream = createCitationStream(hits);
  const pieces = parts.flatMap((part) => stream.push(part));
  return [...pieces, ...stream.end()];
}

const textOf = (pieces: CitedPiece[]) =>
  pieces.map((piece) => (piece.type === "text" ? piece.text : "")).join("");
const citationsOf = (pieces: CitedPiece[]) =>
  pieces.flatMap((piece) => (piece.type === "citation" ? [piece.citation] : []));

const runs = { numRuns: 3000 };

it("comes to the same however the text is cut", () => {
  const cut = fc.tuple(hostileText, fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 20 }));
  fc.assert(
    fc.property(cut, ([text, lengths]) => {
      const parts: string[] = [];
      for (let at = 0, turn = 0; at < text.length; turn++) {
        const length = lengths[turn % lengths.length]! + (turn % lengths.length === 0 ? 1 : 0);
        parts.push(text.slice(at, at + length));
        at += length;
      }
      const whole = run([text]);
      const inParts = run(parts);
      expect(textOf(inParts)).toBe(textOf(whole));
      expect(citationsOf(inParts)).toEqual(citationsOf(whole));
    }),
    runs,
  );
});

it("leaves no bracketed number outside code that is not a citation", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const cited = new Set<number>();
      let length = 0;
      const pieces = run([text]);
      for (const [index, piece] of pieces.entries()) {
        if (piece.type === "text") length += piece.text.length;
        if (piece.type === "text") continue;
        const marker = `[${piece.citation.number}]`;
        const before = pieces[index - 1];
        expect(before?.type === "text" && before.text.endsWith(marker)).toBe(true);
        cited.add(length - marker.length);
      }
      for (const { index } of withoutCode(textOf(pieces)).matchAll(/\[\d+\]/g))
        expect(cited).toContain(index);
    }),
    runs,
  );
});

it("quotes sentences of the passages, numbered without gaps in order of first appearance", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const quotes = new Map<number, string>();
      for (const { number, videoId, startMs, endMs, quote } of citationsOf(run([text]))) {
        const { passage } = hits.find((hit) => hit.passage.video.id === videoId)!;
        const sentence = expect.objectContaining({ startMs, endMs, text: quote });
        expect(passage.sentences).toContainEqual(sentence);
        const quoted = `${videoId} ${startMs} ${quote}`;
        expect(number).toBeLessThanOrEqual(quotes.size + 1);
        expect(quotes.get(number) ?? quoted).toBe(quoted);
        quotes.set(number, quoted);
      }
      expect(new Set(quotes.values()).size).toBe(quotes.size);
    }),
    runs,
  );
});

it("quotes what the captions say at its times, whatever they hold and whatever the model makes of them", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, hostileText, fc.nat({ max: 20 }), (cues, language, text, at) => {
      const index = sampleIndex(cues, language);
      const offered = index.passages.ids.map((_, number) => {
        const passage = passageAt(index, number);
        const hit = sampleHit(number + 1, ["…"]);
        const sentence = passage.sentences[at % passage.sentences.length]!;
        return movedTo({ ...hit, passage: { ...hit.passage, ...passage } }, sentence);
      });
      const said = offered.map(
        ({ passage }, number) => `${passage.text.slice(at)} [${number + 1}]. ${text} [${number + 1}]`,
      );
      const stream = createCitationStream(offered);
      const pieces = [...said.flatMap((part) => stream.push(part)), ...stream.end()];
      for (const { startMs, endMs, quote } of citationsOf(pieces)) {
        const spoken = cues.filter((cue) => cue.startMs < endMs && cue.endMs > startMs);
        // In scripts without spaces there is none between cues.
        expect(withoutSpace(spoken.map((cue) => cue.text).join(""))).toContain(withoutSpace(quote));
      }
    }),
    { numRuns: 300 },
  );
});

it("drops nothing but markers", () => {
  const unmarked = (text: string) =>
    text.replace(/passage 2|Source 3/g, "").replace(/[\s\p{Nd}[\]【】［］,^†-]/gu, "");
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(unmarked(textOf(run([text])))).toBe(unmarked(text.toWellFormed()));
    }),
    runs,
  );
});

it("splits no surrogate pair and gives no empty text", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const texts = run(text.split("")).flatMap((piece) => (piece.type === "text" ? [piece.text] : []));
      for (const [index, piece] of texts.entries()) {
        expect(piece).not.toBe("");
        const joint = `${piece.at(-1)}${texts[index + 1]?.[0] ?? ""}`;
        expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(joint)).toBe(false);
      }
    }),
    runs,
  );
});

/** The text with code blanked, read as CommonMark has it, a code span ending with its line at the latest. */
function withoutCode(text: string): string {
  let fence = 0;
  const lines = text.split("\n").map((line) => {
    const closing = /^[ \t>]*(`+)[ \t\r]*$/.exec(line)?.[1]?.length ?? 0;
    if (fence > 0) {
      if (closing >= fence) fence = 0;
      return " ".repeat(line.length);
    }
    const opening =
      /^(?: {0,3}(?:>|(?:[-*+]|\d{1,9}[.)]) ))* {0,3}(`{3,})[^`]*$/.exec(line)?.[1]?.length ?? 0;
    if (opening >= 3) fence = opening;
    return withoutSpans(line);
  });
  return lines.join("\n");
}

function withoutSpans(line: string): string {
  let out = "";
  for (let at = 0; at < line.length;) {
    const part = line[at] === "\\" ? line.slice(at, at + 2) : (/^`+/.exec(line.slice(at))?.[0] ?? line[at]!);
    at += part.length;
    out += part;
    if (part[0] !== "`") continue;
    const close = new RegExp(`(?<!\`)${part}(?!\`)`).exec(line.slice(at));
    if (close === null) continue;
    out += " ".repeat(close.index + part.length);
    at += close.index + part.length;
  }
  return out;
}
