import { expect, test } from "vitest";
import type { Steps } from "../async/steps.ts";
import { sampleIndex } from "../testing/sample-index.ts";
import { cuesOf } from "../testing/database/stored-transcript.ts";
import { createReader, questionSteps } from "./query/question.ts";
import { sessionVocabulary } from "./query/session-vocabulary.ts";
import { evidenceSteps, findEvidence } from "./rank/evidence.ts";
import { FITTED } from "./rank/fitted.ts";
import { placeSteps } from "./rank/places.ts";
import { runWeights } from "./rank/run-weights.ts";
import { runSteps } from "./rank/runs.ts";
import { introductionSteps } from "./rank/introductions.ts";
import { spelledOutSteps } from "./rank/spelled-out.ts";

/*
 * A session may hold a hundred megabytes of transcripts, over which a search takes seconds. It goes in steps, so that others
 * are served meanwhile: the more there is to search, the more of them.
 */

const QUESTION = "What do the leters of NASA stand for in vilage 12?";
const WEIGHTS = FITTED.wordsOnly;

/** Five thousand sentences, with as many words of their own. */
const index = sampleIndex(
  cuesOf(
    Array.from({ length: 5000 }, (_, at) => `Village number v${at.toString(36)}x has a market of its own.`),
  ),
);

function countSteps<T>(steps: Steps<T>): number {
  let count = 0;
  while (!steps.next().done) count++;
  return count;
}

/** The number of steps of each part of a search over so many transcripts. */
function stepsOf(transcripts: number) {
  const indexes = Array.from({ length: transcripts }, () => index);
  const reading = () => questionSteps(QUESTION, createReader("en"), sessionVocabulary(indexes));
  const steps = reading();
  let step = steps.next();
  while (!step.done) step = steps.next();
  const question = step.value;
  const asked = indexes.map((each) => ({
    index: each,
    question,
    vector: null,
    windowCosines: null,
    trust: 1,
  }));
  const found = findEvidence(asked, WEIGHTS.cosines);
  return {
    reading: countSteps(reading()),
    evidence: countSteps(evidenceSteps(asked, WEIGHTS.cosines)),
    places: countSteps(placeSteps(found, WEIGHTS.places)),
    runs: countSteps(runSteps(QUESTION, found, runWeights("wordsOnly"))),
    letters: countSteps(spelledOutSteps(QUESTION, found)),
    introductions: countSteps(introductionSteps("Who is Ada?", found)),
  };
}

test("every part of a search goes in as many steps as there is to search", () => {
  const [one, ten] = [stepsOf(1), stepsOf(10)];
  for (const part of Object.keys(one) as (keyof typeof one)[])
    expect([part, ten[part] >= 2 * one[part] && one[part] >= 5]).toEqual([part, true]);
});
