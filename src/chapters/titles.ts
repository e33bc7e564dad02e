import type { Steps } from "../async/steps.ts";
import { isFiller } from "../search/index/filler.ts";
import { phraseWordsOf, type PhraseWords } from "./phrase-words.ts";
import type { SpokenWords } from "./spoken-words.ts";

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
  const phraseWords = phraseWordsOf(language);
  const total = yield* countSteps(words, 0, sentences.length);
  const taken = new Set<string>();
  const titles: string[] = [];
  for (const [chapter, first] of firsts.entries()) {
    const last = firsts[chapter + 1] ?? sentences.length;
    const own = yield* countSteps(words, first, last);
    const weightOf = (term: number) => contrast(own, total, term);
    const phrases = yield* phraseSteps(sentences, words, first, last, phraseWords);
    let best: { key: string; score: number; phrase: Phrase } | undefined;
    for (const [key, phrase] of phrases) {
      const score = scoreOf(phrase, weightOf);
      if (!taken.has(key) && (best === undefined || score > best.score)) best = { key, score, phrase };
    }
    if (best !== undefined) taken.add(best.key);
    const title = best ? usualForm(best.phrase) : openingOf(sentences[first]!.text, words, first);
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

/** How well a term tells a chapter from the whole video. */
function contrast(own: Counts, total: Counts, term: number): number {
  const count = own.of.get(term) ?? 0;
  const ratio = (count * total.all) / (own.all * (total.of.get(term) ?? 1));
  return Math.log(1 + count) * (WITHOUT_CONTRAST + Math.max(0, Math.log(ratio)));
}

/** The more terms that tell much and the oftener they are said together, the better. */
function scoreOf({ terms, count }: Phrase, weightOf: (term: number) => number): number {
  const sum = terms.reduce((weights, term) => weights + weightOf(term), 0);
  const lengthNorm = terms.length === 1 ? 4 : Math.sqrt(terms.length);
  return (sum / lengthNorm) * (0.5 + Math.log(1 + count));
}

function* phraseSteps(
  sentences: { text: string }[],
  { offsets, from, to, terms, follows }: SpokenWords,
  first: number,
  last: number,
  { mayBegin, mayEnd, joins }: PhraseWords,
): Steps<Map<string, Phrase>> {
  const phrases = new Map<string, Phrase>();
  const traits = new Map<string, { begins: boolean; ends: boolean; joins: boolean }>();
  const traitsOf = (word: string) => {
    let known = traits.get(word);
    if (!known)
      traits.set(word, (known = { begins: mayBegin(word), ends: mayEnd(word), joins: joins(word) }));
    return known;
  };
  for (let sentence = first; sentence < last; sentence++) {
    const { text } = sentences[sentence]!;
    const end = offsets[sentence + 1]!;
    yield;
    if (isFiller(text)) continue;
    const wordAt = (at: number) => traitsOf(text.slice(from[at], to[at]).toLowerCase());
    for (let start = offsets[sentence]!; start < end; start++) {
      if (terms[start]! < 0 || !wordAt(start).begins) continue;
      const inPhrase: number[] = [];
      let joining = 0;
      for (let at = start; at < end && at < start + MOST_WORDS; at++) {
        if (at > start && follows[at] === 0) break;
        const term = terms[at]!;
        if (term < 0) {
          if (!wordAt(at).joins || ++joining > MOST_JOINING) break;
          continue;
        }
        const { begins, ends } = wordAt(at);
        if (inPhrase.includes(term) || !(begins || ends)) break;
        inPhrase.push(term);
        if (ends) addPhrase(phrases, inPhrase, text.slice(from[start], to[at]));
      }
    }
  }
  return phrases;
}

function addPhrase(phrases: Map<string, Phrase>, terms: number[], form: string): void {
  const key = terms.join(" ");
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

function capitalized(title: string, language: string): string {
  const [initial = ""] = title;
  return upperCase(initial, language) + title.slice(initial.length);
}

/** Upper case is another in Turkish; a tag that the runtime does not take has the usual one. */
function upperCase(text: string, language: string): string {
  try {
    return text.toLocaleUpperCase(language);
  } catch {
    return text.toUpperCase();
  }
}
