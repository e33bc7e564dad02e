import type { Steps } from "../../async/steps.ts";
import { editDistance } from "../../text/query/edit-distance.ts";
import type { AnswerScope } from "../answer.ts";
import { findElided, findReferences, type Reference } from "./find-references.ts";
import { fold } from "./fold.ts";
import type { Grammar } from "./grammar.ts";
import { grammarOf, grammarsOf, SCOPE_LANGUAGES } from "./grammars/grammars.ts";
import { findTime } from "./times.ts";
import { createTitleIndex, wordsOf, type NamedVideo, type TitleIndex } from "./title-index.ts";

export type ReadScope = {
  scope: AnswerScope;
  /** The videos that the question names, in the session's order; all where it names none. */
  videoIds: string[];
  /** How it calls videos by words that no title has ("Alan Turing" of "the video about Alan Turing"). */
  descriptions: string[];
  /** It speaks of one video without saying which ("this video", "it"). */
  isOfOne: boolean;
  /** COMPARISON, LIST: what it compares them by, or asks for, in its own words; empty where it does not say. */
  topic?: string;
  /** The language (ISO 639-1) of the words that tell its kind; undefined for PASSAGES. */
  language?: string;
  /** The time it asks about, from the beginning of a video; Infinity for the end. */
  timeMs?: number;
};

/** Questions longer than this ask about something. */
const MAX_CHARACTERS = 200;

/**
 * What kind of question it is, and which videos it names: by place ("the second video", in the order of `videos`), by words
 * of their titles, or by a whole title. A question is of another kind than PASSAGES only where nothing in it is left over:
 * "summarise the video", but not "summarise the proof".
 */
export function readScope(question: string, videos: NamedVideo[]): ReadScope {
  const all: ReadScope = {
    scope: "PASSAGES",
    videoIds: videos.map(({ id }) => id),
    descriptions: [],
    isOfOne: false,
  };
  const text = fold(question);
  if (text.length > MAX_CHARACTERS) return all;
  const titles = createTitleIndex(videos);
  let best: Reading = { scope: "PASSAGES", references: [] };
  let spoken: Grammar | undefined;
  for (const grammar of grammarsOf(text)) {
    const reading = readAs(text, grammar, videos, titles);
    if (weigh(reading) > weigh(best)) [best, spoken] = [reading, grammar];
  }
  const named = new Set(best.references.flatMap(({ ids }) => ids ?? []));
  const descriptions = best.references.flatMap(({ description }) => description ?? []);
  // A video compared with one that is not said is compared with any.
  const isNamed = named.size + descriptions.length >= (best.scope === "COMPARISON" ? 2 : 1) && named.size > 0;
  const videoIds = isNamed ? all.videoIds.filter((id) => named.has(id)) : all.videoIds;
  if (!spoken || best.scope === "PASSAGES") return { ...all, videoIds, descriptions };
  const isOfAll = spoken.videos.test(text) || spoken.both.test(text);
  return {
    scope: best.scope,
    videoIds,
    descriptions,
    isOfOne: !isNamed && !isOfAll,
    language: spoken.language,
    ...(HAS_TOPIC.has(best.scope) && { topic: topicOf(question, text, best, spoken) }),
    ...(best.timeMs !== undefined && { timeMs: best.timeMs }),
  };
}

/** Compiles what reads questions, a language a step: the first question need not wait for that. */
export function* warmUpSteps(): Steps<void> {
  for (const language of SCOPE_LANGUAGES) {
    yield;
    readAs("the second video", grammarOf(language), [], createTitleIndex([]));
  }
}

type Reading = { scope: AnswerScope; references: Reference[]; timeMs?: number };

/** A reading as another kind than PASSAGES is better than one as such; then, the one that knows more of the videos. */
function weigh({ scope, references }: Reading): number {
  const named = references.filter(({ ids }) => ids !== null && ids.length > 0).length;
  return (scope === "PASSAGES" ? 0 : 100) + named;
}

function readAs(asked: string, grammar: Grammar, videos: NamedVideo[], titles: TitleIndex): Reading {
  const text = mend(asked, grammar);
  const strip = createStrip(grammar);
  if (isOnly(text, grammar.chat, strip)) return { scope: "SMALL_TALK", references: [] };

  const references = findReferences(text, grammar, videos, titles);
  const masked = mask(text, references);
  const time = findAskedTime(masked, grammar);
  if (time) {
    const rest = completes(time.rest, time.asks, strip, grammar, videos);
    if (rest) return { scope: "TIME", references: [...references, ...rest], timeMs: time.timeMs };
  }
  const rest = completes(masked, grammar.whole, strip, grammar, videos, titles);
  if (rest) return { scope: "WHOLE_VIDEOS", references: [...references, ...rest] };

  if (grammar.list.test(text)) return { scope: "LIST", references };
  const compared = readComparison(text, masked, references, grammar, titles);
  if (compared) return { scope: "COMPARISON", references: compared };
  return { scope: "PASSAGES", references: references.every(({ isVague }) => isVague) ? [] : references };
}

const HAS_TOPIC = new Set<AnswerScope>(["COMPARISON", "LIST"]);

/** Words, in all languages, that ask, or ask for a list, whatever it is of. */
const ASKING =
  /^(?:list\p{L}*|enumerat\p{L}*|names?|mention\p{L}*|recommend\p{L}*|give|nenn\p{L}*|erwahn\p{L}*|zahl\p{L}*|auf|menciona\p{L}*|nombr\p{L}*|enumer\p{L}*|cite\p{L}*|elenc\p{L}*|cita\p{L}*|noem\p{L}*|opsom\p{L}*|назов\p{L}*|перечисл\p{L}*|упомина\p{L}*|how|why|wie|worin|wodurch|inwiefern|woran|como|comment|quoi|come|hoe|waarin|как|чем|everything|alles|todo|tout|tutto)$/u;

/** The words of a question that neither name videos nor tell its kind. */
function topicOf(question: string, text: string, { references }: Reading, grammar: Grammar): string {
  const masked = mask(
    text,
    references.filter(({ from, to }) => to > from),
  );
  const left = createStrip(grammar)(masked.replace(grammar.both, " ").replace(grammar.compare, " "));
  const kept = new Set(wordsOf(left).flatMap(({ text: word }) => (ASKING.test(word) ? [] : word)));
  const words = wordsOf(question).filter((word) =>
    wordsOf(fold(word.text)).some((one) => kept.has(one.text)),
  );
  return words.map((word) => word.text).join(grammar.phrases.isUnspaced ? "" : " ");
}

/** A question with its typos in the words that tell its kind mended. */
function mend(text: string, { keywords }: Grammar): string {
  return text.replace(/[a-zа-я]{6,}/gu, (word) => {
    const limit = word.length >= 9 ? 2 : 1;
    const isTypo = (keyword: string): boolean =>
      keyword.length >= 6 &&
      keyword[0] === word[0] &&
      !isInflection(word, keyword) &&
      editDistance(word, keyword, limit) <= limit;
    return keywords.includes(word) ? word : (keywords.find(isTypo) ?? word);
  });
}

/** Whether words differ in an ending: the phrases tell such words apart. */
const isInflection = (word: string, keyword: string): boolean =>
  word.startsWith(keyword) || keyword.startsWith(word);

/** A question with its references to videos as ¤. */
function mask(text: string, references: Reference[]): string {
  let masked = text;
  for (const { from, to } of references.toReversed()) masked = `${masked.slice(0, from)}¤${masked.slice(to)}`;
  return masked;
}

type Strip = (text: string) => string;

/** Takes away what makes a question none about something. What is left may be a title. */
function createStrip({ chat, filler }: Grammar): Strip {
  return (text) =>
    text.replace(chat, " ").replace(filler, " ").replaceAll("¤", " ").replace(/\s+/gu, " ").trim();
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function isOnly(text: string, cue: RegExp, strip: Strip): boolean {
  const rest = text.replace(cue, " ");
  return rest !== text && !hasWords(strip(rest));
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
): Reference[] | undefined {
  const elided = findElided(masked, grammar, videos);
  const text = mask(masked, elided);
  const rest = text.replace(cue, " ");
  if (rest === text) return undefined;
  const left = strip(rest);
  if (!hasWords(left)) return elided;
  const id = titles?.distinctive(left);
  return id === undefined ? undefined : [...elided, { ids: [id], from: 0, to: 0 }];
}

/** The time that a question names, the question without it, and what must ask about it. */
function findAskedTime(
  masked: string,
  { says, whole, beginning, end }: Grammar,
): { timeMs: number; rest: string; asks: RegExp } | undefined {
  const asks = new RegExp(`${says.source}|${whole.source}`, "gu");
  const clockAsks = new RegExp(`${asks.source}|¤$`, "gu");
  const time = findTime(masked);
  if (time) {
    const rest = `${masked.slice(0, time.from)} ${masked.slice(time.to)}`;
    // A time alone asks too.
    return {
      timeMs: time.timeMs,
      rest: `${rest}${time.isClock ? "¤" : ""}`,
      asks: time.isClock ? clockAsks : asks,
    };
  }
  for (const [cue, timeMs] of [
    [beginning, 0],
    [end, Infinity],
  ] as const) {
    const rest = masked.replace(cue, " ");
    if (rest !== masked) return { timeMs, rest, asks: says };
  }
  return undefined;
}

/** The videos that a question compares, if it does: two that it names, or several that it asks to compare. */
function readComparison(
  text: string,
  masked: string,
  references: Reference[],
  grammar: Grammar,
  titles: TitleIndex,
): Reference[] | undefined {
  const named = new Set(references.flatMap(({ ids, description }) => description ?? ids ?? []));
  if (named.size > 1 && references.some(({ isVague }) => !isVague)) return references;
  if (grammar.both.test(text) || grammar.both.test(masked)) return references;
  if (named.size > 0 && completes(masked, grammar.compare, createStrip(grammar), grammar, []))
    return references;
  const cue = masked.replace(grammar.compare, "|");
  if (cue === masked) return undefined;
  if (references.some(({ from, to }) => grammar.videos.test(text.slice(from, to)))) return references;
  // "The bitcoin and tokenizer videos": with the word, one word of a title is enough.
  const isOfVideos = grammar.videos.test(text);
  const parts = cue.replace(grammar.and, "|").replace(grammar.videos, " ").split("|");
  const ids = parts.flatMap((part) => (isOfVideos ? titles.only(part) : titles.distinctive(part)) ?? []);
  return new Set(ids).size < 2 ? undefined : [...references, { ids, from: 0, to: 0 }];
}
