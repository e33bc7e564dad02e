import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { openDatabase } from "../../src/database/open.ts";
import { ormOptions } from "../../src/orm/options.ts";
import { createSearch } from "../../src/search/search.ts";
import { createFakeEmbedding } from "../../src/testing/fakes/fake-embedding.ts";
import { trackKey, type Track } from "../eval-data.ts";
import { ingestTracks } from "./ingest.ts";

/**
 * Measures search over 20 videos of an hour, of made-up speech at 160 words a minute with vectors of 512 dimensions, among
 * others that are not searched. On PGlite, or on the empty PostgreSQL of DATABASE_URL.
 */
const { values } = parseArgs({
  options: { others: { type: "string", default: "80" }, searches: { type: "string", default: "200" } },
});
const SEARCHED = 20;
const CUES_IN_HOUR = 900;
const WORDS_IN_CUE = 11;

let state = 7;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

/** One of 20,000 words, the n-th with a frequency of 1/n (Zipf's law). */
function word(): string {
  const rank = Math.floor(20_000 ** random());
  return `${"abcdefghijklmnop"[rank % 16]}${rank.toString(36)}on`;
}

const words = (count: number): string => Array.from({ length: count }, word).join(" ");

function madeUpTrack(index: number): Track {
  const cues = Array.from({ length: CUES_IN_HOUR }, (_, cue) => ({
    startMs: cue * 4000,
    endMs: cue * 4000 + 4000,
    text: `${words(WORDS_IN_CUE)}${cue % 2 === 1 ? "." : ""}`,
  }));
  return { videoId: `video${index}`, language: "en", title: null, cues };
}

const logger = pino({ level: "error" });
const dataDir = await mkdtemp(join(tmpdir(), "video-rag-speed-"));
const database = await openDatabase(
  { url: process.env["DATABASE_URL"] ?? null, dataDir, poolSize: 4 },
  ormOptions,
  logger,
);
try {
  const embedding = createFakeEmbedding({ dimensions: 512 });
  const tracks = Array.from({ length: SEARCHED + Number(values.others) }, (_, index) => madeUpTrack(index));
  const ids = await ingestTracks(database, tracks, embedding, logger);
  const transcripts = tracks
    .slice(0, SEARCHED)
    .map((track) => ({ id: ids.get(trackKey(track))!, language: "en" }));
  const search = createSearch({ embedding });
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let count = 0; count < Number(values.searches); count++) {
    const query = words(4 + (count % 12));
    const executor = database.fork();
    const started = performance.now();
    await search({ executor, transcripts, query, first: 10, signal });
    times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(1);
  const engine = database.url === null ? "PGlite" : "PostgreSQL";
  process.stdout.write(
    `${engine}: ${times.length} searches of ${SEARCHED} videos of an hour among ${tracks.length}: ` +
      `median ${at(0.5)} ms, 95 % within ${at(0.95)} ms\n`,
  );
} finally {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
}
