import type { AnswerScope } from "../answer.ts";
import { findElided, findReferences } from "./find-references.ts";
import type { Grammar } from "./grammar.ts";
import { createStrip, hasWords, isOnly, mask, type Strip } from "./mask.ts";
import { mend } from "./mend.ts";
import type { Reference } from "./reference.ts";
import { findSpan, findTime, type FoundTime } from "./times.ts";
import { wordsOf, type NamedVideo, type TitleIndex } from "./title-index.ts";

export type Reading = { scope: AnswerScope; references: Reference[]; time?: FoundTime; isVague?: boolean };

/** A reading as another kind than PASSAGES is better than one as such; then, the one that knows more of the videos. */
export function weigh({ scope, references }: Reading): number {
  const named = references.filter(({ ids, missing }) => missing || (ids !== null && ids.length > 0)).length;
  return (scope === "PASSAGES" ? 0 : 100) + named;
}

/** How a folded question reads in a language. `isName`: whether a word of it is written as a name. */
export function readAs(
  asked: string,
  grammar: Grammar,
  videos: NamedVideo[],
  titles: TitleIndex,
  isName: (word: string) => boolean,
): Reading {
  const text = mend(asked, grammar);
  const strip = createStrip(grammar);
  if (isOnly(text, grammar.chat, strip)) return { scope: "SMALL_TALK", references: [] };

  const references = findReferences(text, grammar, videos, titles, isName);
  const masked = mask(text, references);
  for (const time of findTimes(masked, grammar)) {
    const rest = completesTime(masked, time, { strip, grammar, videos, isName });
    if (rest) return { scope: "TIME", references: [...references, ...rest], time };
  }
  const rest = completes(masked, grammar.whole, strip, grammar, videos, titles, isName);
  if (rest) return { scope: "WHOLE_VIDEOS", references: [...references, ...rest] };

  if (grammar.list.test(text))
    return { scope: "LIST", references: references.filter(({ isVague }) => isVague !== true) };
  const compared = readComparison(text, masked, references, grammar, videos, titles);
  if (compared) return { scope: "COMPARISON", ...compared };
  return { scope: "PASSAGES", references: references.every(({ isVague }) => isVague) ? [] : references };
}

/**
 * Whether a question has a cue, and else only what names videos: the references to them that are not known yet. `titles`:
 * where the words of a title alone may name one.
 */
function completes(
  masked: string,
  cue: RegExp,
  strip: Strip,
  grammar: Grammar,
  videos: NamedVideo[],
  titles?: TitleIndex,
  isName?: (word: string) => boolean,
): Reference[] | undefined {
  const elided = findElided(masked, grammar, videos);
  const text = mask(masked, elided);
  const rest = text.replace(cue, " ");
  if (rest === text) return undefined;
  const left = strip(rest);
  if (!hasWords(left)) return elided;
  if (!titles || grammar.saidAbout.test(masked)) return undefined;
  const id = titles.distinctive(left) ?? nameOf(left.replace(/'s?(?!\p{L})/gu, ""), titles, isName);
  return id === undefined ? undefined : [...elided, { ids: [id], from: 0, to: 0 }];
}

/** The one video that a name alone names, as "Ami" in "summarise Ami". */
function nameOf(left: string, titles: TitleIndex, isName?: (word: string) => boolean): string | undefined {
  const words = wordsOf(left);
  const isOfNames = words.every(({ text }) => isName?.(text) === true || titles.isName(text));
  return words.length <= MAX_NAME_WORDS && isOfNames ? titles.only(left) : undefined;
}

const MAX_NAME_WORDS = 3;

/** The times that a question may ask about, the likeliest first. */
function* findTimes(masked: string, grammar: Grammar): Generator<FoundTime> {
  const span = findSpan(masked, grammar.span, grammar.language);
  if (span) yield span;
  const time = findTime(masked);
  if (time) yield time;
  if (span || time) return;
  for (const [cue, place] of [
    [grammar.beginning, { timeMs: 0 }],
    [grammar.end, { timeMs: Infinity }],
    [grammar.middle, { timeShare: 0.5 }],
  ] as const) {
    const [match] = masked.matchAll(cue);
    if (match) yield { ...place, isPlace: true, from: match.index, to: match.index + match[0].length };
  }
}

/** Whether a question asks for nothing but what is said or shown at a time: the references that are not known yet. */
function completesTime(
  masked: string,
  { timeMs, timeShare, spanMs, isPlace, from, to }: FoundTime,
  {
    strip,
    grammar,
    videos,
    isName,
  }: { strip: Strip; grammar: Grammar; videos: NamedVideo[]; isName: (word: string) => boolean },
): Reference[] | undefined {
  const { says, whole } = grammar;
  const isEdge = spanMs === undefined && (timeMs === 0 || timeMs === Infinity || timeShare !== undefined);
  const asks = isEdge ? says : new RegExp(`${says.source}|${whole.source}`, "gu");
  const around = `${masked.slice(0, from)} ${masked.slice(to)}`;
  const elided = findElided(around, grammar, videos);
  const text = mask(around, elided);
  const rest = text.replace(asks, " ");
  // A place alone asks too.
  if (rest === text && !isPlace) return undefined;
  const left = strip(rest);
  if (!hasWords(left)) return elided;
  const words = wordsOf(left);
  const isSaidBy = rest !== text && isPlace && words.length <= MAX_NAME_WORDS;
  return isSaidBy && words.every((word) => isName(word.text)) ? elided : undefined;
}

/** The videos that a question compares, if it does: two that it names, or several that it asks to compare. */
function readComparison(
  text: string,
  masked: string,
  references: Reference[],
  grammar: Grammar,
  videos: NamedVideo[],
  titles: TitleIndex,
): Pick<Reading, "references" | "isVague"> | undefined {
  const named = new Set(
    references.flatMap(
      ({ ids, description, missing }) => description ?? [...(ids ?? []), ...(missing ?? [])],
    ),
  );
  const strip = createStrip(grammar);
  if (named.size > 1 && references.some(({ isVague }) => !isVague)) return { references };
  if (grammar.both.test(text) || grammar.both.test(masked)) return { references };
  const others = masked.replace(grammar.they, " ");
  if (named.size > 0 && completes(others, grammar.compare, strip, grammar, [])) return { references };
  const cue = masked.replace(grammar.compare, "|");
  if (cue === masked) return undefined;
  if (references.some(({ from, to }) => grammar.videos.test(text.slice(from, to)))) return { references };
  if (videos.length > 1) {
    const elided = completes(masked, grammar.compare, strip, grammar, videos) ?? [];
    if (new Set(elided.flatMap(({ ids, missing }) => [...(ids ?? []), ...(missing ?? [])])).size > 1)
      return { references: [...references, ...elided] };
    if (others !== masked && named.size === 0 && completes(others, grammar.compare, strip, grammar, []))
      return { references, isVague: true };
  }
  // "The bitcoin and tokenizer videos": with the word, one word of a title is enough.
  const isOfVideos = grammar.videos.test(text);
  const parts = cue.replace(grammar.and, "|").replace(grammar.videos, " ").split("|");
  const ids = parts.flatMap((part) => (isOfVideos ? titles.only(part) : titles.distinctive(part)) ?? []);
  return new Set(ids).size < 2 ? undefined : { references: [...references, { ids, from: 0, to: 0 }] };
}
