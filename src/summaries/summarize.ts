import type { Steps } from "../async/steps.ts";
import type { SpokenWords } from "../chapters/spoken-words.ts";
import { capitalized } from "../text/words.ts";
import { candidateSteps, anySteps, type Candidate } from "./candidates.ts";
import { centralitySteps, raritySteps, type Centrality } from "./centrality.ts";
import { SPEAKER } from "./clarity.ts";
import {
  readSteps,
  termsOf,
  textOf,
  type ReadTranscript,
  type Run,
  type SummarizedTranscript,
} from "./read-transcript.ts";
import { sectionsOf, type Section } from "./sections.ts";

/** A main point of a video, and the words in its transcript that it rests on. Times in milliseconds. */
export type SummaryPoint = { text: string; startMs: number; endMs: number; quote: string };

/** As many points as there are chapters, but no more than these, are given even if none is good. */
const FEWEST_POINTS = 3;
/** Below this clarity or score, no point is better than one. */
const LEAST_CLARITY = 0.6;
const LEAST_SCORE = 0.6;
/** Fewer points than for this share of what they are made of are filled up with those that have this score. */
const FEWEST_SHARE = 1 / 3;
const FAIR_SCORE = 0.53;

/**
 * The main points of a transcript in the order of time, about one for each chapter: of the sentences
 * nearest to the middle of what is said there (see `centralitySteps`) one that stands alone, or two in a row, and that
 * repeats none of the points before (maximal marginal relevance, Carbonell & Goldstein 1998,
 * https://doi.org/10.1145/290941.291025). `vectors` are unit vectors of the sentences; without them (null) only words tell.
 */
export function* summarySteps(
  transcript: SummarizedTranscript,
  chapters: { startMs: number; title: string }[],
  vectors: Float32Array[] | null,
): Steps<SummaryPoint[]> {
  const { sentences } = transcript;
  if (sentences.length === 0) return [];
  if (vectors !== null && vectors.length !== sentences.length)
    throw new RangeError(`There are ${vectors.length} vectors of ${sentences.length} sentences`);
  const read = yield* readSteps(
    transcript,
    chapters.map(({ title }) => title),
  );
  const centralityIn = yield* centralityInSections(read, vectors);
  const sections = sectionsOf(sentences, chapters);
  const chosen: Candidate[] = [];
  const poor: Candidate[] = [];
  for (const section of sections) {
    const centrality = yield* centralityIn(section);
    const candidates = yield* candidateSteps(section, centrality, read);
    const best =
      bestOf(candidates, chosen, read.words) ?? (yield* anySteps(section, centrality, read.counts));
    (isGood(best, LEAST_SCORE) ? chosen : poor).push(best);
  }
  const fewest = Math.min(FEWEST_POINTS, chapters.length);
  for (const candidate of poor.toSorted((one, other) => other.score - one.score)) {
    const most = isGood(candidate, FAIR_SCORE) ? Math.max(fewest, sections.length * FEWEST_SHARE) : fewest;
    if (chosen.length < most && bestOf([candidate], chosen, read.words)) chosen.push(candidate);
  }
  return chosen.toSorted((one, other) => one.first - other.first).map((run) => pointOf(run, read));
}

const isGood = ({ clarity, score }: Candidate, least: number): boolean =>
  clarity >= LEAST_CLARITY && score >= least;

/** How much nearness to what the whole video says counts beside nearness to what its section says. */
const WHOLE_SHARE = 0.15;

function* centralityInSections({ sentences, words }: ReadTranscript, vectors: Float32Array[] | null) {
  const rarity = yield* raritySteps(words, sentences.length);
  const whole = yield* centralitySteps({ from: 0, to: sentences.length }, words, rarity, vectors);
  return function* centralityIn(section: Section): Steps<Centrality> {
    const own = yield* centralitySteps(section, words, rarity, vectors);
    return (first, last) => (1 - WHOLE_SHARE) * own(first, last) + WHOLE_SHARE * whole(first, last);
  };
}

/** How much less a candidate is worth for the share of its terms that a point before has. */
const REPETITION = 0.6;
/** What repeats more than this share of its terms, or of a point's, says nothing new. */
const REPEATED = 0.6;

function bestOf(candidates: Candidate[], chosen: Candidate[], words: SpokenWords): Candidate | undefined {
  const before = chosen.map((point) => termsOf(point, words));
  let best: Candidate | undefined;
  for (const candidate of candidates.toSorted((one, other) => other.score - one.score)) {
    if (best && candidate.score <= best.score) break;
    const own = termsOf(candidate, words);
    const repeated = Math.max(0, ...before.map((terms) => shareIn(own, terms)));
    if (repeated > REPEATED) continue;
    const score = candidate.score * (1 - REPETITION * repeated);
    if (!best || score > best.score) best = { ...candidate, score };
  }
  return best;
}

function shareIn(one: Set<number>, other: Set<number>): number {
  return one.intersection(other).size / (Math.min(one.size, other.size) || 1);
}

function pointOf(run: Run, read: ReadTranscript): SummaryPoint {
  const quote = textOf(run, read);
  const spoken = read.sentences.slice(run.first, run.last + 1);
  return {
    text: standingAlone(quote, read),
    startMs: spoken[0]!.startMs,
    endMs: Math.max(...spoken.map(({ endMs }) => endMs)),
    quote,
  };
}

/** The words without who says them and those that join them to what is said before, with a capital letter. */
function standingAlone(quote: string, { signs, language }: ReadTranscript): string {
  const said = quote.replace(SPEAKER, "");
  const bare = (signs && said.replace(signs.joining, "")) || said;
  // Not "iPhone".
  return /^\p{Ll}(?!\p{Lu})/u.test(bare) ? capitalized(bare, language) : bare;
}
