import { expect, onTestFinished, test } from "vitest";
import { ModelError } from "../../models/model-error.ts";
import { createSuggester } from "../../suggestions/suggest-questions.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import type { ApartTranscript } from "./messages.ts";
import { prepareApart, type Place } from "./prepare-apart.ts";
import { prepareTranscript } from "./prepare-transcript.ts";

const cues = Array.from({ length: 300 }, (_, number) => ({
  startMs: number * 4000,
  endMs: number * 4000 + 4000,
  text: `A glacier number ${number} is a large body of ice that moves under its own weight.`,
}));
const transcript: ApartTranscript = {
  cues: JSON.stringify(cues.map(({ startMs, endMs, text }) => [startMs, endMs, text])),
  language: "en",
  durationMs: null,
  chapters: null,
};
/** A thread hands over the bytes of a Buffer. */
const bareBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(bareBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bareBytes(one)]));
};
const fail = (error: unknown) => {
  throw error;
};
const optionsOf = (place: Place, embedding = createFakeEmbedding()) => ({
  place,
  embedding,
  owner: "one",
  signal: new AbortController().signal,
  onProgress: () => {},
  onProblem: fail,
});

test.each(["thread", "process"] as const)("in a %s the same is made of a transcript", async (place) => {
  const options = optionsOf(place);
  const suggester = createSuggester({ embedding: options.embedding, onFailure: fail });
  onTestFinished(() => suggester.close());
  const progress: number[] = [];
  const apart = await prepareApart(transcript, { ...options, onProgress: (share) => progress.push(share) });
  const here = await prepareTranscript({ ...transcript, cues }, { ...options, suggester });
  expect(bareBytes(apart)).toEqual(bareBytes(here));
  expect(apart.index.vectors!.windows.length).toBeGreaterThan(0);
  expect(progress.at(-1)).toBe(1);
});

test("the failure of the model is told as it is", async () => {
  const refused = new ModelError("MODEL_REJECTED", "no", { retryable: false });
  const embedding = createFakeEmbedding({ before: () => fail(refused) });
  await expect(prepareApart(transcript, optionsOf("thread", embedding))).rejects.toBe(refused);
});

test.each(["thread", "process"] as const)(
  "work in a %s that nobody waits for ends at once",
  async (place) => {
    const left = new AbortController();
    let stopped = 0;
    const embedding = createFakeEmbedding({
      before: (_, signal) =>
        new Promise((_resolve, reject) => {
          left.abort(new Error("left"));
          if (signal.aborted) stopped++;
          reject(signal.reason as Error);
        }),
    });
    const preparing = prepareApart(transcript, { ...optionsOf(place, embedding), signal: left.signal });
    await expect(preparing).rejects.toThrow("left");
    expect(stopped).toBe(1);
    await expect(prepareApart(transcript, { ...optionsOf(place), signal: left.signal })).rejects.toThrow(
      "left",
    );
  },
);

test("a process that crashes leaves the server alone, and is told", async () => {
  process.env["NODE_OPTIONS"] = '--import "data:text/javascript,process.abort()"';
  onTestFinished(() => void delete process.env["NODE_OPTIONS"]);
  await expect(prepareApart(transcript, optionsOf("process"))).rejects.toThrow(
    "The preparing process ended with SIGABRT",
  );
});
