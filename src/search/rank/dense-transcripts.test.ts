import { expect, test } from "vitest";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, readQuestion } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { findEvidence, type Evidence } from "./evidence.ts";
import { listAround } from "./listed-items.ts";
import { spelledOut } from "./spelled-out.ts";

const SENTENCES = 12_000;

/** A transcript of many sentences alike, all of which are said within seconds. */
function denseTalk(text: string): Evidence {
  const cues = cuesOf(Array.from({ length: SENTENCES }, () => text)).map((cue, at) => ({
    ...cue,
    startMs: at,
    endMs: at + 1,
  }));
  const index = sampleIndex(cues, "en");
  const question = readQuestion("list", createReader("en"), sessionVocabulary([index]));
  const [evidence] = findEvidence([{ index, question, vector: null, windowCosines: null, trust: 1 }], null);
  expect(evidence!.index.sentences.from.length).toBeGreaterThan(SENTENCES / 2);
  return evidence!;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

test("the letters of a word are looked for in no time, however densely they are told", () => {
  const evidence = denseTalk("A: this is one of them.");
  expect(timeOf(() => spelledOut("What does AB stand for?", [evidence]))).toBeLessThan(1_000);
});

test("the list around a sentence is looked for in no time, however densely items are told", () => {
  const evidence = denseTalk("First, this is one of them.");
  expect(timeOf(() => listAround(evidence, evidence.index.sentences.from.length - 1))).toBeLessThan(1_000);
});
