import { createTerms } from "../../text/terms.ts";
import { createSegmenter } from "../../text/words.ts";
import { fold } from "./fold.ts";
import { createSeries } from "./series.ts";

/** A video that a question may name. The language (a BCP 47 tag) is its transcript's. */
export type NamedVideo = { id: string; title: string | null; language: string };

/** A word of a text and where it stands. */
export type Word = { text: string; from: number; to: number };

const segmenter = createSegmenter("", "word");

export function wordsOf(text: string): Word[] {
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment, index }) => ({ text: segment, from: index, to: index + segment.length }));
}

/** How many words may name a video. */
const MAX_WORDS = 10;

/** The videos that have most of the terms of a text; `isWhole`: all of them, and `share` of the title's. */
type TitleMatch = { ids: string[]; terms: number; isWhole: boolean; share: number };

/** Finds videos by the words of their titles. */
export function createTitleIndex(videos: NamedVideo[]) {
  const languages = [...new Set(videos.map(({ language }) => language))];
  const titles = videos.map(({ id, title, language }) => {
    const folded = fold(title ?? "");
    return { id, language, folded, written: title ?? "", terms: new Set(createTerms(language)(folded)) };
  });

  // Each language's grammar looks up the same words.
  const matches = new Map<string, TitleMatch>();
  const match = (text: string): TitleMatch => {
    const found = matches.get(text) ?? findMatch(text);
    matches.set(text, found);
    return found;
  };
  function findMatch(text: string): TitleMatch {
    const termsByLanguage = new Map(
      languages.map((language) => [language, [...new Set(createTerms(language)(text))]]),
    );
    const scored = titles.map((title) => {
      const asked = termsByLanguage.get(title.language)!;
      const terms = asked.filter((term) => title.terms.has(term)).length;
      return {
        id: title.id,
        title,
        asked,
        terms,
        isWhole: terms > 0 && terms === asked.length,
        share: terms / title.terms.size,
      };
    });
    const most = Math.max(0, ...scored.map(({ terms }) => terms));
    let best = most === 0 ? [] : scored.filter(({ terms }) => terms === most);
    if (best.length > 1 && most > 1) {
      // Words in a title's order are more of it than the same words anywhere.
      const inOrder = best.filter(({ title, asked }) => isInOrder(asked, [...title.terms]));
      if (inOrder.length > 0) best = inOrder;
    }
    return {
      ids: best.map(({ id }) => id),
      terms: most,
      isWhole: best.some(({ isWhole }) => isWhole),
      share: Math.max(0, ...best.map(({ share }) => share)),
    };
  }

  let names: Set<string> | undefined;

  return {
    series: createSeries(titles),
    /** The videos that a few words name, which have no word beside their titles' (or stop words). */
    named(text: string): string[] {
      const { ids, isWhole } = match(text);
      return isWhole ? ids : [];
    },
    /** The one video that a few words name. */
    only(text: string): string | undefined {
      const { ids, isWhole } = match(text);
      return isWhole && ids.length === 1 ? ids[0] : undefined;
    },
    /** The videos that have a row of words, two of them and more, of which the first and the last are no stop words. */
    phrase(text: string): string[] {
      const { ids, terms, isWhole } = match(text);
      if (!isWhole || terms < 2) return [];
      // A title may be in another language than its video, and the question too.
      const isTold = ({ text: word }: Word): boolean =>
        languages.every((language) => createTerms(language)(word).length > 0);
      const words = wordsOf(text);
      const isRow = isTold(words[0]!) && isTold(words.at(-1)!) && words.filter(isTold).length > 1;
      return isRow ? ids : [];
    },
    /** Whether a folded word is written as a name in a title: with a capital, where not all words are. */
    isName(word: string): boolean {
      names ??= new Set(titles.flatMap(({ written }) => namesOf(written)));
      return names.has(word);
    },
    /** The title, be it of one word, that a text begins with. */
    startOf(text: string): { ids: string[]; to: number } | undefined {
      const rest = /^ ?["“”«»„']*/u.exec(text)![0].length;
      const found = titles.filter(({ folded }) => folded !== "" && isWordAt(text, folded, rest));
      if (found.length !== 1) return undefined;
      const end = rest + found[0]!.folded.length;
      return { ids: [found[0]!.id], to: end + /^["“”«»„'?!.]*/u.exec(text.slice(end))![0].length };
    },
    /** The one video that words alone name, without the word "video": enough of its title that no thing is meant. */
    distinctive(text: string): string | undefined {
      const { ids, terms, isWhole, share } = match(text);
      return ids.length === 1 && isWhole && (terms >= 2 || share >= MIN_SHARE) ? ids[0] : undefined;
    },
    /** The first or last words of a text that name videos, the longest run of them, and where the run ends. */
    run(text: string, side: "first" | "last"): { ids: string[]; from: number; to: number } | undefined {
      const words = wordsOf(text);
      for (let length = Math.min(MAX_WORDS, words.length); length > 0; length--) {
        const part = side === "first" ? words.slice(0, length) : words.slice(-length);
        const from = part[0]!.from;
        const to = part.at(-1)!.to;
        if (/[.?!,;。、？！]\s/u.test(text.slice(from, to))) continue;
        const { ids, isWhole } = match(text.slice(from, to));
        const outer = side === "first" ? part.at(-1)! : part[0]!;
        if (isWhole && match(outer.text).isWhole) return { ids, from, to };
      }
      return undefined;
    },
    /**
     * Where the whole titles of videos stand in a folded text, those of two words and more. `isVague`: so short that its
     * matter may be meant ("green tea").
     */
    wholeTitles(text: string): { ids: string[]; from: number; to: number; isVague: boolean }[] {
      return titles.flatMap(({ id, folded, terms }) => {
        const title = folded.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
        const at = terms.size < 2 ? -1 : text.indexOf(title);
        if (at < 0 || !isWordAt(text, title, at)) return [];
        const from = at - /["“”«»„'?!]*$/u.exec(text.slice(0, at))![0].length;
        const end = at + title.length;
        return [
          {
            ids: [id],
            isVague: terms.size < 3,
            from,
            to: end + /^["“”«»„'?!.]*/u.exec(text.slice(end))![0].length,
          },
        ];
      });
    },
  };
}

/** Whether a title stands at a place of a text, and its last word ends there. */
const isWordAt = (text: string, title: string, at: number): boolean =>
  text.startsWith(title, at) &&
  (/^[\p{L}\p{N}]$/u.test(title.at(-1)!) && IS_SPACED.test(title)
    ? !/^[\p{L}\p{N}]/u.test(text.slice(at + title.length))
    : true);

const IS_SPACED = /[a-zа-я\d]$/u;

/** Whether terms stand in a title's order. */
function isInOrder(asked: string[], title: string[]): boolean {
  const places = asked.flatMap((term) => (title.includes(term) ? title.indexOf(term) : []));
  return places.every((place, index) => index === 0 || place > places[index - 1]!);
}

/** The words, folded, that are written as names. */
function namesOf(title: string): string[] {
  const words = title.match(/[\p{L}\p{M}']+/gu) ?? [];
  const isCapital = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}\p{Ll}/u.test(word);
  // Where all long words have capitals, they tell nothing.
  if (words.every((word) => isCapital(word) || word.length < 4)) return [];
  return words.flatMap((word, index) =>
    isCapital(word) && (index > 0 || isCapital(words[1])) ? [fold(word)] : [],
  );
}

/** The share of a title's terms that a single word must be to name the video. */
const MIN_SHARE = 0.5;

export type TitleIndex = ReturnType<typeof createTitleIndex>;
