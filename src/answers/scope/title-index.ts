import { createTerms } from "../../text/terms.ts";
import { createSegmenter } from "../../text/words.ts";
import { fold } from "./fold.ts";

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

/** Finds videos by the words of their titles. */
export function createTitleIndex(videos: NamedVideo[]) {
  const languages = [...new Set(videos.map(({ language }) => language))];
  const titles = videos.map(({ id, title, language }) => ({
    id,
    language,
    folded: fold(title ?? ""),
    terms: new Set(title === null ? [] : createTerms(language)(fold(title))),
  }));

  /** The videos that have most of the terms of a text; `isWhole`: all of them, and `share` of the title's. */
  function match(text: string): { ids: string[]; terms: number; isWhole: boolean; share: number } {
    const termsByLanguage = new Map(
      languages.map((language) => [language, [...new Set(createTerms(language)(text))]]),
    );
    const scored = titles.map((title) => {
      const asked = termsByLanguage.get(title.language)!;
      const terms = asked.filter((term) => title.terms.has(term)).length;
      return {
        id: title.id,
        terms,
        isWhole: terms > 0 && terms === asked.length,
        share: terms / title.terms.size,
      };
    });
    const most = Math.max(0, ...scored.map(({ terms }) => terms));
    const best = most === 0 ? [] : scored.filter(({ terms }) => terms === most);
    return {
      ids: best.map(({ id }) => id),
      terms: most,
      isWhole: best.some(({ isWhole }) => isWhole),
      share: Math.max(0, ...best.map(({ share }) => share)),
    };
  }

  return {
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
        if (at < 0) return [];
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

/** The share of a title's terms that a single word must be to name the video. */
const MIN_SHARE = 0.5;

export type TitleIndex = ReturnType<typeof createTitleIndex>;
