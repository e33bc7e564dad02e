import { matchesOf } from "../../text/matches-of.ts";
import type { AnswerScope } from "../answer.ts";
import { findElided, findReferences } from "./find-references.ts";
import type { Grammar } from "./grammar.ts";
import { createStrip, hasWords, isOnly, mask, type Strip } from "./mask.ts";
import { mend } from "./mend.ts";
import type { Reference } from "./reference.ts";
import { findSpan, findTime, type FoundTime } from "./times.ts";
import { wordsOf, type NamedVideo, type TitleIndex } from "./title-index.ts";

export type Reading = {
  scope: AnswerScope;
  references: Reference[];
  /** The question, its typos mended. */
  text: string;
  /** It has words of the language that tell its kind, none of them mended. */
  isSure?: boolean;
  time?: FoundTime;
  isVague?: boolean;
};

/**
 * A reading as another kind than PASSAGES is better than one as such; then, one by words of the language as they are spelt,
 * and the one that knows more of the videos.
 */
export function weigh({ scope, references, isSure }: Reading): number {
  const named = references.filter(({ ids, missing }) => missing || (ids !== null && ids.length > 0)).length;
  return (scope === "PASSAGES" ? 0 : isSure ? 200 : 100) + named;
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
  const references = findReferences(text, grammar, videos, titles, isName);
  const isSure = text === asked;
  return { text, isSure, ...readKind(text, references, { grammar, videos, titles, isName }) };
}

type Read = Omit<Reading, "text">;
type Asked = {
  grammar: Grammar;
  videos: NamedVideo[];
  titles: TitleIndex;
  isName: (word: string) => boolean;
};

function readKind(text: string, references: Reference[], asked: Asked): Read {
  const { grammar } = asked;
  const strip = createStrip(grammar);
  if (isOnly(text, grammar.chat, strip)) return { scope: "SMALL_TALK", references: [] };
  const masked = mask(text, references);
  for (const time of findTimes(masked, grammar)) {
    const rest = completesTime(masked, time, strip, asked);
    if (rest) return { scope: "TIME", references: [...references, ...rest], time };
  }
  const rest = completesWhole(masked, strip, asked);
  if (rest) return { scope: "WHOLE_VIDEOS", references: [...references, ...rest] };
  if (grammar.list.test(text))
    return { scope: "LIST", references: references.filter(({ isVague }) => isVague !== true) };
  const compared = readComparison(text, masked, references, strip, asked);
  if (compared) return { scope: "COMPARISON", ...compared };
  return { scope: "PASSAGES", references: references.every(({ isVague }) => isVague) ? [] : references };
}

/** Whether a question has a cue, and else only what names videos: the references to them that are not known yet. */
function completes(
  masked: string,
  cue: RegExp,
  strip: Strip,
  grammar: Grammar,
  videos: NamedVideo[],
): Reference[] | undefined {
  const { elided, left } = leftOf(masked, cue, strip, grammar, videos) ?? {};
  return left !== undefined && !hasWords(left) ? elided : undefined;
}

/** What a question that has a cue has beside it and beside what names videos. */
function leftOf(
  masked: string,
  cue: RegExp,
  strip: Strip,
  grammar: Grammar,
  videos: NamedVideo[],
): { elided: Reference[]; left: string } | undefined {
  const elided = findElided(masked, grammar, videos);
  const text = mask(masked, elided);
  const rest = text.replace(cue, " ");
  return rest === text ? undefined : { elided, left: strip(rest) };
}

/** Whether a question asks for a summary, of a video that it may name by words of its title alone: the references. */
function completesWhole(
  masked: string,
  strip: Strip,
  { grammar, videos, titles, isName }: Asked,
): Reference[] | undefined {
  const { elided, left } = leftOf(masked, grammar.whole, strip, grammar, videos) ?? {};
  if (left === undefined || elided === undefined) return undefined;
  if (!hasWords(left)) return elided;
  if (grammar.saidAbout.test(masked)) return undefined;
  const isNoun = grammar.phrases.hasCapitalNouns;
  const id =
    titles.distinctive(left) ??
    (isNoun ? undefined : nameOf(left.replace(/'s?(?!\p{L})/gu, ""), titles, isName));
  return id === undefined ? undefined : [...elided, { ids: [id], from: 0, to: 0 }];
}

/** The one video that a name alone names, as "Ami" in "summarise Ami". */
function nameOf(left: string, titles: TitleIndex, isName: (word: string) => boolean): string | undefined {
  const words = wordsOf(left);
  const isOfNames = words.every(({ text }) => isName(text) || titles.isName(text));
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
    const [match] = matchesOf(masked, cue);
    if (match) yield { ...place, isPlace: true, from: match.index, to: match.index + match[0].length };
  }
}

/** Whether a question asks for nothing but what is said or shown at a time: the references that are not known yet. */
function completesTime(
  masked: string,
  { timeMs, timeShare, spanMs, isPlace, from, to }: FoundTime,
  strip: Strip,
  { grammar, videos, isName }: Asked,
): Reference[] | undefined {
  const isEdge = spanMs === undefined && (timeMs === 0 || timeMs === Infinity || timeShare !== undefined);
  const around = `${masked.slice(0, from)} ${masked.slice(to)}`;
  const elided = findElided(around, grammar, videos);
  const text = mask(around, elided);
  const rest = text.replace(isEdge ? grammar.says : grammar.asks, " ");
  // A place alone asks too.
  if (rest === text && !isPlace) return undefined;
  const left = strip(rest);
  if (!hasWords(left)) return elided;
  if (!isPlace) return undefined;
  const speakers = matchesOf(text, grammar.saidBy).map(({ groups }) => groups!["name"]!);
  const names = new Set(wordsOf(speakers.join(" ")).map((word) => word.text));
  return wordsOf(left).every((word) => names.has(word.text) && isName(word.text)) ? elided : undefined;
}

/** The videos that a question compares, if it does: two that it names, or several that it asks to compare. */
function readComparison(
  text: string,
  masked: string,
  references: Reference[],
  strip: Strip,
  { grammar, videos, titles }: Asked,
): Pick<Read, "references" | "isVague" | "isSure"> | undefined {
  const { compare, both, they } = grammar;
  const cue = masked.replace(compare, "|");
  const isAsked = cue !== masked || both.test(text) || both.test(masked);
  if (countNamed(references) > 1 && references.some(({ isVague }) => !isVague))
    return { references, ...(!isAsked && { isSure: false }) };
  if (both.test(text) || both.test(masked)) return { references };
  const others = masked.replace(they, " ");
  const isOfNamed = countNamed(references) > 0;
  if (isOfNamed && completes(others, compare, strip, grammar, [])) return { references };
  if (cue === masked) return undefined;
  if (references.some(({ from, to }) => grammar.videos.test(text.slice(from, to)))) return { references };
  if (videos.length > 1) {
    const elided = completes(masked, compare, strip, grammar, videos) ?? [];
    if (countNamed(elided) > 1) return { references: [...references, ...elided] };
    if (others !== masked && !isOfNamed && completes(others, compare, strip, grammar, []))
      return { references, isVague: true };
  }
  // "The bitcoin and tokenizer videos": with the word, one word of a title is enough.
  const isOfVideos = grammar.videos.test(text);
  const parts = cue.replace(grammar.and, "|").replace(grammar.videos, " ").split("|");
  const ids = parts.flatMap((part) => (isOfVideos ? titles.only(part) : titles.distinctive(part)) ?? []);
  return new Set(ids).size < 2 ? undefined : { references: [...references, { ids, from: 0, to: 0 }] };
}

/** How many videos are named, be they there or not. */
const countNamed = (references: Reference[]): number =>
  new Set(
    references.flatMap(
      ({ ids, description, missing }) => description ?? [...(ids ?? []), ...(missing ?? [])],
    ),
  ).size;
