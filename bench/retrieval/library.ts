import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { openDatabase } from "../../src/database/open.ts";
import { ormOptions } from "../../src/orm/options.ts";
import { startEmbeddedEncoder } from "../../src/models/embeddings/embedded-encoder.ts";
import { cacheVectors } from "../vector-cache.ts";
import { readData } from "../eval-data.ts";
import { ingestTracks } from "./ingest.ts";

export type LibraryOptions = {
  /** Folders of the data, of the cached vectors, and of the PGlite database; undefined: a temporary one. */
  data: string;
  cache: string;
  database: string | undefined;
  write: (line: string) => void;
};

/** All tracks of the data, ingested, with the questions asked of them. */
export async function openLibrary({ data, cache, database: folder, write }: LibraryOptions) {
  const logger = pino({ level: "error" });
  const { tracks, questions } = await readData(data);
  const encoder = cacheVectors(await startEmbeddedEncoder(), cache);
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), "video-rag-eval-")));
  const url = process.env["DATABASE_URL"] ?? null;
  const database = await openDatabase({ url, dataDir, poolSize: 4 }, ormOptions, logger);
  const close = async () => {
    await database.close();
    await encoder.model.close();
    if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    write(`Ingesting ${tracks.length} tracks; encoding them for the first time takes most of an hour.`);
    const ids = await ingestTracks(database, tracks, encoder.model, logger);
    return { database, tracks, questions, ids, encoder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
