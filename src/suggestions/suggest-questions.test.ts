import { afterAll, expect, test } from "vitest";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { textsOf } from "../search/index/cut/cut-texts.ts";
import { cutTranscript } from "../search/index/cut/cut-transcript.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createSuggester } from "./suggest-questions.ts";

const ICE = [
  "A glacier is a large body of ice that moves under its own weight.",
  "Snow falls on it year after year and is pressed together.",
  "Glaciers look blue because dense ice absorbs the red light.",
  "The difference between glaciers and icebergs is that icebergs swim in the sea.",
  "A fjord is a valley that a glacier has carved.",
];
const GROUND = [
  "Far in the north there are towns whose people live with frozen ground all through the year.",
  "They build their houses on long wooden stilts, and they look after every single one of them.",
  "Permafrost means that the ground stays frozen for at least two years.",
  "Roads on permafrost sink because the ice below them melts.",
  "Thank you for watching, and please subscribe.",
];
const SENTENCE_MS = 10_000;
const CHAPTERS: [number, string][] = [
  [0, "Large body of ice"],
  [ICE.length * SENTENCE_MS, "Frozen ground"],
];

const failures: unknown[] = [];
const onFailure = (error: unknown) => failures.push(error);
const suggesters = [createSuggester({ embedding: null, onFailure })];
const [wordsOnly] = suggesters as [(typeof suggesters)[number]];
afterAll(() => Promise.all(suggesters.map((suggester) => suggester.close())));

const suggesterWith = (embedding: EmbeddingModel) => {
  const suggester = createSuggester({ embedding, onFailure });
  suggesters.push(suggester);
  return suggester;
};

const cutOf = (texts: string[], language = "en") =>
  cutTranscript(
    texts.map((text, at) => ({ startMs: at * SENTENCE_MS, endMs: at * SENTENCE_MS + 9000, text })),
    language,
  );

async function embedded(embedding: EmbeddingModel, texts: string[]) {
  const cut = cutOf(texts);
  const { sentences, windows } = textsOf(cut);
  const { signal } = new AbortController();
  const vectors = {
    sentences: await embedding.embed(sentences, signal),
    windows: await embedding.embed(
      windows.map(({ text }) => text),
      signal,
    ),
  };
  return { cut, language: "en", vectors };
}

const { signal } = new AbortController();

test("questions are made from what is said, one of a pattern, each with the chapter of its answer", async () => {
  const transcript = { cut: cutOf([...ICE, ...GROUND]), language: "en", vectors: null };
  const suggested = await wordsOnly.suggest(transcript, CHAPTERS, { owner: "one", signal });
  const startMs = CHAPTERS[1]![0];
  expect(suggested).toEqual(
    expect.arrayContaining([
      { question: "What is the difference between glaciers and icebergs?", startMs: 0 },
      { question: "What does permafrost mean?", startMs },
    ]),
  );
  const openings = suggested.map(({ question }) => question.split(" ").slice(0, 2).join(" "));
  expect(openings.filter((opening) => opening === "What is").length).toBeLessThanOrEqual(2);
  expect(suggested.filter(({ question }) => /^What is (?:a|an) /u.test(question)).length).toBeLessThanOrEqual(
    1,
  );
});

test("questions are tried with the vectors of one call of the embedding model", async () => {
  const embedding = createFakeEmbedding();
  const transcript = await embedded(embedding, [...ICE, ...GROUND]);
  const before = embedding.calls.length;
  const suggested = await suggesterWith(embedding).suggest(transcript, CHAPTERS, { owner: "one", signal });
  expect(suggested.length).toBeGreaterThan(1);
  const calls = embedding.calls.slice(before);
  expect(calls).toHaveLength(1);
  expect(calls[0]!.length).toBeLessThanOrEqual(24);
  expect(calls[0]).toEqual(expect.arrayContaining(suggested.map(({ question }) => question)));
});

test("words alone decide where the embedding model fails", async () => {
  const transcript = await embedded(createFakeEmbedding(), [...ICE, ...GROUND]);
  const refused = new Error("no");
  const broken = createFakeEmbedding({
    before() {
      throw refused;
    },
  });
  const suggested = await suggesterWith(broken).suggest(transcript, CHAPTERS, { owner: "one", signal });
  expect(suggested.length).toBeGreaterThan(1);
  expect(failures).toContain(refused);
});

test("nothing is suggested where nothing holds", async () => {
  for (const texts of [
    [],
    ["Thank you for watching."],
    ["It is what it is.", "And they did that then, so there."],
  ]) {
    const transcript = { cut: cutOf(texts), language: "en", vectors: null };
    expect(await wordsOnly.suggest(transcript, [[0, "Nothing"]], { owner: "one", signal })).toEqual([]);
  }
});

test("questions are in the language of the video", async () => {
  const texts = [
    "Ein Gletscher ist eine Masse aus Eis, die sich langsam bewegt.",
    "Der Unterschied zwischen Wetter und Klima liegt in der Dauer der Beobachtung.",
    "Bronze besteht aus Kupfer und etwas Zinn.",
  ];
  const transcript = { cut: cutOf(texts, "de"), language: "de", vectors: null };
  const suggested = await wordsOnly.suggest(transcript, [[0, "Eis"]], { owner: "one", signal });
  expect(suggested.map(({ question }) => question)).toContain(
    "Was ist der Unterschied zwischen Wetter und Klima?",
  );
});

test("an hour of speech is read in turns", async () => {
  const texts = Array.from({ length: 900 }, (_, at) =>
    at % 9 === 0
      ? ICE[(at / 9) % ICE.length]!
      : `Number ${at} of the many long winters was a cold and a dark one for the village.`,
  );
  const transcript = { cut: cutOf(texts), language: "en", vectors: null };
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await wordsOnly.suggest(transcript, [[0, "Ice"]], { owner: "one", signal });
  clearImmediate(next);
  expect(turns).toBeGreaterThan(10);
});

test("a suggester stops with its signal", async () => {
  const aborted = AbortSignal.abort(new Error("stopping"));
  const transcript = { cut: cutOf(ICE), language: "en", vectors: null };
  await expect(wordsOnly.suggest(transcript, CHAPTERS, { owner: "one", signal: aborted })).rejects.toThrow(
    "stopping",
  );
});
