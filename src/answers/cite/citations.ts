import type { VideoHit } from "../../videos/video.ts";
import { createCitedText, type CitedPiece } from "./cited-text.ts";
import { createClaimTracker } from "./claims.ts";
import {
  afterFenced,
  afterLine,
  afterRun,
  backtickRun,
  closesSoon,
  PLAIN_TEXT,
  MAX_RUN_LENGTH,
  type CodeState,
} from "./code-blocks.ts";
import { isOpenBracket, readMarker, type Marker } from "./marker.ts";
import { createCitationResolver } from "./citation-resolver.ts";

export type CitationStream = {
  push(text: string): CitedPiece[];
  /** The text that was held back. Nothing may be pushed afterwards. */
  end(): CitedPiece[];
  /** The numbers of distinct quotes cited, and of passage numbers left out of the text, so far. */
  counts(): { citations: number; dropped: number };
};

/**
 * Turns a model's text, which marks claims with passage numbers, into text that marks them with citations: each marker
 * becomes `[n]`, followed by its citation, where each distinct quote has its own number, from 1 in order of first
 * appearance. A marker is dropped where there is no such passage, or where the claim before the marker has nothing in
 * common with the passage (see `createQuoteFinder`). The cuts between pushes make no difference to the outcome.
 *
 * Outside code every bracketed number is taken for a marker, so that none is left that might be taken for a citation:
 * `arr[0]` loses its index there, and `[3](http://…)` is a citation whose target stays behind as text. Code (see
 * `CodeState`) passes unchanged. Held back are a possible marker, the space before it, and a marker in a code span
 * that is not closed yet: some 130 characters at most.
 *
 * `language`: the one (ISO 639-1) that the text is to be in, for texts too short to tell.
 */
export function createCitationStream(hits: VideoHit[], options: { language?: string } = {}): CitationStream {
  const resolver = createCitationResolver(hits);
  const claims = createClaimTracker(options.language);
  const output = createCitedText(claims.add);
  let code: CodeState = PLAIN_TEXT;
  let held = "";

  function push(text: string): CitedPiece[] {
    return consume(held + text, false);
  }

  function end(): CitedPiece[] {
    return consume(held, true);
  }

  function consume(text: string, isFinal: boolean): CitedPiece[] {
    let at = 0;
    while (at < text.length) {
      const used = code.kind === "fence" ? takeFenced(text, at, isFinal) : takeText(text, at, isFinal);
      if (used === 0) break;
      at += used;
    }
    held = text.slice(at);
    return output.take();
  }

  function takeFenced(text: string, from: number, isFinal: boolean): number {
    let at = from;
    while (at < text.length && code.kind === "fence") code = afterFenced(code, text[at++] ?? "");
    if (at === text.length && !isFinal && isHighSurrogate(text.charCodeAt(at - 1))) at -= 1;
    if (at > from) output.writeUnchanged(text.slice(from, at));
    return at - from;
  }

  /** The number of characters that were dealt with; 0: more must come first. */
  function takeText(text: string, at: number, isFinal: boolean): number {
    const char = text[at] ?? "";
    if (char === "`") return takeBackticks(text, at, isFinal);
    if (char === "\n") code = afterLine(code);
    else if (isOpenBracket(char)) return takeBracket(text, at, "", isFinal);
    else if (isInlineSpace(char)) {
      if (at + 1 === text.length && !isFinal) return 0;
      if (isOpenBracket(text[at + 1])) return takeBracket(text, at + 1, char, isFinal);
    } else return takePlain(text, at, isFinal);
    output.write(char);
    return 1;
  }

  function takePlain(text: string, at: number, isFinal: boolean): number {
    PLAIN.lastIndex = at;
    let after = at + (PLAIN.exec(text)?.[0].length ?? 0);
    if (after === text.length && !isFinal && isHighSurrogate(text.charCodeAt(after - 1))) after -= 1;
    output.write(text.slice(at, after));
    return after - at;
  }

  function takeBackticks(text: string, at: number, isFinal: boolean): number {
    if (code.kind === "text" && output.isEscaped()) {
      output.write("`");
      return 1;
    }
    const run = backtickRun(text, at);
    if (at + run === text.length && run < MAX_RUN_LENGTH && !isFinal) return 0;
    const isAtBlockStart = output.isAtBlockStart();
    output.write(text.slice(at, at + run));
    code = afterRun(code, run, isAtBlockStart);
    return run;
  }

  /** `space`: the white space before the bracket at `at`, which is dropped together with a marker. */
  function takeBracket(text: string, at: number, space: string, isFinal: boolean): number {
    const marker = readMarker(text, at);
    if (marker === "partial" && !isFinal) return 0;
    if (marker === null || marker === "partial") {
      output.write(space + text[at]);
      return space.length + 1;
    }
    const after = at + marker.length;
    const isCode = code.kind === "span" ? closesSoon(text, after, code.run, isFinal) : false;
    if (isCode === null) return 0;
    if (isCode) output.writeUnchanged(space + text.slice(at, after));
    else takeMarker(marker, space);
    return space.length + marker.length;
  }

  function takeMarker(marker: Marker, space: string): void {
    const citations = resolver.resolve(marker, claims.claim());
    if (citations.length === 0) return output.drop(space);
    output.write(space);
    for (const citation of citations) output.cite(citation);
  }

  return { push, end, counts: resolver.counts };
}

/** Text in which neither markers nor code can begin. */
const PLAIN = /[^`\n[【［ \t\u00a0\u3000]+/y;

function isInlineSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\u00a0" || char === "\u3000";
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
