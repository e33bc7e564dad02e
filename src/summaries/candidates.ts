import type { Steps } from "../async/steps.ts";
import type { PlacedSentence } from "../captions/sentences.ts";
import type { Centrality } from "./centrality.ts";
import { clarityOf } from "./clarity.ts";
import { termsOf, textOf, type ReadTranscript, type Run } from "./read-transcript.ts";
import type { Section } from "./sections.ts";

/** What may be a point of a section; `clarity` by `clarityOf`, `score` by that and by how central it is. */
export type Candidate = Run & { clarity: number; score: number };

const FEWEST_WORDS = 8;
const MOST_WORDS = 40;
/** Of each of two sentences that are one point: "Right." adds nothing to another. */
const FEWEST_WORDS_OF_PAIR = 5;
/** So many of a section's most central sentences are looked at. */
const MOST_CANDIDATES = 60;

/** The most central sentences of a section, and pairs of them, that are as long as a point is. */
export function* candidateSteps(
  section: Section,
  centrality: Centrality,
  transcript: ReadTranscript,
): Steps<Candidate[]> {
  const central = yield* mostCentralSteps(section, centrality, transcript.counts);
  const most = central[0]?.centrality ?? 1;
  const titleShare = titleShareIn(section, transcript);
  const candidates: Candidate[] = [];
  for (const { first, last, centrality: own } of central) {
    const clarity = clarityOfRun({ first, last }, section, transcript);
    const place = (first - section.from) / (section.to - section.from);
    const lead = 1 + LEAD * (0.5 - place);
    candidates.push({
      first,
      last,
      clarity,
      score:
        clarity *
        lead *
        (1 + TITLE * titleShare({ first, last })) *
        Math.max(0, own / most) ** CENTRALITY_WEIGHT,
    });
    yield;
  }
  return candidates;
}

const CENTRALITY_WEIGHT = 2.5;
/** How much more the beginning of a section counts than its end: what something is stands before what becomes of it. */
const LEAD = 0.1;

/** How much more counts what has all terms of its chapter's title: a reader expects what the title says. */
const TITLE = 0.25;

/** What share of the terms of a chapter's title is in a run; of several chapters, the greatest. */
function titleShareIn({ chapters }: Section, { words, sentences }: ReadTranscript): (run: Run) => number {
  const titles = chapters
    .map((chapter) => sentences.length + chapter)
    .map((title) => termsOf({ first: title, last: title }, words))
    .filter(({ size }) => size > 0);
  return (run) => {
    const own = termsOf(run, words);
    return Math.max(0, ...titles.map((title) => title.intersection(own).size / title.size));
  };
}

type CentralRun = Run & { centrality: number };

/** Best first. */
function* mostCentralSteps(
  { from, to }: Section,
  centrality: Centrality,
  counts: Float32Array,
): Steps<CentralRun[]> {
  const best: CentralRun[] = [];
  const offer = (first: number, last: number, length: number) => {
    if (length < FEWEST_WORDS || length > MOST_WORDS) return;
    const run = { first, last, centrality: centrality(first, last) * (first === last ? 1 : PAIR) };
    if (best.length === MOST_CANDIDATES && run.centrality <= best.at(-1)!.centrality) return;
    const place = best.findIndex((other) => other.centrality < run.centrality);
    best.splice(place < 0 ? best.length : place, 0, run);
    if (best.length > MOST_CANDIDATES) best.pop();
  };
  for (let sentence = from; sentence < to; sentence++) {
    offer(sentence, sentence, counts[sentence]!);
    if (sentence + 1 < to && Math.min(counts[sentence]!, counts[sentence + 1]!) >= FEWEST_WORDS_OF_PAIR)
      offer(sentence, sentence + 1, counts[sentence]! + counts[sentence + 1]!);
    yield;
  }
  return best;
}

/** Two sentences are nearer to the middle than one by their length alone. */
const PAIR = 0.72;

function clarityOfRun({ first, last }: Run, section: Section, transcript: ReadTranscript): number {
  const { sentences, counts, words, advertisements, isPunctuated, signs } = transcript;
  const begin = sentences[first]!.from;
  return clarityOf(
    textOf({ first, last }, transcript),
    {
      isPunctuated,
      isOpening: section.from === 0,
      isNearAdvertisement: advertisements.subarray(first, last + 1).includes(1),
      before: sentences[first - 1]?.text ?? "",
      after: sentences[last + 1]?.text ?? "",
      pauseBeforeMs: pauseMs(sentences[first - 1], sentences[first]),
      pauseAfterMs: pauseMs(sentences[last], sentences[last + 1]),
      words: counts.subarray(first, last + 1).reduce((sum, count) => sum + count, 0),
      tellingBefore: (offset) => {
        let telling = 0;
        for (let sentence = first; sentence <= last; sentence++)
          for (let at = words.offsets[sentence]!; at < words.offsets[sentence + 1]!; at++)
            if (words.terms[at]! >= 0 && sentences[sentence]!.from - begin + words.from[at]! < offset)
              telling++;
        return telling;
      },
    },
    signs,
  );
}

const pauseMs = (one: PlacedSentence | undefined, next: PlacedSentence | undefined): number =>
  one && next ? next.startMs - one.endMs : Infinity;

/** The most central sentences whatever they are, of a section where no sentence is as long as a point. */
export function* anySteps(
  { from, to }: Section,
  centrality: Centrality,
  counts: Float32Array,
): Steps<Candidate> {
  let best = from;
  let most = Number.NEGATIVE_INFINITY;
  for (let sentence = from; sentence < to; sentence++) {
    const value = centrality(sentence, sentence);
    if (value > most) [best, most] = [sentence, value];
    yield;
  }
  let last = best;
  for (let length = counts[best]!; length < FEWEST_WORDS && last + 1 < to; length += counts[last]!) last++;
  return { first: best, last, clarity: 0, score: 0 };
}
