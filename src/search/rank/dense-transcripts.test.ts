import { expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, questionSteps } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { findEvidence, type Evidence } from "./evidence.ts";
import { listAround } from "./listed-items.ts";
import { spelledOutSteps } from "./spelled-out.ts";

const SENTENCES = 12_000;

/** A transcript of many sentences alike, all of which are said within seconds. */
function denseTalk(text: string): Evidence {
  const cues = cuesOf(Array.from({ length: SENTENCES }, () => text)).map((cue, at) => ({
    ...cue,
    startMs: at,
    endMs: at + 1,
  }));
  const index = sampleIndex(cues, "en");
  const question = runAtOnce(questionSteps("list", createReader("en"), sessionVocabulary([index])));
  const [evidence] = findEvidence([{ index, question, vector: null, windowCosines: null, trust: 1 }], null);
  expect(evidence!.index.sentences.from.length).toBeGreaterThan(SENTENCES / 2);
  return evidence!;
}

/** Counts how often `work` reads when a sentence is said. */
function timesRead(evidence: Evidence, work: (counted: Evidence) => unknown): number {
  let reads = 0;
  const { sentences } = evidence.index;
  const startMs = new Proxy(sentences.startMs, {
    get(times, key) {
      if (typeof key === "string" && /^\d/.test(key)) reads++;
      return Reflect.get(times, key, times) as unknown;
    },
  });
  work({ ...evidence, index: { ...evidence.index, sentences: { ...sentences, startMs } } });
  return reads;
}

test("the letters of a word are looked for among a few sentences from each, however densely they are told", () => {
  const evidence = denseTalk("A: this is one of them.");
  const reads = timesRead(evidence, (counted) =>
    runAtOnce(spelledOutSteps("What does AB stand for?", [counted])),
  );
  expect(reads).toBeGreaterThan(SENTENCES / 2);
  expect(reads).toBeLessThan(SENTENCES * 200);
});

test("the list around a sentence is looked for among a few before it, however densely items are told", () => {
  const evidence = denseTalk("First, this is one of them.");
  const last = evidence.index.sentences.from.length - 1;
  const reads = timesRead(evidence, (counted) => listAround(counted, last));
  expect(reads).toBeGreaterThan(100);
  expect(reads).toBeLessThan(SENTENCES);
});
