import { countWords } from "../../../text/words.ts";
import { announcesList, isFiller } from "./filler.ts";

/** What can be told of each sentence before anything is asked; of what is true or false, 1 or 0. */
export type SentenceTraits = {
  words: Float32Array;
  isQuestion: Uint8Array;
  isFiller: Uint8Array;
  announcesList: Uint8Array;
};

export const emptyTraits = (count: number): SentenceTraits => ({
  words: new Float32Array(count),
  isQuestion: new Uint8Array(count),
  isFiller: new Uint8Array(count),
  announcesList: new Uint8Array(count),
});

const ENDS_AS_QUESTION = /[?？؟]["'”’»)\]]*$/u;

export function readTraits(traits: SentenceTraits, sentence: number, text: string): void {
  traits.words[sentence] = countWords(text);
  traits.isQuestion[sentence] = Number(ENDS_AS_QUESTION.test(text));
  traits.isFiller[sentence] = Number(isFiller(text));
  traits.announcesList[sentence] = Number(announcesList(text));
}
