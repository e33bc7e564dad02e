import type { PhrasingContent, RootContent } from "mdast";

/** What to show in place of a mark such as "[1]"; undefined where it stands for nothing. */
type ShowMark = (mark: string, number: number) => PhrasingContent | undefined;

/** A line of three backticks or more, which begins or ends a block of code, also in a list or a quotation. */
const FENCE = /^(?: {0,3}(?:>|(?:[-*+]|\d{1,9}[.)]) )){0,8} {0,3}(`{3,})([^`]*)$/;

/**
 * The paragraphs and blocks of code of an answer's text. Its lines stay lines; but for code in backticks and its marks it
 * is plain text.
 */
export function readBlocks(text: string, showMark: ShowMark): RootContent[] {
  const blocks: RootContent[] = [];
  let lines: string[] = [];
  let code: { fence: string; lang: string; lines: string[] } | null = null;

  function endParagraph() {
    if (lines.length > 0) blocks.push({ type: "paragraph", children: readLines(lines, showMark) });
    lines = [];
  }
  function endCode() {
    if (code) blocks.push({ type: "code", lang: code.lang || null, value: code.lines.join("\n") });
    code = null;
  }

  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, fence, info = ""] = FENCE.exec(line) ?? [];
    if (code) {
      if (fence !== undefined && info.trim() === "" && fence.length >= code.fence.length) endCode();
      else code.lines.push(line);
    } else if (fence !== undefined) {
      endParagraph();
      code = { fence, lang: /^[\w+#.-]{1,30}/.exec(info.trim())?.[0] ?? "", lines: [] };
    } else if (line.trim() === "") endParagraph();
    else lines.push(line.trim());
  }
  endParagraph();
  endCode();
  return blocks;
}

function readLines(lines: string[], showMark: ShowMark): PhrasingContent[] {
  return lines.flatMap((line, index) => {
    const content = readLine(line, showMark);
    return index === 0 ? content : [{ type: "break" as const }, ...content];
  });
}

/** Code between two runs of as many backticks, and marks. */
const CODE_OR_MARK = /(?<!`)(`{1,64})(?!`)(.{1,2000}?)(?<!`)\1(?!`)|\[(\d{1,4})\]/g;

function readLine(line: string, showMark: ShowMark): PhrasingContent[] {
  const content: PhrasingContent[] = [];
  let from = 0;
  for (const match of line.matchAll(CODE_OR_MARK)) {
    const [whole, , code, number] = match;
    const shown = code === undefined ? showMark(whole, Number(number)) : inlineCode(code);
    if (!shown) continue;
    if (match.index > from) content.push({ type: "text", value: line.slice(from, match.index) });
    content.push(shown);
    from = match.index + whole.length;
  }
  if (from < line.length) content.push({ type: "text", value: line.slice(from) });
  return content;
}

/** A blank on both sides parts code from backticks of its own. */
const inlineCode = (code: string): PhrasingContent => ({
  type: "inlineCode",
  value: /^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code,
});
