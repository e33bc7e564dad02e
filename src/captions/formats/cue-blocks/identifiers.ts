import { foldSigns, withoutInvisible } from "../fold-signs.ts";
import { type Block, isBlank, type NumberedLine } from "./blocks.ts";

const NUMBER = /^\s*[#(]?\d{1,9}[.):]?\s*$/;
/** What translation makes of a number: "1个", "No. 3", "四". */
const TRANSLATED_MAX_CHARS = 10;

/**
 * Takes the identifiers and numbers of cues from the ends of the blocks above them. "42" may also be words: a number counts
 * only where the first cue has one too, or a blank line above it. WebVTT names cues by any line below a blank one.
 */
export function removeIdentifiers(
  above: NumberedLine[],
  blocks: Block[],
  { isVtt }: { isVtt: boolean },
): void {
  const head = lastLine(above);
  let isNumbered = head !== undefined && isNumberLike(head.line.text);
  for (const { below } of blocks.slice(0, -1)) {
    const last = lastLine(below);
    if (last === undefined) continue;
    const { index, line, isAdjacent, isBelowBlank } = last;
    const isNumber = NUMBER.test(fold(line.text));
    const names =
      (isVtt && isAdjacent && isBelowBlank) ||
      (isNumber && isBelowBlank && (isNumbered || isAdjacent)) ||
      (isNumber && isAdjacent && isNumbered) ||
      (isNumbered && isAdjacent && isBelowBlank && isNumberLike(line.text));
    if (!names) continue;
    below.length = index;
    isNumbered ||= isNumber;
  }
}

/** The last line with text, whether nothing stands between it and the next timing, and whether a blank line is above it. */
function lastLine(lines: NumberedLine[]) {
  const index = lines.findLastIndex(({ text }) => !isBlank(text));
  const line = lines[index];
  if (line === undefined) return undefined;
  const before = lines[index - 1];
  return {
    index,
    line,
    isAdjacent: index === lines.length - 1,
    isBelowBlank: before !== undefined && isBlank(before.text),
  };
}

const fold = (text: string): string => foldSigns(withoutInvisible(text));

function isNumberLike(text: string): boolean {
  const line = fold(text).trim();
  return (
    NUMBER.test(line) || (line.length <= TRANSLATED_MAX_CHARS && /\p{N}|^\p{Script=Han}{1,4}$/u.test(line))
  );
}
