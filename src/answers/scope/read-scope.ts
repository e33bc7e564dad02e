import type { Steps } from "../../async/steps.ts";
import type { AnswerScope } from "../answer.ts";
import { fold } from "./fold.ts";
import type { Grammar } from "./grammar.ts";
import { grammarOf, grammarsOf, SCOPE_LANGUAGES } from "./grammars/grammars.ts";
import { readAs, weigh, type Reading } from "./read-as.ts";
import type { TimeSide } from "./times.ts";
import { createTitleIndex, type NamedVideo } from "./title-index.ts";
import { topicOf } from "./topic-of.ts";

export type ReadScope = {
  scope: AnswerScope;
  /** The videos that the question names, in the session's order; all where it names none, none where all are missing. */
  videoIds: string[];
  /** Places, from 1, that it names and the session does not have ("video 9" of three). */
  missing: number[];
  /** How it calls videos by words that no title has ("Alan Turing" of "the video about Alan Turing"). */
  descriptions: string[];
  /** It speaks of one video without saying which ("this video", "it"). */
  isOfOne: boolean;
  /** COMPARISON: it names by a word like "they" alone, which may stand for other things that were spoken of. */
  isVague?: boolean;
  /** COMPARISON, LIST: what it compares them by, or asks for, in its own words; empty where it does not say. */
  topic?: string;
  /** The language (ISO 639-1) of the words that tell its kind; undefined for PASSAGES. */
  language?: string;
  /** TIME: the time it asks about, from the beginning of a video; Infinity for the end. */
  timeMs?: number;
  /** TIME: instead of `timeMs`, the share of the video that is before it: 0.5 for the middle. */
  timeShare?: number;
  /** TIME: how much it asks about from `timeMs` on, or of the end ("the last five minutes"). */
  spanMs?: number;
  /** TIME: it asks about what is before the time, or behind it. */
  timeSide?: TimeSide;
};

/** Questions longer than this ask about something, but for what their first sentence asks for. */
const MAX_CHARACTERS = 200;

/**
 * What kind of question it is, and which videos it names: by place ("the second video", in the order of `videos`), by words
 * of their titles, or by a whole title. A question is of another kind than PASSAGES only where nothing in it is left over:
 * "summarise the video", but not "summarise the proof".
 */
export function readScope(question: string, videos: NamedVideo[]): ReadScope {
  const read = readSentence(question, videos);
  if (read.scope !== "PASSAGES") return read;
  const first = /^[^.!?。！？\n]{3,}?(?:[.!。！\n]+(?=\s)|[。！？\n])/u.exec(question)?.[0];
  if (first === undefined || first.length > MAX_CHARACTERS) return read;
  const isLong = question.length > MAX_CHARACTERS;
  if (!isLong && /[?？]/u.test(question.slice(first.length))) return read;
  // What stands behind "Summarise this video." tells how.
  const asked = readSentence(first, videos);
  return asked.scope === "WHOLE_VIDEOS" ? asked : read;
}

function readSentence(question: string, videos: NamedVideo[]): ReadScope {
  const all: ReadScope = {
    scope: "PASSAGES",
    videoIds: videos.map(({ id }) => id),
    missing: [],
    descriptions: [],
    isOfOne: false,
  };
  const text = fold(question);
  if (text.length > MAX_CHARACTERS) return all;
  if (PICTURES.test(text)) return { ...all, scope: "SMALL_TALK" };
  const titles = createTitleIndex(videos);
  const isName = namesIn(question);
  let best: Reading = { scope: "PASSAGES", references: [], text };
  let spoken: Grammar | undefined;
  for (const grammar of grammarsOf(text)) {
    const reading = readAs(text, grammar, videos, titles, isName);
    if (weigh(reading) > weigh(best)) [best, spoken] = [reading, grammar];
  }
  const { scope, time, isVague } = best;
  const references =
    scope === "PASSAGES"
      ? best.references.filter(({ ids, isOfSeries }) => !isOfSeries || ids?.length !== 0)
      : best.references;
  const named = new Set(references.flatMap(({ ids }) => ids ?? []));
  const descriptions = references.flatMap(({ description }) => description ?? []);
  const missing = [...new Set(references.flatMap((reference) => reference.missing ?? []))].toSorted(
    (one, other) => one - other,
  );
  // A video compared with one that is not said is compared with any.
  const isNamed =
    named.size + descriptions.length + missing.length >= (scope === "COMPARISON" ? 2 : 1) &&
    named.size + missing.length > 0;
  const videoIds = isNamed ? all.videoIds.filter((id) => named.has(id)) : all.videoIds;
  if (!spoken || scope === "PASSAGES") return { ...all, videoIds, missing, descriptions };
  const isOfAll = spoken.videos.test(text) || spoken.both.test(text) || EVERYTHING.test(text);
  return {
    scope,
    videoIds,
    missing,
    descriptions,
    isOfOne: !isNamed && !isOfAll && isVague !== true,
    ...(isVague && { isVague }),
    language: spoken.language,
    ...(HAS_TOPIC.has(scope) && { topic: topicOf(question, best.text, best.references, spoken) }),
    ...(time?.timeMs !== undefined && { timeMs: time.timeMs }),
    ...(time?.timeShare !== undefined && { timeShare: time.timeShare }),
    ...(time?.spanMs !== undefined && { spanMs: time.spanMs }),
    ...(time?.side !== undefined && { timeSide: time.side }),
  };
}

/** Pictures alone, which say thanks or the like. */
const PICTURES = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u;

/** "Everything" in all languages. */
const EVERYTHING =
  /(?<!\p{L})(?:everything|all of (?:it|them)|alles|todo|tout|tutto|tudo|все|всего|всё)(?!\p{L})|全部|すべて|全て|सब कुछ|كل شيء/u;

/** Tells whether a folded word is written as a name in a question: with a capital, where not all words are. */
function namesIn(question: string): (word: string) => boolean {
  const words = question.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
  if (words.every((word) => isCapital(word) || word.length < 3)) return () => false;
  const names = new Set(words.flatMap((word) => (isCapital(word) ? [fold(word)] : [])));
  return (word) => names.has(word);
}

/** Compiles what reads questions, a language a step: the first question need not wait for that. */
export function* warmUpSteps(): Steps<void> {
  for (const language of SCOPE_LANGUAGES) {
    yield;
    readAs("the second video", grammarOf(language), [], createTitleIndex([]), () => false);
  }
}

const HAS_TOPIC = new Set<AnswerScope>(["COMPARISON", "LIST"]);
