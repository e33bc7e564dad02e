import type { Citation } from "../answer.ts";

export type CitedPiece = { type: "text"; text: string } | { type: "citation"; citation: Citation };

/** The beginning of a line of Markdown before a block: quote signs, list bullets and up to three spaces. */
const CONTAINER = /^(?: {0,3}(?:>|(?:[-*+]|\d{1,9}[.)]) ))* {0,3}$/;
const CONTAINER_MAX_LENGTH = 40;
const CLOSES_UP = /[\s.,;:!?…)\]}»”’、。，؟।]/u;

/**
 * Writes the outgoing text, so that a bracketed number in it is a citation and nothing else, whatever was dropped:
 * - the space before a dropped marker goes too where white space, closing punctuation or the end follows;
 * - dropping never makes a marker of what is left (`[[9]1]` loses its last bracket) nor joins two runs of backticks;
 * - a citation never becomes a Markdown link: a space parts `[1]` from a following `(`, `[` or, at the start of a
 *   line, `:`, so that no text can send the readers of a citation elsewhere;
 * - half a surrogate pair becomes U+FFFD, as it would on its way out, before halves can meet.
 */
export function createCitedText(onText: (text: string) => void) {
  let pieces: CitedPiece[] = [];
  let text = "";
  let line = "";
  let lastChar = "";
  let bracket: "none" | "open" | "number" = "none";
  let owedSpace = "";
  let afterCitation: "no" | "inLine" | "atLineStart" = "no";
  let isEscaped = false;

  function append(added: string): void {
    text += added;
    onText(added);
    const lineBreak = added.lastIndexOf("\n");
    if (lineBreak >= 0) line = added.slice(lineBreak + 1, lineBreak + 1 + CONTAINER_MAX_LENGTH);
    else if (line.length < CONTAINER_MAX_LENGTH) line += added.slice(0, CONTAINER_MAX_LENGTH);
    const backslashes = added.endsWith("\\") ? added.length - added.replace(/\\+$/, "").length : 0;
    isEscaped = (backslashes === added.length && isEscaped) !== (backslashes % 2 === 1);
    lastChar = added.at(-1) ?? lastChar;
  }

  function settle(next: string): void {
    const isLink = next === "(" || next === "[" || (next === ":" && afterCitation === "atLineStart");
    if (owedSpace !== "" && !CLOSES_UP.test(next)) append(owedSpace);
    else if (afterCitation !== "no" && isLink) append(" ");
    owedSpace = "";
    afterCitation = "no";
  }

  return {
    write(added: string): void {
      if (added === "") return;
      settle(added[0] ?? "");
      // The fast path, which nearly every token of an answer takes.
      if (bracket === "none" && !added.includes("[")) return append(added.toWellFormed());
      let kept = "";
      for (const char of added.toWellFormed()) {
        if (char === "]" && bracket === "number") continue;
        bracket = char === "[" ? "open" : /^\d$/.test(char) && bracket !== "none" ? "number" : "none";
        kept += char;
      }
      if (kept !== "") append(kept);
    },
    /** Writes code, which stays as it is. */
    writeUnchanged(added: string): void {
      settle(added[0] ?? "");
      append(added.toWellFormed());
      bracket = "none";
    },
    cite(citation: Citation): void {
      if (owedSpace !== "") append(owedSpace);
      owedSpace = "";
      const isAtLineStart = CONTAINER.test(line);
      // The marker is no part of the claim, so onText does not get it.
      text += `[${citation.number}]`;
      pieces.push({ type: "text", text }, { type: "citation", citation });
      text = "";
      if (line.length < CONTAINER_MAX_LENGTH) line += "[]";
      [lastChar, bracket, isEscaped] = ["]", "none", false];
      afterCitation = isAtLineStart || afterCitation === "atLineStart" ? "atLineStart" : "inLine";
    },
    /** Leaves a marker out that stood after `space`. */
    drop(space: string): void {
      if (space !== "") owedSpace = space;
      else if (lastChar === "`" && owedSpace === "") owedSpace = " ";
    },
    /** Whether only what may precede a fence stands on the line so far. */
    isAtBlockStart: () => line.length < CONTAINER_MAX_LENGTH && CONTAINER.test(line + owedSpace),
    /** Whether a backslash takes its meaning from what comes next. */
    isEscaped: () => isEscaped && owedSpace === "",
    take(): CitedPiece[] {
      const taken = text === "" ? pieces : [...pieces, { type: "text" as const, text }];
      [pieces, text] = [[], ""];
      return taken;
    },
  };
}
