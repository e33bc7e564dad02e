import { expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, questionSteps } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { quantize } from "../index/vectors/quantize.ts";
import { findEvidence, meanCosine, scaleOf, type AskedIndex } from "./evidence.ts";

const SCALE = { mean: 0.06, deviation: 0.1 };
const SCALES = { sentences: SCALE, windows: SCALE };

function asked(windowCosines: number[] | null): AskedIndex {
  const index = sampleIndex(cuesOf(["Rye is sown in autumn.", "It stands the frost."]));
  return {
    index,
    question: runAtOnce(questionSteps("When is rye sown?", createReader("en"), sessionVocabulary([index]))),
    vector: null,
    windowCosines: windowCosines && Float32Array.from(windowCosines),
    trust: 1,
  };
}

test("cosines are brought to a scale over all transcripts together, in their order", () => {
  const found = findEvidence([asked([0.7, 0.75]), asked([0.9, 0.8]), asked(null)], SCALES);
  const cosines = found.map(({ windowCosines }) => windowCosines);
  const { mean, deviation } = scaleOf(cosines);
  expect(mean).toBeCloseTo(SCALE.mean, 5);
  expect(deviation).toBeCloseTo(SCALE.deviation, 5);
  const [first, second, none] = cosines as [Float32Array, Float32Array, null];
  expect(first[0]).toBeLessThan(first[1]!);
  expect(first[1]).toBeLessThan(second[1]!);
  expect(second[1]).toBeLessThan(second[0]!);
  expect(none).toBeNull();
});

test("cosines of a model to which everything is near come to the same as those of another", () => {
  const spread = findEvidence([asked([0.1, 0.2, 0.6])], SCALES)[0]!.windowCosines!;
  const near = findEvidence([asked([0.81, 0.82, 0.86])], SCALES)[0]!.windowCosines!;
  for (const [at, cosine] of spread.entries()) expect(near[at]).toBeCloseTo(cosine, 4);
});

test("cosines that are all the same tell nothing, and without a scale they stay as they are", () => {
  expect([...findEvidence([asked([0.5, 0.5])], SCALES)[0]!.windowCosines!]).toEqual(
    [SCALE.mean, SCALE.mean].map(Math.fround),
  );
  expect([...findEvidence([asked([0.5, 0.25])], null)[0]!.windowCosines!]).toEqual([0.5, 0.25]);
});

test("sentences whose vectors are opposite have no direction together", () => {
  const vectors = quantize([Float32Array.of(1, 0), Float32Array.of(-1, 0)]);
  const index = sampleIndex(cuesOf(["Rye is sown in autumn.", "Rye is never sown in autumn."]), "en", {
    vectors,
  });
  const [evidence] = findEvidence([{ ...asked(null), index, vector: Float32Array.of(0.6, 0.8) }], null);
  expect(meanCosine(evidence!, 0, 0)).toBeCloseTo(0.6);
  expect(meanCosine(evidence!, 0, 1)).toBe(0);
  expect([...evidence!.contexts]).toEqual([0, 0]);
});
