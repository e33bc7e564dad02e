import dictionary from "dictionary-en";
import { digest } from "../draw.ts";

/*
 * Made-up speech whose words are as rare as those of a language: the n-th has a frequency of 1/n (Zipf's law), and the
 * first of them are the real stop words.
 */

const STOP_WORDS = (
  "the of and to a in that is it for you was with on as are be this have at or from not by but what we there can all " +
  "if so about when one out do how they"
).split(" ");
const WORDS = 12_000;
/** English words in an order that has nothing to do with their letters. */
const RARER_WORDS = Buffer.from(dictionary.dic)
  .toString()
  .split("\n")
  .map((line) => line.split("/")[0]!)
  .filter((word) => /^[a-z]{3,}$/.test(word) && !STOP_WORDS.includes(word))
  .map((word) => ({ word, key: digest(word) }))
  .toSorted((one, other) => (one.key < other.key ? -1 : 1))
  .slice(0, WORDS)
  .map(({ word }) => word);

export type Speaker = ReturnType<typeof createSpeaker>;

/** A speaker says the same whenever it has the same seed. */
export function createSpeaker(seed: number) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const word = () => wordOf(Math.floor(WORDS ** random()));

  return {
    /** About `minutes` minutes at 150 words a minute, as an upload. */
    talk(title: string, minutes: number) {
      const lines: string[] = [];
      for (let second = 0; second < minutes * 60; second += 6) {
        const words = Array.from({ length: 15 }, word).join(" ");
        lines.push(`${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")} ${sentence(words)}.`);
      }
      return { title, format: "TEXT", content: lines.join("\n"), language: "en" };
    },
    question(): string {
      const words = Array.from({ length: 3 + Math.floor(random() * 5) }, () =>
        wordOf(Math.floor(STOP_WORDS.length + (WORDS / 10) * random())),
      );
      return `${sentence(`what is the ${words.join(" of the ")}`)}?`;
    },
  };
}

const sentence = (words: string) => words[0]!.toUpperCase() + words.slice(1);

const wordOf = (rank: number): string => STOP_WORDS[rank - 1] ?? RARER_WORDS[rank - 1 - STOP_WORDS.length]!;
