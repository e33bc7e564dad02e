/**
 * The state of a text in and outside Markdown code. A span opens with a run of backticks and ends with a run of the same length, or
 * with its line. Three or more at the start of a line whose rest has no backtick open a fence, which ends with a line
 * of at least as many, or never.
 */
export type CodeState =
  | { kind: "text" }
  | { kind: "span"; run: number; mayBeFence: boolean }
  | { kind: "fence"; run: number; line: "indent" | "run" | "trail" | "code"; seen: number };

/** A closing backtick is looked for this far, in UTF-16 code units: text waits no longer for it. */
export const SPAN_LOOKAHEAD = 64;
/** Longer runs of backticks count as several. */
export const MAX_RUN_LENGTH = 64;

export const PLAIN_TEXT: CodeState = { kind: "text" };

export function backtickRun(text: string, at: number): number {
  let end = at;
  while (text[end] === "`" && end - at < MAX_RUN_LENGTH) end += 1;
  return end - at;
}

/** The state after a run of backticks outside fences. */
export function afterRun(state: CodeState, run: number, isAtBlockStart: boolean): CodeState {
  if (state.kind === "span") return state.run === run ? PLAIN_TEXT : { ...state, mayBeFence: false };
  return { kind: "span", run, mayBeFence: run >= 3 && isAtBlockStart };
}

/** The state after a line break outside fences. */
export function afterLine(state: CodeState): CodeState {
  if (state.kind !== "span" || !state.mayBeFence) return PLAIN_TEXT;
  return { kind: "fence", run: state.run, line: "indent", seen: 0 };
}

/** The state after one more character inside a fence. */
export function afterFenced(state: CodeState & { kind: "fence" }, char: string): CodeState {
  if (char === "\n") {
    const isClosed = (state.line === "run" || state.line === "trail") && state.seen >= state.run;
    return isClosed ? PLAIN_TEXT : { ...state, line: "indent", seen: 0 };
  }
  const isBlank = char === " " || char === "\t" || char === "\r";
  if (state.line === "indent" && (isBlank || char === ">")) return state;
  if (char === "`" && (state.line === "indent" || state.line === "run")) {
    return { ...state, line: "run", seen: state.seen + 1 };
  }
  if (isBlank && (state.line === "run" || state.line === "trail")) return { ...state, line: "trail" };
  return state.line === "code" ? state : { ...state, line: "code" };
}

/** Whether the span that is open at `at` closes soon on its line; null where the text ends before that is known. */
export function closesSoon(text: string, at: number, run: number, isFinal: boolean): boolean | null {
  const limit = Math.min(text.length, at + SPAN_LOOKAHEAD);
  for (let index = at; index < limit; index++) {
    if (text[index] === "\n") return false;
    if (text[index] !== "`") continue;
    const found = backtickRun(text, index);
    if (index + found === text.length && found < MAX_RUN_LENGTH && !isFinal) return null;
    if (found === run) return true;
    index += found - 1;
  }
  return limit === text.length && text.length < at + SPAN_LOOKAHEAD && !isFinal ? null : false;
}
