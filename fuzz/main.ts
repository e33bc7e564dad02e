import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { query } from "../bench/ingest/own-database.ts";
import { startYouTubeServer } from "../src/testing/youtube/youtube-server.ts";
import { ENTRANCES, fuzz } from "./fuzz.ts";
import { startFuzzedServer } from "./server.ts";

/*
 * Sends the server what no client should: documents, bodies, uploads, bytes in place of HTTP, WebSocket messages and frames,
 * captions in every format, links, cursors, tokens and questions, each a little or quite wrong. Found is: a status of 500 or
 * an INTERNAL_SERVER_ERROR, an error in the log, a video or answer that fails by a fault of the server's, a socket that
 * closes with a code that is not documented, a case that hangs, an end of the process, and a heap (after a garbage
 * collection) that is 48 MB larger at the end than after the first two fifths of the cases. Ends with code 1 where anything
 * was found.
 *
 *   npm run fuzz                                     20,000 cases, some ten minutes
 *   npm run fuzz -- --seed 1 --cases 500             the same cases for the same seed
 *   npm run fuzz -- --seed 1 --case 123              one of them alone
 *   npm run fuzz -- --only captions,frames           by these entrances alone; a case's number is then among theirs
 *
 * On PGlite; with TEST_DATABASE_URL (`.ci/postgres run npm run fuzz` gives one) on PostgreSQL.
 */

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    cases: { type: "string", default: "20000" },
    case: { type: "string" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const names = values.only?.split(",");
const entrances = ENTRANCES.filter(({ name }) => !names || names.includes(name));
if (entrances.length === 0 || !Number.isInteger(seed)) {
  process.stderr.write(
    `--seed takes a whole number, --only some of ${ENTRANCES.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exit(2);
}
process.stdout.write(`seed ${seed}\n`);

const postgreSQL = process.env["TEST_DATABASE_URL"];
const dataDir = await mkdtemp(join(tmpdir(), "video-rag-fuzz-"));
const database = `video_rag_fuzz_${process.pid}`;
if (postgreSQL) await query(postgreSQL, `create database ${database}`);
const youtube = await startYouTubeServer();
const server = await startFuzzedServer({
  YOUTUBE_BASE_URL: youtube.url,
  ...(postgreSQL
    ? { DATABASE_URL: Object.assign(new URL(postgreSQL), { pathname: `/${database}` }).href }
    : { DATA_DIR: dataDir }),
});
const startedAt = performance.now();
const found = await fuzz({
  seed,
  cases: Number(values.cases),
  only: values.case === undefined ? undefined : Number(values.case),
  entrances,
  server,
  youtube,
  say: (text) => process.stdout.write(`  ${text}\n`),
});
await server.stop();
await youtube.close();
await rm(dataDir, { recursive: true, force: true });
if (postgreSQL) await query(postgreSQL, `drop database if exists ${database} with (force)`);

const only = names ? ` --only ${names.join(",")}` : "";
for (const { number, entrance, problem, sent } of found) {
  process.stdout.write(`\nCase ${number}, ${entrance}: ${problem}\n${sent}\n`);
  if (number >= 0) process.stdout.write(`Again: npm run fuzz -- --seed ${seed} --case ${number}${only}\n`);
}
process.stdout.write(
  `\nseed ${seed}: ${found.length === 0 ? "nothing" : `${found.length} problems`} found in ${Math.round((performance.now() - startedAt) / 1000)} s\n`,
);
process.exit(found.length === 0 ? 0 : 1);
