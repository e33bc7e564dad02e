import { runAtOnce, type Steps } from "../../async/steps.ts";
import { greatestOf } from "../../text/sum.ts";
import { answerKind, fitsKind, needsForm, type AnswerKind } from "../query/answer-kind.ts";
import { heldShare, meanCosine, SENTENCES_AT_ONCE, sentenceText, type Evidence } from "./evidence.ts";
import { weightedSum, type RunFeatures, type RunWeights } from "./weights.ts";

/** Sentences of one transcript in a row, from one to three, that may answer. */
export type Run = {
  evidence: Evidence;
  /** Numbers of the first and last sentence, both included, and of the one with the best cosine. */
  first: number;
  last: number;
  best: number;
  score: number;
  features: RunFeatures;
};

const MAX_SENTENCES = 3;
export const MAX_WORDS = 60;
/** Runs are made around so many of the best sentences: the right one is among forty in 97 of 100 questions. */
const BEST_SENTENCES = 60;

/** What is taken off the cosine of a sentence before runs are scored by it. */
export type SentenceRules = {
  /** How much less that of a question counts: speakers ask themselves what they answer next. */
  question: number;
  /** How much less that of a sentence of fewer than four words counts: it says little by itself. */
  short: number;
  /** How much less that of a greeting, an announcement or an advertisement counts: it names what it does not tell. */
  filler: number;
  /** In place of `filler` for one with the form asked for and a word of the question: "welcome, I have baked for ten years", for how long. */
  answeringFiller: number;
};

export const SENTENCE_RULES: SentenceRules = {
  question: 0.1,
  short: 0.1,
  filler: 0.15,
  answeringFiller: 0,
};
const FEW_WORDS = 4;

/** All of `runSteps` at once, for tests and measurements. */
export const rankRuns = (
  question: string,
  found: Evidence[],
  weights: RunWeights,
  rules: SentenceRules = SENTENCE_RULES,
): Run[] => runAtOnce(runSteps(question, found, weights, rules));

/** The runs around the best sentences, best first. */
export function* runSteps(
  question: string,
  found: Evidence[],
  weights: RunWeights,
  rules: SentenceRules = SENTENCE_RULES,
): Steps<Run[]> {
  const kind = answerKind(question);
  return [...(yield* bestSentences(found, weights))]
    .flatMap(([evidence, best]) => {
      const facts = new Map<number, SentenceFacts>();
      const factsOf = (sentence: number): SentenceFacts => {
        const known = facts.get(sentence) ?? readFacts(evidence, sentence, kind, rules);
        facts.set(sentence, known);
        return known;
      };
      return runsAround(
        evidence,
        best.map(({ sentence }) => sentence),
        factsOf,
        weights,
      );
    })
    .toSorted((one, other) => other.score - one.score);
}

type ScoredSentence = { evidence: Evidence; sentence: number; score: number };

/** The best sentences by those features that are cheap to tell of all, for each transcript. */
function* bestSentences(found: Evidence[], weights: RunWeights): Steps<Map<Evidence, ScoredSentence[]>> {
  const scores: Float64Array[] = [];
  for (const evidence of found) scores.push(yield* scoreSentences(evidence, weights));
  yield;
  const least = greatestOf(scores, BEST_SENTENCES).at(-1)!;
  const best: ScoredSentence[] = [];
  // Of those that are as good as the last that is taken, the first are taken: the others may be a million.
  let leastFound = 0;
  for (const [transcript, evidence] of found.entries()) {
    yield;
    for (let sentence = 0; sentence < evidence.held.length; sentence++) {
      const score = scores[transcript]![sentence]!;
      if (score > least || (score === least && leastFound++ < BEST_SENTENCES))
        best.push({ evidence, sentence, score });
    }
  }
  const sentences = best.toSorted((one, other) => other.score - one.score).slice(0, BEST_SENTENCES);
  return Map.groupBy(sentences, ({ evidence }) => evidence);
}

function* scoreSentences(evidence: Evidence, weights: RunWeights): Steps<Float64Array> {
  const scores = new Float64Array(evidence.held.length);
  for (let sentence = 0; sentence < scores.length; sentence++) {
    if (sentence % SENTENCES_AT_ONCE === 0) yield;
    scores[sentence] =
      weights.sentence * cosineOf(evidence, sentence) +
      weights.context * evidence.contexts[sentence]! +
      weights.near * heldShare(evidence, sentence - 1, sentence + 1) +
      weights.around * heldShare(evidence, sentence - 2, sentence + 2);
  }
  return scores;
}

type SentenceFacts = {
  words: number;
  isQuestion: boolean;
  isAnnouncement: boolean;
  kind: number;
  cosine: number;
};

function runsAround(
  evidence: Evidence,
  sentences: number[],
  factsOf: (sentence: number) => SentenceFacts,
  weights: RunWeights,
): Run[] {
  const count = evidence.held.length;
  const firsts = new Set(sentences.flatMap((one) => [one - 2, one - 1, one]).filter((first) => first >= 0));
  const wanted = new Set(sentences);
  const runs: Run[] = [];
  for (const first of firsts) {
    let words = 0;
    let holds = false;
    for (let last = first; last < Math.min(count, first + MAX_SENTENCES); last++) {
      words += factsOf(last).words;
      if (last > first && words > MAX_WORDS) break;
      holds ||= wanted.has(last);
      if (holds) runs.push(scoreRun(evidence, first, last, factsOf, weights));
    }
  }
  return runs;
}

function readFacts(
  evidence: Evidence,
  sentence: number,
  kind: AnswerKind,
  rules: SentenceRules,
): SentenceFacts {
  const { traits } = evidence.index;
  const words = traits.words[sentence]!;
  const isQuestion = traits.isQuestion[sentence] === 1;
  const isAnnouncement = traits.announcesList[sentence] === 1;
  let cosine = cosineOf(evidence, sentence);
  if (isQuestion) cosine -= rules.question;
  if (words < FEW_WORDS) cosine -= rules.short;
  const fit = fitsKind(kind, sentenceText(evidence, sentence));
  if (traits.isFiller[sentence] === 1) {
    const isAnswer = fit === 1 && needsForm(kind) && evidence.held[sentence] !== 0;
    cosine -= isAnswer ? rules.answeringFiller : rules.filler;
  }
  return { words, isQuestion, isAnnouncement, kind: fit, cosine };
}

function scoreRun(
  evidence: Evidence,
  first: number,
  last: number,
  factsOf: (sentence: number) => SentenceFacts,
  weights: RunWeights,
): Run {
  let best = first;
  let kind = 0;
  let kindNamed = 0;
  let questions = 0;
  let words = 0;
  for (let sentence = first; sentence <= last; sentence++) {
    const facts = factsOf(sentence);
    if (facts.cosine > factsOf(best).cosine) best = sentence;
    kind = Math.max(kind, facts.kind);
    kindNamed = Math.max(kindNamed, facts.kind * heldShare(evidence, sentence, sentence));
    if (facts.isQuestion) questions++;
    words += facts.words;
  }
  const features: RunFeatures = {
    sentence: factsOf(best).cosine,
    run: meanCosine(evidence, first, last),
    context: evidence.contexts[best]!,
    words: heldShare(evidence, first, last),
    near: heldShare(evidence, first - 1, last + 1),
    around: heldShare(evidence, first - 2, last + 2),
    kind,
    kindNamed,
    further: last - first,
    length: Math.min(1, words / MAX_WORDS),
    onlyQuestions: questions === last - first + 1 ? 1 : 0,
    endsWithQuestion: factsOf(last).isQuestion || factsOf(last).isAnnouncement ? 1 : 0,
  };
  return { evidence, first, last, best, score: weightedSum(features, weights), features };
}

const cosineOf = ({ cosines }: Evidence, sentence: number): number => cosines?.[sentence] ?? 0;
