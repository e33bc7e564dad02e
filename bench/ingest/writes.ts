import { randomUUID } from "node:crypto";
import pino from "pino";
import { type Database, openDatabase } from "../../src/database/open.ts";
import { ormOptions } from "../../src/orm/options.ts";
import { cutTranscript, type TranscriptCut } from "../../src/search/index/cut/cut-transcript.ts";
import { textsOf } from "../../src/search/index/cut/cut-texts.ts";
import type { Lease } from "../../src/database/lease.ts";
import { NO_OVERVIEW } from "../../src/testing/database/stored-transcript.ts";
import { runInTurns } from "../../src/async/steps.ts";
import { encodeIndexSteps, type TranscriptVectors } from "../../src/search/index/encoded-index.ts";
import { storeIndex } from "../../src/transcripts/store-transcript.ts";
import { openLangChain, type Text } from "./langchain.ts";
import type { Options } from "./options.ts";
import { query, withOwnDatabase } from "./own-database.ts";
import { median, type Row, say } from "./report.ts";
import { speech } from "./speech.ts";
import { DIMENSIONS, randomVector } from "./stand-ins.ts";

const VIDEOS = 20;

type Video = { cut: TranscriptCut; texts: Text[]; vectors: TranscriptVectors };

/** Measures writes of transcripts with their vectors, video by video, by this program and by LangChain.js. */
export async function benchWrites(options: Options): Promise<Row[]> {
  const videos = Array.from({ length: VIDEOS }, (_, seed): Video => {
    const cut = cutTranscript(speech(60, seed), "en");
    const { windows: withRanges, sentences } = textsOf(cut);
    const windows = withRanges.map(({ text }) => text);
    const vectorsOf = (list: string[]) => list.map(() => randomVector());
    const vectors = { model: "bench", windows: vectorsOf(windows), sentences: vectorsOf(sentences) };
    const texts = cut.windows.map(({ first, last }, window) => ({
      text: windows[window]!,
      startMs: cut.sentences[first]!.startMs,
      endMs: cut.sentences[last]!.endMs,
    }));
    return { cut, texts, vectors };
  });
  const texts = videos.reduce((sum, video) => sum + video.texts.length, 0);
  return withOwnDatabase(options.databaseUrl, async (url) => {
    const database = await openDatabase(
      { url, dataDir: "", poolSize: 4 },
      ormOptions,
      pino({ level: "silent" }),
    );
    const langChain = await openLangChain(url, DIMENSIONS);
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      // In turns, so that other load on the machine affects both; the first of each compiles the code.
      for (let run = 0; run <= options.runs * 2; run++) {
        ours.push(texts / (await writeOurs(database, url, videos)));
        theirs.push(texts / (await writeTheirs(langChain, videos)));
      }
    } finally {
      await langChain.close();
      await database.close();
    }
    const [our, their] = [median(ours.slice(1)), median(theirs.slice(1))];
    say(
      `writes: ${texts} texts with vectors of ${DIMENSIONS} dimensions, ${VIDEOS} videos one after another, medians of ` +
        `${ours.length - 1}: ${Math.round(our)} a second (with their passages, and their sentences with vectors), ` +
        `LangChain.js PGVectorStore.addDocuments ${Math.round(their)} a second (the texts alone)`,
    );
    return [
      {
        what: `writes: texts with vectors stored a second (LangChain.js: ${Math.round(their)})`,
        got: `${Math.round(our)} = ${(our / their).toFixed(2)} x`,
        goal: "at least 1 x",
        met: our >= their,
      },
    ];
  });
}

async function writeOurs(database: Database, url: string, videos: Video[]): Promise<number> {
  await query(url, "truncate transcripts cascade");
  const leased = await Promise.all(videos.map(() => leaseNew(database)));
  return timed(async () => {
    for (const [number, { cut, vectors }] of videos.entries()) {
      const index = await runInTurns(encodeIndexSteps(cut, vectors));
      const stored = { index, language: "en", overview: NO_OVERVIEW };
      if (!(await storeIndex(database, leased[number]!, stored))) throw new Error("The lease was lost");
    }
  });
}

async function writeTheirs(langChain: Awaited<ReturnType<typeof openLangChain>>, videos: Video[]) {
  await langChain.clear();
  return timed(async () => {
    for (const { texts, vectors } of videos)
      await langChain.add(
        texts,
        vectors.windows.map((vector) => [...vector]),
      );
  });
}

async function leaseNew(database: Database): Promise<Lease> {
  const [id, leaseId] = [randomUUID(), randomUUID()];
  await database.fork().execute(
    `insert into transcripts (id, youtube_id, status, lease_id, lease_until, created_at)
     values (?, ?, 'EMBEDDING', ?, now() + interval '1 hour', now())`,
    [id, id, leaseId],
  );
  return { id, leaseId };
}

/** Resolves to the seconds that `work` takes. */
async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
