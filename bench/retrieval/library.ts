import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { openDatabase } from "../../src/database/open.ts";
import { ormOptions } from "../../src/orm/options.ts";
import { createIndexCache } from "../../src/search/index/index-cache.ts";
import { openEncoder } from "../encoders.ts";
import { readData, sessionOf, trackKey, type Question, type Track } from "../eval-data.ts";
import { ingestTracks } from "./ingest.ts";

export type LibraryOptions = {
  /** Folders of the data, of the cached vectors, and of the PGlite database; undefined: a temporary one. */
  data: string;
  cache: string;
  database: string | undefined;
  /** The questions that will be asked, each in these draws of a session: tracks of no such session are left out. */
  choose: (questions: Question[]) => Question[];
  draws?: number[];
  /** Whether sessions have only videos that a question is asked of: far fewer to ingest, and the numbers are others. */
  isPooled?: boolean;
  asProvider?: boolean;
  write: (line: string) => void;
};

/** All indexes stay in memory. */
const CACHE_BYTES = 1_000_000_000;

/** The questions chosen, with the tracks of their sessions, ingested. */
export async function openLibrary(options: LibraryOptions) {
  const {
    data,
    cache,
    database: folder,
    choose,
    draws = [0],
    isPooled = false,
    asProvider = false,
    write,
  } = options;
  const logger = pino({ level: "error" });
  const { tracks: every, questions: all } = await readData(data);
  const questions = choose(all);
  const asked = new Set(questions.map(({ videoId }) => videoId));
  const tracks = isPooled ? every.filter(({ videoId }) => asked.has(videoId)) : every;
  const needed = tracksOf(questions, tracks, draws);
  const encoder = await openEncoder(cache, asProvider);
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), "video-rag-eval-")));
  const url = process.env["DATABASE_URL"] ?? null;
  const database = await openDatabase({ url, dataDir, poolSize: 4 }, ormOptions, logger);
  const close = async () => {
    await database.close();
    await encoder.model.close();
    if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    write(`Ingesting ${needed.length} of ${tracks.length} tracks.`);
    const onReady = (count: number) => process.stderr.write(`${count} of ${needed.length} tracks\n`);
    const ids = await ingestTracks({ database, tracks: needed, embedding: encoder.model, logger, onReady });
    const indexes = createIndexCache({ maxBytes: CACHE_BYTES, model: encoder.model.name });
    return { database, tracks, questions, ids, encoder, indexes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function tracksOf(questions: Question[], tracks: Track[], draws: number[]): Track[] {
  const needed = new Set<string>();
  const asked = new Map(questions.map((question) => [trackKey(question), question]));
  for (const { videoId, language } of asked.values()) {
    for (const draw of draws) {
      for (const track of sessionOf(videoId, tracks, language, draw)) needed.add(trackKey(track));
    }
  }
  return tracks.filter((track) => needed.has(trackKey(track)));
}
