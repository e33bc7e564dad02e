import type { Sentence } from "../captions/sentence.ts";
import type { Hit } from "./search-result.ts";

/** The passage's sentence in which the hit begins, which may run over several. */
export function firstSentence({ startMs: hitMs, endMs, text, passage: { sentences } }: Hit): Sentence {
  const whole = { startMs: hitMs, endMs, text };
  return (
    sentences.find((sentence) => isSame(sentence, whole)) ??
    sentences.find((sentence) => sentence.startMs === hitMs) ??
    sentences.find((sentence) => sentence.startMs <= hitMs && hitMs < sentence.endMs) ??
    whole
  );
}

function isSame(one: Sentence, other: Sentence): boolean {
  return one.startMs === other.startMs && one.endMs === other.endMs && one.text === other.text;
}
