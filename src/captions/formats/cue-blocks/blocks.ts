import { splitLines } from "../split-lines.ts";
import { type CueTiming, parseClockAlone, parseCueTiming } from "./cue-timing.ts";

export type NumberedLine = {
  text: string;
  /** From 1, as editors count. */
  number: number;
};

/** A timing and the lines below it, up to the next. */
export type Block = { timing: CueTiming | "broken"; line: NumberedLine; below: NumberedLine[] };

/** The blocks of a file, and the lines above the first. */
export function splitBlocks(content: string): { above: NumberedLine[]; blocks: Block[] } {
  const above: NumberedLine[] = [];
  const blocks: Block[] = [];
  for (const line of withoutDoubling(splitLines(content))) {
    const timing = parseCueTiming(line.text) ?? (blocks.length > 0 ? parseClockAlone(line.text) : undefined);
    if (timing === undefined) (blocks.at(-1)?.below ?? above).push(line);
    else blocks.push({ timing, line, below: [] });
  }
  return { above, blocks };
}

/** Lines without the blank line that some programs put after each. */
function withoutDoubling(texts: string[]): NumberedLine[] {
  const lines = texts.map((text, index) => ({ text, number: index + 1 }));
  const isDoubled = lines.every(({ text }, index) => isBlank(text) || isBlank(texts[index + 1] ?? ""));
  if (!isDoubled) return lines;
  return lines.filter(({ text }, index) => !isBlank(text) || isBlank(texts[index - 1] ?? ""));
}

export const isBlank = (text: string): boolean => text.trim() === "";
