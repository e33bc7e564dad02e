import { matchesOf } from "../../text/matches-of.ts";
import { numeralsOf } from "../../text/numbers/numerals.ts";
import type { Grammar } from "./grammar.ts";
import { findCompared, findNumbered, findSpeakers, findTitled } from "./find-titles.ts";
import type { Reference } from "./reference.ts";
import type { NamedVideo, TitleIndex } from "./title-index.ts";

/** `isName`: whether a word of the question is written as a name. */
export function findReferences(
  text: string,
  grammar: Grammar,
  videos: NamedVideo[],
  titles: TitleIndex,
  isName: (word: string) => boolean = () => false,
): Reference[] {
  const references: Reference[] = titles.wholeTitles(text);
  const isTaken = (from: number, to: number): boolean =>
    references.some((other) => from < other.to && other.from < to);
  const add = (found: Reference[]): void => {
    for (const reference of found) if (!isTaken(reference.from, reference.to)) references.push(reference);
  };
  add(findNumbered(text, grammar, titles));
  add(findTitled(text, grammar, titles));
  add(findSpeakers(text, grammar, titles, isName));
  add(findCompared(text, grammar, titles, videos, references));
  for (const match of matchesOf(text, grammar.reference)) {
    const to = match.index + match[0].length;
    if (isTaken(match.index, to)) continue;
    const { one, bare } = match.groups ?? {};
    if (bare !== undefined && grammar.verb.test(text.slice(0, to))) continue;
    const reference = readReference(text, match, grammar, videos, titles);
    if (one !== undefined || (bare !== undefined && reference.ids?.length === 0)) reference.isVague = true;
    if (!isTaken(reference.from, reference.to)) references.push(reference);
  }
  if (references.length > 0)
    for (const elided of findElided(text, grammar, videos))
      if (!isTaken(elided.from, elided.to) && isElided(text.slice(elided.to), grammar))
        references.push(elided);
  return references.toSorted((one, other) => one.from - other.from);
}

/** The videos that a text names by their places alone ("the last one"). */
export function findElided(text: string, grammar: Grammar, videos: NamedVideo[]): Reference[] {
  return matchesOf(text, grammar.elided).map((match) => ({
    ...byPlace(match, grammar, videos),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Whether no noun comes behind a number, so that a video is meant that was spoken of before. */
function isElided(rest: string, grammar: Grammar): boolean {
  const next = rest.trimStart();
  return !/^[\p{L}\p{N}]/u.test(next) || new RegExp(`^(?:${grammar.and.source})`, "u").test(next);
}

function readReference(
  text: string,
  match: RegExpExecArray,
  grammar: Grammar,
  videos: NamedVideo[],
  titles: TitleIndex,
): Reference {
  const from = match.index;
  const to = from + match[0].length;
  const placed = byPlace(match, grammar, videos);
  // A series has lectures that the session has not.
  const isCounted = grammar.counted.test(match[0]);
  if (placed.ids.length > 0 || placed.missing)
    return { ...placed, ...(!isCounted && { isOfSeries: true }), from, to };
  const topic = match.groups?.["topic"]?.trim();
  if (topic) {
    const named = titles.named(topic);
    return named.length > 0 ? { ids: named, from, to } : { ids: [], description: topic, from, to };
  }
  const before = grammar.beforeVideo.exec(text.slice(0, from));
  const run = before ? titles.run(text.slice(0, before.index), "last") : undefined;
  if (run && text.slice(run.to, before!.index).trim() === "") return { ids: run.ids, from: run.from, to };
  const next = grammar.aboutNext.exec(text.slice(to));
  if (!next) {
    const title = titles.startOf(text.slice(to));
    return title ? { ids: title.ids, from, to: to + title.to } : { ids: null, from, to };
  }
  const start = to + next[0].length;
  const rest = text.slice(start);
  const named = titles.run(rest, "first");
  // Behind several that are compared stands what they are compared by.
  const isSeveral =
    grammar.videos.test(match[0]) && (text.search(grammar.compare) >= 0 || grammar.both.test(text));
  if (isSeveral && (named?.ids.length ?? 0) < 2) return { ids: null, from, to };
  if (named) return { ids: named.ids, from, to: start + named.to };
  const description = describe(rest, grammar);
  return description === ""
    ? { ids: null, from, to }
    : { ids: [], description, from, to: start + description.length };
}

/** The first words of a text, up to one that does not tell what a video is about. */
function describe(text: string, grammar: Grammar): string {
  const clause = /^[^,;:.?!¤]*/u.exec(text)![0];
  const words = clause.split(" ");
  const end = words.findIndex((word) => word === "" || grammar.notTopic.test(word));
  return words.slice(0, end < 0 ? words.length : end).join(" ");
}

/** "Videos 2-4". */
const RANGE = /^([0-9]+) ?(?:[-–]|through|bis) ?([0-9]+)$/u;

/** The videos that a reference names by their places in the session. */
function byPlace(
  { 0: reference, groups }: RegExpExecArray,
  grammar: Grammar,
  videos: NamedVideo[],
): { ids: string[]; missing?: number[] } {
  const { ordinals, last, firstTwo, lastTwo } = grammar;
  const all = videos.map(({ id }) => id);
  const count = Number(/[2-9]/u.exec(reference)?.[0] ?? (grammar.three.test(reference) ? 3 : 2));
  if (firstTwo.test(reference)) return { ids: all.slice(0, count) };
  if (lastTwo.test(reference)) return { ids: all.slice(-count) };
  const places = ordinals.flatMap((ordinal, place) => (ordinal.test(reference) ? [place] : []));
  if (last.test(reference) && all.length > 0) places.push(all.length - 1);
  const numbers = groups?.["numbers"] ?? "";
  const cardinals = numeralsOf(grammar.language)?.phrases;
  for (const [number] of numbers.matchAll(/[0-9]+|\p{L}+/gu)) {
    const place = /^[0-9]/u.test(number) ? Number(number) : cardinals?.get(number)?.value;
    if (place !== undefined) places.push(place - 1);
  }
  const range = RANGE.exec(numbers);
  if (range) for (let place = Number(range[1]); place < Number(range[2]); place++) places.push(place);
  const missing = places.filter((place) => place >= all.length).map((place) => place + 1);
  return {
    ids: [...new Set(places)].flatMap((place) => all[place] ?? []),
    ...(missing.length > 0 && { missing }),
  };
}
