import { stopwordsOf } from "../language/languages.ts";
import { createTerms } from "../terms.ts";
import { baseLanguage } from "../words.ts";
import { TERMS_AT_ONCE, type Steps, type Vocabulary } from "./vocabulary.ts";

/** Languages that write compounds as one word, and the letters that may stand between the parts. */
const LINKS: Record<string, string[]> = {
  da: ["", "s", "e"],
  de: ["", "s", "es", "n", "en", "er", "e"],
  nl: ["", "s", "en", "e"],
  no: ["", "s", "e"],
  sv: ["", "s"],
};

const SHORTEST_PART = 3;
/** The least letters of a head by which compounds are found. */
const SHORTEST_HEAD = 4;
const MOST_PARTS = 3;
const MOST_COMPOUNDS = 20;

/** Words that verbs are written together with, or apart: to log in, a login; to set up, a setup. */
const PARTICLES = new Set("in on up out off over down away back through by under after".split(" "));

/** Many words end in -in and -on by chance, so that only these are verbs there. */
const VERBS_WITH_IN_OR_ON = new Set("add built check drop log opt plug roll sign sit turn".split(" "));
const isVerbWith = (verb: string, particle: string): boolean =>
  (particle !== "in" && particle !== "on") || VERBS_WITH_IN_OR_ON.has(verb);

/** Whether a word is one that may be written together with its neighbour. */
export const isParticle = (word: string, language: string): boolean =>
  baseLanguage(language) === "en" && PARTICLES.has(word);

/**
 * The terms of the parts of a compound that the vocabulary has: of `teabag`, `tea` and `bag`, where they stand side by side
 * somewhere; of the German `Wasserkocher`, `wass` and `koch`, wherever they stand. A part that is a stop word (`in` of
 * `login`) has no term. null where the word is no such compound.
 */
export function* splitCompound(
  word: string,
  language: string,
  vocabulary: Vocabulary,
): Steps<string[] | null> {
  const links = LINKS[baseLanguage(language)];
  return links
    ? yield* splitJoined(word, language, vocabulary, links, MOST_PARTS)
    : yield* splitPair(word, language, vocabulary);
}

function* splitPair(word: string, language: string, vocabulary: Vocabulary): Steps<string[] | null> {
  const terms = createTerms(language);
  for (let at = 2; at <= word.length - 2; at++) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    const isVerb = isParticle(other, language) && one.length >= SHORTEST_PART && isVerbWith(one, other);
    const isBoth = one.length >= SHORTEST_PART && other.length >= SHORTEST_PART;
    if (!isVerb && !isBoth) continue;
    const first = terms(one)[0];
    const second = terms(other)[0];
    if (first === undefined || !vocabulary.has(first)) continue;
    if (isVerb) return [first];
    if (second !== undefined && vocabulary.has(second) && (yield* vocabulary.hasPair(first, second)))
      return [first, second];
  }
  return null;
}

function* splitJoined(
  word: string,
  language: string,
  vocabulary: Vocabulary,
  links: string[],
  most: number,
): Steps<string[] | null> {
  const terms = createTerms(language);
  const stopwords = stopwordsOf(language);
  const termOf = (part: string): string | undefined => {
    const [term] = part.length < SHORTEST_PART || stopwords.has(part) ? [] : terms(part);
    return term !== undefined && vocabulary.has(term) ? term : undefined;
  };
  // The longest head first: it says most.
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    yield;
    const head = termOf(word.slice(at));
    if (head === undefined) continue;
    for (const link of links) {
      const modifier = word.slice(0, at);
      if (!modifier.endsWith(link)) continue;
      const bare = modifier.slice(0, modifier.length - link.length);
      const term = termOf(bare);
      if (term !== undefined) return [term, head];
      const parts = most > 2 ? yield* splitJoined(bare, language, vocabulary, links, most - 1) : null;
      if (parts !== null) return [...parts, head];
    }
  }
  return null;
}

/** The terms of the vocabulary that are compounds with a head of this term, in languages that write them as one word. */
export function* compoundsOf(term: string, language: string, vocabulary: Vocabulary): Steps<string[]> {
  if (LINKS[baseLanguage(language)] === undefined || term.length < SHORTEST_HEAD) return [];
  const compounds = new Set<string>();
  let seen = 0;
  for (const entry of vocabulary.entries()) {
    if (++seen % TERMS_AT_ONCE === 0) yield;
    if (!entry.term.endsWith(term) || entry.term.length < term.length + SHORTEST_PART) continue;
    compounds.add(entry.term);
    if (compounds.size === MOST_COMPOUNDS) break;
  }
  return [...compounds];
}
