import { toMarkdown, type Info, type Options, type State } from "mdast-util-to-markdown";
import type { Link, ListItem, PhrasingContent, Root } from "mdast";
import { clock } from "../../text/numbers/clock.ts";
import { placeUrl } from "../../youtube/links.ts";
import type { Citation } from "../answer.ts";
import { readBlocks } from "./read-blocks.ts";

/** A citation with the title to show for its video. */
export type TitledCitation = Citation & { title: string | null };

/**
 * An answer as Markdown: its text, in which the marks are links to the second, and below it a list of its citations.
 * All else in the text, and in titles and quotes, is plain text from outside, and escaped; code in backticks stays code.
 */
export function answerMarkdown(text: string, citations: readonly TitledCitation[]): string {
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const linkMark = (mark: string, number: number) => {
    const citation = byNumber.get(number);
    return citation && linked(citation, mark);
  };
  const root: Root = { type: "root", children: readBlocks(text, linkMark) };
  if (citations.length > 0) {
    if (root.children.length > 0) root.children.push({ type: "thematicBreak" });
    root.children.push({ type: "list", spread: false, children: citations.map(listed) });
  }
  return toMarkdown(root, OPTIONS).trimEnd();
}

/** Characters that only some readers of Markdown take for markup, such as GitHub's: links without brackets, tables, strikes. */
const OPTIONS: Options = {
  bullet: "-",
  rule: "-",
  listItemIndent: "one",
  handlers: { link: writeLink },
  unsafe: [
    { character: ":", before: "[ps]", after: "\\/", inConstruct: "phrasing" },
    { character: ".", before: "[Ww]", after: "[\\-.\\w]", inConstruct: "phrasing" },
    { character: "@", before: "[+\\-.\\w]", after: "[\\-.\\w]", inConstruct: "phrasing" },
    { character: "|", inConstruct: "phrasing" },
    { character: "~", inConstruct: "phrasing" },
    { character: "$", inConstruct: "phrasing" },
  ],
};

/** The addresses are those that `placeUrl` makes, which need no escapes. */
function writeLink(link: Link, _parent: unknown, state: State, info: Info): string {
  const exit = state.enter("label");
  const label = state.containerPhrasing(link, { ...info, before: "[", after: "]" });
  exit();
  return `[${label}](${link.url})`;
}
writeLink.peek = () => "[";

/** A text that opens the place of a citation; a text alone where that has no address. */
function linked(citation: Citation, value: string): PhrasingContent {
  const { youtubeId, isTimed = true, startMs } = citation;
  const url = placeUrl({ youtubeId, isTimed }, startMs);
  const text = { type: "text" as const, value };
  return url === null ? text : { type: "link", url, children: [text] };
}

/** "[1] Title, 0:29: “quote”". */
function listed(citation: TitledCitation): ListItem {
  const { number, title, isTimed = true, startMs, quote } = citation;
  const place = [title && oneLine(title), isTimed ? clock(startMs) : null].filter(Boolean).join(", ");
  const children: PhrasingContent[] = [
    linked(citation, `[${number}]${place && ` ${place}`}`),
    { type: "text", value: `: “${oneLine(quote)}”` },
  ];
  return { type: "listItem", spread: false, children: [{ type: "paragraph", children }] };
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
