import { matchesOf } from "../../text/matches-of.ts";
import type { Grammar } from "./grammar.ts";
import type { Reference } from "./reference.ts";
import { wordsOf, type NamedVideo, type TitleIndex } from "./title-index.ts";

/** Videos by their numbers in a series, with the words of their titles before these ("crash course physics 23"). */
export function findNumbered(text: string, grammar: Grammar, titles: TitleIndex): Reference[] {
  return titles.series.named(text, grammar.and).map((found) => {
    const before = titles.run(text.slice(0, found.from), "last");
    const isNext = before?.ids.includes(found.ids[0]!) && text.slice(before.to, found.from).trim() === "";
    return isNext ? { ...found, from: before!.from } : found;
  });
}

/** Videos by more words of their titles than one, before a word for a video: "the physics of heat video", "Ami's talk". */
export function findTitled(text: string, grammar: Grammar, titles: TitleIndex): Reference[] {
  if (grammar.phrases.isUnspaced) return [];
  return matchesOf(text, grammar.names).flatMap((noun): Reference[] => {
    const clause = /[^,;:.?!¤]*$/u.exec(text.slice(0, noun.index))!;
    const words = wordsOf(clause[0]).slice(-MAX_TITLE_WORDS);
    const to = noun.index + noun[0].length;
    for (const [index, word] of words.entries()) {
      const part = clause[0].slice(word.from).trim();
      const article =
        index > 0 && grammar.article.test(words[index - 1]!.text) ? words[index - 1] : undefined;
      const owner = /^(.+)'s?$/u.exec(part)?.[1];
      const ids =
        owner !== undefined ? titles.named(owner) : index + 1 < words.length ? titles.phrase(part) : [];
      const isStart = owner !== undefined || article !== undefined;
      if (ids.length === 0 || (!isStart && ids.length > 1)) continue;
      return [{ ids, from: clause.index + (article ?? word).from, to }];
    }
    return [];
  });
}

const MAX_TITLE_WORDS = 9;

/** Who or what a question asks about what they say ("what does Ami say"), where one title has the name. */
export function findSpeakers(
  text: string,
  grammar: Grammar,
  titles: TitleIndex,
  isName: (word: string) => boolean,
): Reference[] {
  return matchesOf(text, grammar.saidBy).flatMap((match) => {
    const name = match.groups!["name"]!;
    const start = match.index + match[0].indexOf(name);
    const row = titles.phrase(name);
    if (row.length === 1) return [{ ids: row, from: start, to: start + name.length }];
    const parts = partsOf(name, start, grammar.and);
    const named = parts.map(({ part, from, to }) => {
      const id = titles.only(part);
      const isOne =
        id !== undefined && wordsOf(part).every(({ text: word }) => isName(word) || titles.isName(word));
      return isOne ? { ids: [id], from, to } : undefined;
    });
    return named.every((one) => one !== undefined) ? named : [];
  });
}

/** Videos by single words of their titles, where nothing else is compared: "compare Carnot and Crutches". */
export function findCompared(
  text: string,
  grammar: Grammar,
  titles: TitleIndex,
  videos: NamedVideo[],
  known: Reference[],
): Reference[] {
  const asks = grammar.contrast.exec(text);
  if (!asks) return [];
  const start = asks.index + asks[0].length;
  const end = grammar.regarding.exec(text.slice(start))?.index ?? text.length - start;
  const parts = partsOf(text.slice(start, start + end), start, grammar.and);
  const found = parts.flatMap(({ part, from, to }): Reference[] => {
    if (known.some((other) => from < other.to && other.from < to)) return [];
    const id =
      titles.only(part.replace(grammar.names, "").trim()) ??
      titles.series.numberOf(part) ??
      byNumber(part, videos);
    return [{ ids: id === undefined ? [] : [id], from, to }];
  });
  const named = new Set(found.flatMap(({ ids }) => ids ?? []));
  const isAll = found.every((one) => one.ids?.length === 1);
  return isAll && parts.length > 1 && named.size + known.length > 1 ? found : [];
}

/** The video whose place in the session is a number. */
const byNumber = (text: string, videos: NamedVideo[]): string | undefined =>
  videos[Number(/^#?([1-9][0-9]?)$/u.exec(text)?.[1] ?? 0) - 1]?.id;

/** The parts of a text that words like "and" join. */
function partsOf(text: string, at: number, and: RegExp): { part: string; from: number; to: number }[] {
  let from = 0;
  const ends = [...text.matchAll(and), { 0: "", index: text.length }];
  return ends.flatMap(({ 0: joint, index }) => {
    const piece = text.slice(from, index);
    const part = piece.trim().replace(/[.?!]+$/u, "");
    const start = at + from + piece.indexOf(part);
    from = index + joint.length;
    return part === "" ? [] : [{ part, from: start, to: start + part.length }];
  });
}
