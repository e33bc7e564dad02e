import type { NumberedPassage } from "../answers/generate/answerer.ts";

/** A passage of sentences of ten seconds each, for tests; its focus is the first. */
export function samplePassage(
  number: number,
  texts: string[],
  changes: Partial<NumberedPassage> = {},
): NumberedPassage {
  const sentences = texts.map((text, index) => {
    const startMs = number * 100_000 + index * 10_000;
    return { startMs, endMs: startMs + 10_000, text };
  });
  const [focus] = sentences;
  if (focus === undefined) throw new Error("A passage has a sentence at least");
  return {
    number,
    title: `Video ${number}`,
    startMs: focus.startMs,
    endMs: sentences.at(-1)!.endMs,
    text: texts.join(" "),
    sentences,
    focus,
    ...changes,
  };
}
