import type { Grammar } from "./grammar.ts";
import type { NamedVideo, TitleIndex } from "./title-index.ts";

/**
 * What a question calls a video. `ids`: null where it does not say which; `description`: says which, but by words that no
 * title has; `isVague`: without a word for a video, so that something else may be meant.
 */
export type Reference = {
  ids: string[] | null;
  description?: string;
  isVague?: boolean;
  from: number;
  to: number;
};

export function findReferences(
  text: string,
  grammar: Grammar,
  videos: NamedVideo[],
  titles: TitleIndex,
): Reference[] {
  const references: Reference[] = titles.wholeTitles(text);
  const isTaken = (from: number, to: number): boolean =>
    references.some((other) => from < other.to && other.from < to);
  for (const match of text.matchAll(grammar.reference)) {
    const to = match.index + match[0].length;
    if (isTaken(match.index, to)) continue;
    const reference = readReference(text, match, grammar, videos, titles);
    const { one, bare } = match.groups ?? {};
    if (one !== undefined || (bare !== undefined && reference.ids?.length === 0)) reference.isVague = true;
    if (!isTaken(reference.from, reference.to)) references.push(reference);
  }
  if (references.length > 0)
    for (const match of text.matchAll(grammar.elided)) {
      const to = match.index + match[0].length;
      const ids = byPlace(match[0], grammar, videos);
      if (!isTaken(match.index, to) && isElided(text.slice(to), grammar))
        references.push({ ids, from: match.index, to });
    }
  return references.toSorted((one, other) => one.from - other.from);
}

/** The videos that a text names by their places alone ("the last one"). */
export function findElided(text: string, grammar: Grammar, videos: NamedVideo[]): Reference[] {
  return [...text.matchAll(grammar.elided)].map(({ 0: found, index }) => ({
    ids: byPlace(found, grammar, videos),
    from: index,
    to: index + found.length,
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
  const ids = byPlace(match[0], grammar, videos);
  if (ids.length > 0) return { ids, from, to };
  const topic = match.groups?.["topic"]?.trim();
  if (topic) {
    const named = titles.named(topic);
    return named.length > 0 ? { ids: named, from, to } : { ids: [], description: topic, from, to };
  }
  const before = grammar.beforeVideo.exec(text.slice(0, from));
  const run = before ? titles.run(text.slice(0, before.index), "last") : undefined;
  if (run && text.slice(run.to, before!.index).trim() === "") return { ids: run.ids, from: run.from, to };
  const next = grammar.aboutNext.exec(text.slice(to));
  if (!next) return { ids: null, from, to };
  const start = to + next[0].length;
  const rest = text.slice(start);
  const named = titles.run(rest, "first");
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

/** The videos that a reference names by their places in the session. */
function byPlace(reference: string, grammar: Grammar, videos: NamedVideo[]): string[] {
  const { ordinals, last, firstTwo, lastTwo } = grammar;
  const all = videos.map(({ id }) => id);
  const count = Number(/[2-9]/u.exec(reference)?.[0] ?? 2);
  if (firstTwo.test(reference)) return all.slice(0, count);
  if (lastTwo.test(reference)) return all.slice(-count);
  const places = ordinals.flatMap((ordinal, place) => (ordinal.test(reference) ? [place] : []));
  const digits = /(?<![:.0-9])[1-9][0-9]?(?![:.0-9])/u.exec(reference)?.[0];
  if (
    places.length === 0 &&
    digits !== undefined &&
    !grammar.both.test(reference) &&
    !COUNTED.test(reference)
  )
    places.push(Number(digits) - 1);
  if (last.test(reference)) places.push(all.length - 1);
  return [...new Set(places)].flatMap((place) => all[place] ?? []);
}

/** A number before a noun counts: "2 videos". */
const COUNTED = /[2-9] /u;
