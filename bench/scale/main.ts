import { loadavg } from "node:os";
import { withOwnDatabase } from "../ingest/own-database.ts";
import { table } from "../stream/table.ts";
import { fill, type Filled } from "./fill.ts";
import { OPTIONS } from "./options.ts";
import { measurePurge, type Purged } from "./purge.ts";
import { measureLangChain, measureSearch, type Row } from "./search.ts";

/*
 * Measures how search and the purge go on as the database grows: a million windows in 10,000 sessions beside 10,000 windows
 * in 100 sessions, on one PostgreSQL, in databases of their own that are dropped at the end. Sessions have as many windows in
 * both, of made-up speech that the program reads itself with its embedded encoder; PostgreSQL makes the rest of it, with
 * noise added to the windows' vectors.
 *
 *   .ci/postgres run npm run bench:scale              some 25 minutes; 15 GB of disk, 6 GB of memory
 *   npm run bench:scale -- --rows 20000 --sessions 200 --expired 2000    a look
 *   npm run bench:scale -- --only search,purge        without LangChain.js, whose HNSW index takes most of the time
 *
 * Searches go through the program, over HTTP, each with a question of its own. LangChain.js's PGVectorStore is given vectors,
 * and filters by the session in the metadata. --peer: sessions of the small database. --rounds, --searches: looks, and
 * searches of a look. --warm-up: searches before that. --seconds: how long searches are timed before the purge, and after it.
 */

const databaseUrl = process.env["TEST_DATABASE_URL"];
if (!databaseUrl) throw new Error("Set TEST_DATABASE_URL, or run this with .ci/postgres run");

// The servers end with this process.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

await withOwnDatabase(databaseUrl, (smallUrl) =>
  withOwnDatabase(databaseUrl, async (largeUrl) => {
    const small = await filled("small", smallUrl, OPTIONS.smallSessions);
    const large = await filled("large", largeUrl, OPTIONS.sessions);
    if (OPTIONS.withSearch) printSearches(await measureSearch(small, large));
    if (OPTIONS.withPurge) printPurge(await measurePurge(large, OPTIONS.expired));
    if (OPTIONS.withLangChain) printSearches(await measureLangChain(small, large, say));
  }),
);
process.exit(0);

function say(line: string) {
  const load = loadavg()[0]!.toFixed(1);
  process.stderr.write(`  ${line} (load ${load})\n`);
}

async function filled(name: string, url: string, sessions: number): Promise<Filled> {
  const from = performance.now();
  const result = await fill(url, sessions, OPTIONS.windows);
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  const gigabytes = (result.bytes / 1e9).toFixed(2);
  say(`${name}: ${result.windows} windows in ${sessions} sessions, ${gigabytes} GB, filled in ${seconds} s`);
  return result;
}

function printSearches(rows: Row[]) {
  table(
    [
      "search of a session, ms",
      "small",
      "from-to",
      "p99",
      "large",
      "from-to",
      "p99",
      "median, times",
      "recall, small",
      "large",
    ],
    rows.map(({ name, small, large, recall }) => [
      name,
      ...[small, large].flatMap(({ medianMs, fromMs, toMs, p99Ms }) => [
        medianMs.toFixed(1),
        `${fromMs.toFixed(1)}-${toMs.toFixed(1)}`,
        p99Ms.toFixed(1),
      ]),
      (large.medianMs / small.medianMs).toFixed(2),
      ...(recall ? [recall.small, recall.large].map((share) => share.toFixed(2)) : ["exact", "exact"]),
    ]),
  );
}

function printPurge({ rows, sessions, seconds, processes }: Purged) {
  process.stdout.write(
    `${sessions} expired sessions, ${rows} rows, purged in ${seconds.toFixed(1)} s: ${(rows / seconds).toFixed(0)} rows a second\n`,
  );
  table(
    [
      "searches meanwhile, ms",
      "count",
      "median",
      "p99",
      "idle: median",
      "p99",
      "p99, times",
      "longest",
      "idle: longest",
    ],
    processes.map(({ name, idle, meanwhile }) => [
      name,
      String(meanwhile.count),
      ...[meanwhile.medianMs, meanwhile.p99Ms, idle.medianMs, idle.p99Ms].map((ms) => ms.toFixed(1)),
      (meanwhile.p99Ms / idle.p99Ms).toFixed(2),
      meanwhile.maxMs.toFixed(0),
      idle.maxMs.toFixed(0),
    ]),
  );
}
