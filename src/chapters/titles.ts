import type { Steps } from "../async/steps.ts";
import { isFiller } from "../search/index/cut/filler.ts";
import { capitalized } from "../text/words.ts";
import { phraseWordsOf, type PhraseWords } from "./phrase-words.ts";
import { Joint, type SpokenWords } from "./spoken-words.ts";

const MOST_WORDS = 6;
const MOST_JOINING = 2;

/** A phrase of a chapter, in all its inflections. */
type Phrase = {
  terms: number[];
  count: number;
  /** How often each of its forms is said, by what is written. */
  forms: Map<string, number>;
};

/**
 * The title of each chapter: the phrase said in it that tells it best from the others, of 2 to 6 words, as it is written
 * in the transcript. Chapters begin with the sentences `firsts`. Where no phrase is good, a word; where none is, what the
 * chapter begins with.
 */
export function* titleSteps(
  sentences: { text: string }[],
  words: SpokenWords,
  firsts: number[],
  language: string,
): Steps<string[]> {
  const phraseWords = phraseWordsOf(language, sentences);
  const traitsOf = rememberTraits(phraseWords);
  const total = yield* countSteps(words, 0, sentences.length);
  const taken = new Set<string>();
  const titles: string[] = [];
  for (const [chapter, first] of firsts.entries()) {
    const last = firsts[chapter + 1] ?? sentences.length;
    const own = yield* countSteps(words, first, last);
    const weightOf = (term: number) => contrast(own, total, term);
    const phrases = yield* phraseSteps(sentences, words, first, last, { ...phraseWords, traitsOf });
    const best = yield* bestSteps(phrases, taken, weightOf);
    if (best !== undefined) taken.add(keyOf(best.terms));
    const title = best ? usualForm(best) : openingOf(sentences[first]!.text, words, first);
    titles.push(capitalized(title, language));
    yield;
  }
  return titles;
}

type Counts = { of: Map<number, number>; all: number };

function* countSteps({ offsets, terms }: SpokenWords, first: number, last: number): Steps<Counts> {
  const counts: Counts = { of: new Map(), all: 0 };
  for (let sentence = first; sentence < last; sentence++) {
    for (let at = offsets[sentence]!; at < offsets[sentence + 1]!; at++) {
      const term = terms[at]!;
      if (term < 0) continue;
      counts.of.set(term, (counts.of.get(term) ?? 0) + 1);
      counts.all++;
    }
    yield;
  }
  return counts;
}

/** How much a term that is as frequent everywhere counts, beside one that is e times as frequent in its chapter. */
const WITHOUT_CONTRAST = 0.3;

/** Between 0 and 1: how much a phrase counts less for each of its terms. */
const LENGTH_NORM = 0.7;

/** How well a term tells a chapter from the whole video. */
function contrast(own: Counts, total: Counts, term: number): number {
  const count = own.of.get(term) ?? 0;
  const ratio = (count * total.all) / (own.all * (total.of.get(term) ?? 1));
  return Math.log(1 + count) * (WITHOUT_CONTRAST + Math.max(0, Math.log(ratio)));
}

/** The best phrase that is no title yet; a single word where there is none of several. */
function* bestSteps(
  phrases: Map<string, Phrase>,
  taken: Set<string>,
  weightOf: (term: number) => number,
): Steps<Phrase | undefined> {
  let best: { phrase: Phrase; score: number; isWord: boolean } | undefined;
  let seen = 0;
  for (const [key, phrase] of phrases) {
    if (++seen % PHRASES_PER_STEP === 0) yield;
    if (taken.has(key)) continue;
    const isWord = phrase.terms.length === 1;
    const score = scoreOf(phrase, weightOf);
    const isBetter = best === undefined || (isWord === best.isWord ? score > best.score : best.isWord);
    if (isBetter) best = { phrase, score, isWord };
  }
  return best?.phrase;
}

const PHRASES_PER_STEP = 200;

/** The more terms that tell much and the oftener they are said together, the better. */
function scoreOf({ terms, count }: Phrase, weightOf: (term: number) => number): number {
  const sum = terms.reduce((weights, term) => weights + weightOf(term), 0);
  return (sum / terms.length ** LENGTH_NORM) * Math.log(1 + count);
}

function* phraseSteps(
  sentences: { text: string }[],
  { offsets, from, to, terms, joints }: SpokenWords,
  first: number,
  last: number,
  { joins, isVerb, traitsOf }: Pick<PhraseWords, "joins" | "isVerb"> & { traitsOf: TraitsOf },
): Steps<Map<string, Phrase>> {
  const phrases = new Map<string, Phrase>();
  for (let sentence = first; sentence < last; sentence++) {
    yield;
    const { text } = sentences[sentence]!;
    if (isFiller(text)) continue;
    const begin = offsets[sentence]!;
    const end = offsets[sentence + 1]!;
    const writtenAt = (at: number) => text.slice(from[at], to[at]);
    const wordAt = (at: number) => writtenAt(at).toLowerCase();
    const isCutAt = (at: number) => at > begin && at < end && joints[at] === Joint.Hyphen;
    for (let start = begin; start < end; start++) {
      if (terms[start]! < 0 || isCutAt(start) || !traitsOf(writtenAt(start)).begins) continue;
      const before = start > begin && joints[start] === Joint.Space ? wordAt(start - 1) : "";
      if (isVerb(wordAt(start), before)) continue;
      const inPhrase: number[] = [];
      let joining = 0;
      for (let at = start; at < end && at < start + MOST_WORDS; at++) {
        if (at > start && joints[at] === Joint.Apart) break;
        const term = terms[at]!;
        if (term < 0) {
          if (!joins(wordAt(at), wordAt(at - 1)) || ++joining > MOST_JOINING) break;
          continue;
        }
        const { ends, inside } = traitsOf(writtenAt(at));
        if (inPhrase.includes(term)) break;
        inPhrase.push(term);
        if (ends && !isCutAt(at + 1)) addPhrase(phrases, inPhrase, text.slice(from[start], to[at]));
        if (at > start && !inside) break;
      }
    }
  }
  return phrases;
}

type WordTraits = { begins: boolean; ends: boolean; inside: boolean };
type TraitsOf = (word: string) => WordTraits;

/** Looks the traits of each word up once. */
function rememberTraits({ mayBegin, mayEnd, mayStandInside }: PhraseWords): TraitsOf {
  const traits = new Map<string, WordTraits>();
  return (word: string) => {
    let known = traits.get(word);
    if (!known) {
      known = { begins: mayBegin(word), ends: mayEnd(word), inside: mayStandInside(word) };
      traits.set(word, known);
    }
    return known;
  };
}

const keyOf = (terms: number[]): string => terms.join(" ");

function addPhrase(phrases: Map<string, Phrase>, terms: number[], form: string): void {
  const key = keyOf(terms);
  let phrase = phrases.get(key);
  if (!phrase) phrases.set(key, (phrase = { terms: [...terms], count: 0, forms: new Map() }));
  phrase.count++;
  phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + 1);
}

/** The form that is said most often, of several the first. */
function usualForm({ forms }: Phrase): string {
  let [usual, most] = ["", 0];
  for (const [form, count] of forms) if (count > most) [usual, most] = [form, count];
  return usual;
}

/** What a sentence begins with, without stop words at its edges where it has other words. */
function openingOf(text: string, { offsets, from, to, terms }: SpokenWords, sentence: number): string {
  const start = offsets[sentence]!;
  const count = offsets[sentence + 1]! - start;
  if (count === 0) return text;
  const tells = (word: number) => terms[start + word]! >= 0;
  const told = Array.from({ length: count }, (_, word) => word).filter(tells);
  const begin = told[0] ?? 0;
  const close = told.findLast((word) => word < begin + MOST_WORDS) ?? Math.min(count, MOST_WORDS) - 1;
  return text.slice(from[start + begin], to[start + close]);
}
