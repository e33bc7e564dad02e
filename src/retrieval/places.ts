import { BM25, type Candidate, type Candidates } from "./candidates.ts";
import { writtenWords, type AskedQuestion, type Reader } from "./question.ts";
import type { Sentence } from "./sentence.ts";

/** What speaks for a window of a passage as the place of the answer; each is 0 to about 1, but for the cosine. */
export type Features = {
  /** BM25 of its passage, and of the passages around it, beside the best there are. */
  passage: number;
  around: number;
  /** BM25 of the window alone, with its neighbours, and with theirs, beside the best candidates. */
  window: number;
  near: number;
  wide: number;
  /** The share of what was asked that it and its neighbours hold, by weight: as terms, as written, numbers alone. */
  coverage: number;
  written: number;
  numbers: number;
  /** Terms that stand together in the question and here, and words written side by side in both. */
  pairs: number;
  phrases: number;
  /** Standard deviations above the mean of all windows. */
  cosine: number;
  /** It begins the video: what is announced there is said later. */
  opening: number;
  /** How full of words it is. */
  fullness: number;
};

/** A window of a candidate, and what speaks for it. */
export type Place = { candidate: Candidate; window: number; sentences: Sentence[]; features: Features };

type Spoken = {
  candidate: Candidate;
  window: number;
  sentences: Sentence[];
  cosine: number;
  terms: string[];
  counts: Map<string, number>;
  words: string[];
};

export type Places = {
  places: Place[];
  /** The best of what is scaled to the best, as it was before. */
  best: Record<Scaled, number>;
};

const SCALED = ["window", "near", "wide", "pairs", "phrases"] as const;
type Scaled = (typeof SCALED)[number];

/** All windows of the candidates, with what speaks for each. */
export function findPlaces(
  found: Candidates,
  questions: Map<string, AskedQuestion>,
  readers: Map<string, Reader>,
): Places {
  const weights = new Map(
    [...questions].map(([language, question]) => [language, termWeights(found, question, language)]),
  );
  const runs = neighbouring(found.candidates).map((run) =>
    run.flatMap((candidate) => speak(candidate, readers.get(candidate.language)!, found.corpus.cosineMean)),
  );
  const all = runs.flat();
  const averageLength = all.reduce((sum, spoken) => sum + spoken.terms.length, 0) / Math.max(1, all.length);
  const places = runs.flatMap((run) =>
    run.map((spoken, index): Place => {
      const { language } = spoken.candidate;
      const question = { ...questions.get(language)!, weights: weights.get(language)! };
      return {
        candidate: spoken.candidate,
        window: spoken.window,
        sentences: spoken.sentences,
        features: measure(found, question, run, index, averageLength),
      };
    }),
  );
  return { places, best: scaleToBest(places) };
}

/** Inverse document frequency of each term, times how much it counts. */
export function termWeights(
  found: Candidates,
  question: AskedQuestion,
  language: string,
): Map<string, number> {
  // A map: `constructor` is a term like any other.
  const counts = new Map(Object.entries(found.documentFrequency[language] ?? {}));
  const { passages } = found.corpus;
  return new Map(
    [...question.weights].map(([term, weight]) => {
      const count = counts.get(term) ?? 0;
      return [term, weight * Math.log(1 + (passages - count + 0.5) / (count + 0.5))];
    }),
  );
}

/** Candidates in order of time, parted where one does not follow the other. */
function neighbouring(candidates: Candidate[]): Candidate[][] {
  const sorted = candidates.toSorted(
    (one, other) => compare(one.transcriptId, other.transcriptId) || one.ordinal - other.ordinal,
  );
  const runs: Candidate[][] = [];
  for (const candidate of sorted) {
    const last = runs.at(-1)?.at(-1);
    if (last?.transcriptId === candidate.transcriptId && last.ordinal + 1 === candidate.ordinal) {
      runs.at(-1)!.push(candidate);
    } else runs.push([candidate]);
  }
  return runs;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A window without a vector is taken for as near as any. */
function speak(candidate: Candidate, { terms }: Reader, cosineMean: number): Spoken[] {
  return candidate.windows.map(({ startMs, endMs, cosine }, window) => {
    const sentences = candidate.sentences
      .filter(([from, to]) => from >= startMs && to <= endMs)
      .map(([from, to, text]) => ({ startMs: from, endMs: to, text }));
    const text = sentences.map((sentence) => sentence.text).join(" ");
    const list = terms(text);
    const counts = new Map<string, number>();
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      terms: list,
      counts,
      words: writtenWords(text),
    };
  });
}

function measure(
  { corpus }: Candidates,
  question: AskedQuestion,
  run: Spoken[],
  index: number,
  averageLength: number,
): Features {
  const spoken = run[index]!;
  const { candidate } = spoken;
  const reach = (windows: number) => run.slice(Math.max(0, index - windows), index + windows + 1);
  const bm25Of = (windows: number) =>
    bm25(reach(windows), question.weights, averageLength * (2 * windows + 1));
  const near = reach(1);
  const total = sum([...question.weights.values()]) || 1;
  const held = [...question.weights].filter(([term]) => near.some(({ counts }) => counts.has(term)));
  const inside = [...question.weights].filter(([term]) => spoken.counts.has(term));
  const cosine =
    (spoken.cosine * 2 +
      (run[index - 1]?.cosine ?? spoken.cosine) +
      (run[index + 1]?.cosine ?? spoken.cosine)) /
    4;
  return {
    passage: ratio(candidate.lexical, corpus.lexicalBest),
    around: ratio(candidate.context, corpus.contextBest),
    window: bm25Of(0),
    near: bm25Of(1),
    wide: bm25Of(2),
    coverage: sum(held.map(([, weight]) => weight)) / total,
    written: writtenShare(question, near, total),
    numbers: sum(inside.map(([term, weight]) => (/\p{N}/u.test(term) ? weight : 0))) / total,
    pairs: pairWeight(question, spoken.terms),
    phrases: phraseWeight(question, spoken.words),
    cosine: ratio(cosine - corpus.cosineMean, corpus.cosineDeviation),
    opening: candidate.ordinal === 0 && spoken.window === 0 ? 1 : 0,
    fullness: Math.min(1, spoken.terms.length / 40),
  };
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function bm25(parts: Spoken[], weights: Map<string, number>, averageLength: number): number {
  const length = sum(parts.map(({ terms }) => terms.length));
  const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * length) / Math.max(1, averageLength));
  let score = 0;
  for (const [term, weight] of weights) {
    const frequency = sum(parts.map(({ counts }) => counts.get(term) ?? 0));
    if (frequency > 0) score += (weight * frequency * (BM25.k1 + 1)) / (frequency + shortness);
  }
  return score;
}

/** The share of what was asked that is said in the very form in which it was asked. */
function writtenShare({ words, weights }: AskedQuestion, near: Spoken[], total: number): number {
  const said = new Set(near.flatMap((spoken) => spoken.words));
  const seen = new Set<string>();
  let share = 0;
  for (const { word, term } of words) {
    if (term === undefined || seen.has(term) || !said.has(word)) continue;
    seen.add(term);
    share += weights.get(term) ?? 0;
  }
  return share / total;
}

const NEAR_TERMS = 5;

/** Neighbouring terms of the question that are within five terms of each other here, less the farther apart. */
function pairWeight({ terms, weights }: AskedQuestion, said: string[]): number {
  const places = new Map<string, number[]>();
  for (const [index, term] of said.entries()) {
    if (weights.has(term)) places.set(term, [...(places.get(term) ?? []), index]);
  }
  let score = 0;
  for (const [index, term] of terms.slice(0, -1).entries()) {
    const next = terms[index + 1]!;
    const here = places.get(term);
    const there = places.get(next);
    if (term === next || here === undefined || there === undefined) continue;
    const distance = Math.min(...here.flatMap((one) => there.map((other) => Math.abs(one - other))));
    if (distance <= NEAR_TERMS) score += (weights.get(term)! + weights.get(next)!) / 2 / distance;
  }
  return score;
}

/** What a word without a term, a stop word, counts in a phrase. */
const STOP_WORD_WEIGHT = 0.5;

function phraseWeight({ words, weights }: AskedQuestion, said: string[]): number {
  const asked = new Map<string, number>();
  for (const [index, { word, term }] of words.slice(0, -1).entries()) {
    const next = words[index + 1]!;
    const weightOf = (one: string | undefined) =>
      one === undefined ? STOP_WORD_WEIGHT : (weights.get(one) ?? 0);
    asked.set(`${word} ${next.word}`, (weightOf(term) + weightOf(next.term)) / 2);
  }
  let score = 0;
  for (let index = 0; index + 1 < said.length && asked.size > 0; index++) {
    const phrase = `${said[index]} ${said[index + 1]}`;
    score += asked.get(phrase) ?? 0;
    asked.delete(phrase);
  }
  return score;
}

function scaleToBest(places: Place[]): Record<Scaled, number> {
  const best = { window: 0, near: 0, wide: 0, pairs: 0, phrases: 0 };
  for (const name of SCALED) {
    best[name] = Math.max(0, ...places.map(({ features }) => features[name]));
    if (best[name] > 0) for (const { features } of places) features[name] /= best[name];
  }
  return best;
}
