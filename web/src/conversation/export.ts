import type { AnswerView } from "./answer-view.ts";

/** Questions and answers as Markdown, with links to the second. The server has escaped what is quoted. */
export function toMarkdown(views: readonly AnswerView[]): string {
  return views
    .filter(({ phase }) => phase.kind === "ended")
    .map(({ question, markdown, text }) => `## ${asLine(question)}\n\n${markdown || asQuote(text)}`)
    .join("\n\n");
}

/** The question in one line, whatever signs of Markdown it has. */
const asLine = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#]/g, "\\$&");

/** What was cut off has no Markdown of its own: it is kept as it is, in a block of code. */
const asQuote = (text: string): string =>
  text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
