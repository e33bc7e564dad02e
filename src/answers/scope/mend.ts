import { editDistance } from "../../text/query/edit-distance.ts";
import type { Grammar } from "./grammar.ts";

/** A question with its typos in the words that tell its kind mended: in short ones, letters that are out of order. */
export function mend(text: string, { keywords }: Grammar): string {
  return text.replace(/[a-zа-я]{4,}/gu, (word) => {
    if (word.length < 6) return keywords.find((keyword) => isMixedUp(word, keyword)) ?? word;
    const limit = word.length >= 9 ? 2 : 1;
    const isTypo = (keyword: string): boolean =>
      keyword.length >= 6 &&
      keyword[0] === word[0] &&
      !isInflection(word, keyword) &&
      editDistance(word, keyword, limit) <= limit;
    return keywords.includes(word) ? word : (keywords.find(isTypo) ?? word);
  });
}

const isMixedUp = (word: string, keyword: string): boolean =>
  word.length === keyword.length &&
  word[0] === keyword[0] &&
  [...word].toSorted().join("") === [...keyword].toSorted().join("");

/** Whether words differ in an ending: the phrases tell such words apart. */
const isInflection = (word: string, keyword: string): boolean =>
  word.startsWith(keyword) || keyword.startsWith(word);
