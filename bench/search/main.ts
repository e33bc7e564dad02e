import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { withOwnDatabase } from "../ingest/own-database.ts";
import { startChild, type Child } from "../stream/children.ts";
import { chosen } from "../stream/chosen.ts";
import { V8_FLAGS } from "../stream/subjects.ts";
import { table } from "../stream/table.ts";
import { median } from "../table.ts";
import { openTalks, timeAnswers, timeSearches, type LoadOptions, type Session } from "./load.ts";
import type { SearchRun } from "./server.ts";

/*
 * Measures the server's processor time for a search and for a question that is answered without a model, and how long they
 * take, beside the encoder: vectors are made up at no cost. A session holds 20 videos of ten minutes of made-up speech, and
 * another one of two hours, of which a summary is asked for.
 *
 *   npm run bench:search                                  some minutes; Linux
 *   npm run bench:search -- --short                       a look
 *   npm run bench:search -- --servers postgresql --repeats 5
 *   npm run bench:search -- --servers pglite --profile DIR    writes CPU profiles there
 *
 * With TEST_DATABASE_URL (`.ci/postgres run npm run bench:search` gives one) also on PostgreSQL, whose own processor time
 * does not count, while PGlite's does.
 */

const SERVERS = ["pglite", "postgresql"] as const;
const { values } = parseArgs({
  options: {
    servers: { type: "string", default: SERVERS.join() },
    repeats: { type: "string" },
    videos: { type: "string", default: "20" },
    minutes: { type: "string", default: "10" },
    profile: { type: "string" },
    short: { type: "boolean", default: false },
  },
});
type ServerName = (typeof SERVERS)[number];
const TITLES: Record<ServerName, string> = { pglite: "PGlite", postgresql: "PostgreSQL" };
const AT_ONCE = [1, 10];
const BURST = 100;
const LONG_MINUTES = 120;
const SUMMARY = "Summarise this video";
const SETTLE_MS = 1000;
const repeats = Number(values.repeats ?? (values.short ? 1 : 5));
const count = values.short ? 60 : 200;
const execArgv = [...V8_FLAGS, ...(values.profile ? ["--cpu-prof", `--cpu-prof-dir=${values.profile}`] : [])];

type Measure = { cpuMs: number; medianMs: number; p90Ms: number };
type Asked = Measure & { firstTextMs: number };
type Round = { searches: Measure[]; queries: Measure[]; asks: Asked[]; summaries: Asked; burstMs: number };

// The servers end with this process.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const rounds = new Map<ServerName, Round[]>();
const wanted = chosen(values.servers, [...SERVERS]);
for (const name of SERVERS.filter((server) => wanted.includes(server))) {
  const databaseUrl = process.env["TEST_DATABASE_URL"];
  if (name === "pglite") rounds.set(name, await onPGlite());
  else if (databaseUrl) {
    rounds.set(name, await withOwnDatabase(databaseUrl, (url) => measure(name, { DATABASE_URL: url })));
  } else process.stderr.write("Left out for want of TEST_DATABASE_URL: PostgreSQL\n");
}
print();
process.exit(0);

async function onPGlite(): Promise<Round[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-bench-"));
  try {
    return await measure("pglite", { DATA_DIR: dataDir });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(name: ServerName, database: Record<string, string>): Promise<Round[]> {
  const server = await startChild("bench/search/server.ts", {
    execArgv,
    env: {
      PORT: "0",
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      MAX_CONCURRENT_REQUESTS: "0",
      MAX_RUNNING_ANSWERS_PER_SESSION: "1000",
      MAX_SOCKETS_PER_SESSION: "1000",
      SESSION_EXPIRE_MINUTES: "600",
      ...WITHOUT_RATE_LIMITS,
      ...database,
    },
  });
  try {
    const session = await openTalks(server.url, Number(values.videos), Number(values.minutes));
    const long = await openTalks(server.url, 1, LONG_MINUTES);
    // V8 has compiled the code, and the session is in memory, before anything counts.
    await measureRound(server, session, long, 0);
    const measured: Round[] = [];
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const round = await measureRound(server, session, long, repeat);
      measured.push(round);
      process.stderr.write(`  ${repeat}/${repeats} ${TITLES[name]}: ${inWords(round)}\n`);
    }
    return measured;
  } finally {
    await server.stop();
  }
}

async function measureRound(server: Child, session: Session, long: Session, round: number): Promise<Round> {
  const { url } = server;
  const loads = AT_ONCE.map((atOnce, index): LoadOptions => {
    const seed = 1000 * (round + 1) + 100 * index;
    return { url, token: session.token, count, atOnce, seed };
  });
  const searches: Measure[] = [];
  const queries: Measure[] = [];
  const asks: Asked[] = [];
  for (const load of loads) {
    await sleep(SETTLE_MS);
    const { cpuMs, times } = await searchInServer(server, session, load);
    searches.push({ cpuMs, ...timesOf(times) });
  }
  for (const load of loads) {
    const { cpuMs, result } = await withCpu(server, count, () => timeSearches(load));
    queries.push({ cpuMs, ...timesOf(result) });
  }
  for (const load of loads) asks.push(await askedOf(server, load));
  const summaries = await askedOf(server, { ...loads[0]!, token: long.token, question: SUMMARY });
  const burst = await timeAnswers({ ...loads[0]!, count: BURST, atOnce: BURST });
  const burstMs = quantile(
    burst.map(({ firstTextMs }) => firstTextMs),
    0.99,
  );
  return { searches, queries, asks, summaries, burstMs };
}

async function askedOf(server: Child, load: LoadOptions): Promise<Asked> {
  const { cpuMs, result } = await withCpu(server, load.count, () => timeAnswers(load));
  const firstTextMs = median(result.map((times) => times.firstTextMs));
  return { cpuMs, firstTextMs, ...timesOf(result.map(({ endMs }) => endMs)) };
}

async function searchInServer(
  server: Child,
  { sessionId }: Session,
  { atOnce, seed }: LoadOptions,
): Promise<SearchRun> {
  server.process.send({ sessionId, searches: count, atOnce, seed });
  const [answer] = (await once(server.process, "message")) as [{ result: SearchRun; error?: string }];
  if (answer.error) throw new Error(answer.error);
  return answer.result;
}

/** Milliseconds of the server's processor time for one of `times`, with the work that follows an answer. */
async function withCpu<Result>(server: Child, times: number, work: () => Promise<Result>) {
  await sleep(SETTLE_MS);
  const before = await server.cpu();
  const result = await work();
  await sleep(SETTLE_MS);
  return { cpuMs: ((await server.cpu()) - before) / 1000 / times, result };
}

function timesOf(times: number[]) {
  return { medianMs: median(times), p90Ms: quantile(times, 0.9) };
}

function inWords({ searches, asks, burstMs }: Round): string {
  const of = (measures: Measure[]) => measures.map(({ cpuMs }) => cpuMs.toFixed(1)).join(" and ");
  return `${of(searches)} ms of CPU a search, ${of(asks)} an ask, ${BURST} asks at once: ${burstMs.toFixed(0)} ms`;
}

function print() {
  const lanes = (kind: string, measuresOf: (round: Round) => Measure[]) =>
    AT_ONCE.map(
      (atOnce, lane) =>
        [
          `${kind}, ${atOnce === 1 ? "one" : atOnce} at a time`,
          (round: Round): Measure & { firstTextMs?: number } => measuresOf(round)[lane]!,
        ] as const,
    );
  const kinds = [
    ...lanes("search, in the server", ({ searches }) => searches),
    ...lanes("search, through GraphQL", ({ queries }) => queries),
    ...lanes("ask, to its end", ({ asks }) => asks),
    [`summary of ${LONG_MINUTES} minutes, one at a time`, ({ summaries }: Round) => summaries] as const,
  ];
  table(
    [
      `${values.videos} videos of ${values.minutes} minutes, ${count} each`,
      "CPU ms",
      "from-to",
      "ms, median",
      "from-to",
      "p90",
      "to first text",
    ],
    [...rounds].flatMap(([name, all]) =>
      kinds.map(([kind, measureOf]) => {
        const each = all.map((round): Measure & { firstTextMs?: number } => measureOf(round));
        const of = (field: keyof Measure) => each.map((one) => one[field]);
        const firstTexts = each.flatMap(({ firstTextMs }) => firstTextMs ?? []);
        return [
          `${TITLES[name]}, ${kind}`,
          median(of("cpuMs")).toFixed(1),
          fromTo(of("cpuMs")),
          median(of("medianMs")).toFixed(1),
          fromTo(of("medianMs")),
          median(of("p90Ms")).toFixed(1),
          firstTexts.length > 0 ? median(firstTexts).toFixed(1) : "",
        ];
      }),
    ),
  );
  table(
    [`${BURST} asks at once: ms to the first text`, "p99, median of rounds", "from-to"],
    [...rounds].map(([name, all]) => {
      const bursts = all.map(({ burstMs }) => burstMs);
      return [TITLES[name], median(bursts).toFixed(0), fromTo(bursts)];
    }),
  );
}

function fromTo(numbers: number[]): string {
  return `${Math.min(...numbers).toFixed(1)}-${Math.max(...numbers).toFixed(1)}`;
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}
