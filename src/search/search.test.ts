import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../database/open.ts";
import { openTestDatabase } from "../testing/database/open-test-database.ts";
import { cuesOf, storeTranscript } from "../testing/database/stored-transcript.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createIndexCache, type SearchedTranscript } from "./index/index-cache.ts";
import { FITTED } from "./rank/fitted.ts";
import { createSearch } from "./search.ts";
import { NOTHING_FOUND, type AvoidedPlace } from "./search-result.ts";

/** Every line is said for eight seconds. */
const VIDEOS: Record<string, { language: string; lines: string[] }> = {
  bread: {
    language: "en",
    lines: [
      "Welcome to the kitchen.",
      "Today we bake a loaf of sourdough bread from nothing but flour, water and salt.",
      "First feed the starter the evening before, with equal weights of flour and water.",
      "It has to double in volume before it goes into the dough.",
      "Mix the dough until no dry flour is left, and let it rest for 40 minutes.",
      "Then fold it four times, half an hour apart.",
      "Shape the loaf, put it into a basket and leave it in the fridge overnight.",
      "Bake it at 250 degrees in a covered pot for the first twenty minutes.",
      "Steam keeps the crust soft while the loaf rises.",
      "Take off the lid, and bake until the crust is dark.",
    ],
  },
  bicycle: {
    language: "en",
    lines: [
      "Let's repair a flat tire on the road.",
      "Take the wheel off and let out what air is left.",
      "Use two tire levers to lift one side of the tire over the rim.",
      "Pull out the tube, pump it up and listen for the hole.",
      "Roughen the rubber around the hole and put glue on it.",
      "Wait until the glue is dry before you press on the patch.",
      "Check the inside of the tire for glass, or you will have another flat.",
      "Put the tube back, beginning at the valve.",
      "Never use a screwdriver: it pinches the tube.",
      "Pump it up to 6.5 bar and put the wheel back on.",
    ],
  },
  vectors: {
    language: "es",
    lines: [
      "Hoy hablamos de los vectores propios de una matriz.",
      "Un vector propio no cambia de dirección cuando se aplica la transformación.",
      "Solo se estira por un factor que se llama valor propio.",
      "El determinante de la matriz menos lambda por la identidad tiene que ser cero.",
    ],
  },
  hash: {
    language: "ja",
    lines: [
      "今日は暗号の話をします。",
      "ハッシュ関数は入力から決まった長さの値を作ります。",
      "電子署名には秘密鍵が必要です。",
    ],
  },
};

let database: Database;
let drop: (() => Promise<void>) | undefined;
const embedding = { ...createFakeEmbedding(), name: "all-MiniLM-L6-v2" };
const transcripts = new Map<string, SearchedTranscript>();
const { signal } = new AbortController();

beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
  for (const name of Object.keys(VIDEOS)) transcripts.set(name, await store(name));
});

afterAll(() => drop?.());

async function store(name: string, language = VIDEOS[name]!.language): Promise<SearchedTranscript> {
  return storeTranscript(database, { cues: cuesOf(VIDEOS[name]!.lines), language, embedding });
}

const indexes = createIndexCache({ maxBytes: 1_000_000, model: embedding.name });
const search = createSearch({ embedding, indexes });
const ask = (query: string, names = Object.keys(VIDEOS), first = 10) =>
  search({
    executor: database.fork(),
    transcripts: names.map((name) => transcripts.get(name)!),
    query,
    first,
    signal,
  });

test.each([
  ["How long does the dough rest after mixing?", "bread"],
  ["what temperature do i bake the bread at", "bread"],
  ["Why does the patch need dry glue?", "bicycle"],
  ["What pressure do you pump tires to, 6.5 bar?", "bicycle"],
  ["¿Qué es un valor propio?", "vectors"],
  ["ハッシュ関数とは何ですか", "hash"],
])("%s is found in the right video", async (question, name) => {
  const { hits } = await ask(question);
  expect(hits[0]!.passage.transcriptId).toBe(transcripts.get(name)!.id);
});

test("a hit stands word for word in its passage, at its times", async () => {
  const { hits } = await ask("Which glue for the patch?");
  for (const { startMs, endMs, text, passage, score } of hits) {
    expect(passage.text).toContain(text);
    expect(startMs).toBeGreaterThanOrEqual(passage.startMs);
    expect(endMs).toBeLessThanOrEqual(passage.endMs);
    expect(passage.sentences.some((sentence) => sentence.startMs === startMs)).toBe(true);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});

test("only the transcripts that are asked are searched, and no more hits come than wanted", async () => {
  const { hits } = await ask("How do I repair a flat tire?", ["bread", "vectors"], 1);
  expect(hits).toHaveLength(1);
  expect(hits[0]!.passage.transcriptId).not.toBe(transcripts.get("bicycle")!.id);
});

test("a question that is answered is more answerable than one that is not", async () => {
  const answered = await ask("Why should the glue be dry before pressing on the patch?");
  const unanswered = await ask("Which planets have rings made of ice?");
  expect(answered.confidence).not.toBe("NOT_FOUND");
  expect(unanswered.confidence).toBe("NOT_FOUND");
  expect(answered.answerability).toBeGreaterThan(unanswered.answerability);
});

test("a question is not surely answered by what lacks the form of its answer", async () => {
  const asked = "put glue on the rubber around the hole";
  expect((await ask(`Should I ${asked}?`)).confidence).toBe("SURE");
  const { confidence, answerability, quotes } = await ask(`At what temperature should I ${asked}?`);
  expect(quotes[0]!.text).toContain("put glue on it");
  expect(answerability).toBeGreaterThan(FITTED.embedded.thresholds.sure);
  expect(confidence).toBe("UNSURE");
});

test("a step that is to be avoided is not quoted after another", async () => {
  const query = "How do I take the wheel off and let out the air?";
  const find = (avoid: AvoidedPlace[]) =>
    search({ executor: database.fork(), transcripts: [transcripts.get("bicycle")!], query, avoid, first: 1 });
  const { quotes } = await find([]);
  expect(quotes.length).toBeGreaterThan(1);
  const said = quotes
    .slice(1)
    .map(({ startMs, endMs, passage: { transcriptId } }) => ({ transcriptId, startMs, endMs }));
  const again = (await find(said)).quotes;
  expect(again[0]!.text).toBe(quotes[0]!.text);
  for (const { startMs } of said) expect(again.map((quote) => quote.startMs)).not.toContain(startMs);
});

test("nothing is found in no transcripts, for no words, or for words that only ask", async () => {
  expect(await ask("flat tire", [])).toEqual(NOTHING_FOUND);
  expect(await ask("   ")).toEqual(NOTHING_FOUND);
  expect((await ask("why?")).confidence).toBe("NOT_FOUND");
});

test("words that objects have by nature are words like any other", async () => {
  const { answerability, confidence } = await ask("constructor toString __proto__");
  expect(answerability).toBeGreaterThanOrEqual(0);
  expect(confidence).toBe("NOT_FOUND");
});

test("a search that is aborted rejects with the signal's reason", async () => {
  const reason = new Error("gone");
  await expect(
    search({
      executor: database.fork(),
      transcripts: [transcripts.get("bread")!],
      query: "bread",
      first: 1,
      signal: AbortSignal.abort(reason),
    }),
  ).rejects.toBe(reason);
});

test("where the embedding model fails, words alone find it, and every hit says so", async () => {
  const failures: unknown[] = [];
  const failing = { ...embedding, embed: () => Promise.reject(new Error("503")) };
  const byWords = createSearch({
    embedding: failing,
    indexes,
    onFailure: (error) => void failures.push(error),
  });
  const found = await byWords({
    executor: database.fork(),
    transcripts: [...transcripts.values()],
    query: "Why should the glue be dry before pressing on the patch?",
    first: 3,
    signal,
  });
  expect(found.wordsOnly).toBe(true);
  expect(found.hits[0]!.passage.transcriptId).toBe(transcripts.get("bicycle")!.id);
  expect(found.hits.every((hit) => hit.wordsOnly)).toBe(true);
  expect(found.confidence).not.toBe("NOT_FOUND");
  expect(failures).toHaveLength(1);
  expect((await ask("Which glue for the patch?")).hits[0]!.wordsOnly).toBe(false);
});

test("where the model has read none of the transcripts yet, words alone find it", async () => {
  const { cues, language } = { cues: cuesOf(VIDEOS["bicycle"]!.lines), language: "en" };
  const unread = await storeTranscript(database, { cues, language, embedding: null });
  const find = (read: SearchedTranscript[]) =>
    search({
      executor: database.fork(),
      transcripts: [unread, ...read],
      query: "Why should the glue be dry before pressing on the patch?",
      first: 1,
      signal,
    });
  const alone = await find([]);
  expect(alone).toMatchObject({ wordsOnly: true, hits: [{ wordsOnly: true }] });
  expect(alone.confidence).not.toBe("NOT_FOUND");
  expect((await find([transcripts.get("bread")!])).wordsOnly).toBe(false);
  const silent = await storeTranscript(database, { cues: [], embedding });
  const nothing = await search({
    executor: database.fork(),
    transcripts: [silent],
    query: "glue",
    first: 1,
    signal,
  });
  expect(nothing).toEqual(NOTHING_FOUND);
});

test("tags of one language are one language: its words are counted together", async () => {
  const tagged = async (tags: string[]) => {
    const ids = [await store("bread", tags[0]), await store("bicycle", tags[1])];
    const found = await search({
      executor: database.fork(),
      transcripts: ids,
      query: "Why is the glue dry?",
      first: 5,
      signal,
    });
    const textOf = <Place extends { passage: { text: string } }>({ passage, ...place }: Place) => ({
      ...place,
      passage: passage.text,
    });
    return { ...found, hits: found.hits.map(textOf), quotes: found.quotes.map(textOf) };
  };
  expect(await tagged(["en-US", "en-GB"])).toEqual(await tagged(["en", "en-AU"]));
});
