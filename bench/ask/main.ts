import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startChild } from "../stream/children.ts";
import { chosen } from "../stream/chosen.ts";
import type { AskTimes } from "../stream/load/asks.ts";
import { startLoader } from "../stream/loader.ts";
import { cpuOf, sampleCost } from "../stream/parts/cost.ts";
import { available, subjects, V8_FLAGS, type SubjectName } from "../stream/subjects.ts";
import { table } from "../stream/table.ts";
import { median } from "../table.ts";

/*
 * Measures the server's processor time for a question, how long its answer takes, and the memory, with questions one at a
 * time and ten at a time, in a session of 20 videos. Each question is searched for, answered by the stand-in for a model
 * with a few tokens, and read over a WebSocket. As a measure of the machine, it prints what a token costs the raw relay in
 * the same run: on a machine that is shared, compare in tokens of the relay.
 *
 *   npm run bench:ask                                     about 8 minutes; Linux
 *   npm run bench:ask -- --short                          a look, about a minute
 *   npm run bench:ask -- --servers pglite --repeats 5     of pglite, postgresql
 *   npm run bench:ask -- --servers pglite --repeats 1 --profile DIR    writes CPU profiles there
 *
 * With TEST_DATABASE_URL (`.ci/postgres run npm run bench:ask` gives one) also on PostgreSQL, whose own processor time
 * does not count, while PGlite's does.
 */

const LIMIT_MS = 30 * 60_000;
const SETTLE_MS = 2000;
const VIDEOS = 20;
const MINUTES = 10;
const TOKENS = 5;
const AT_ONCE = [1, 10];
/** Questions that are not measured, until V8 has compiled the code. */
const WARM_UP = 60;
const SERVERS: SubjectName[] = ["pglite", "postgresql"];

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: SERVERS.join() },
    repeats: { type: "string" },
    profile: { type: "string" },
    short: { type: "boolean", default: false },
  },
});
const names = available(SERVERS, chosen(values.servers, SERVERS));
const repeats = Number(values.repeats ?? (values.short ? 1 : 3));
const asks = values.short ? 40 : 200;
const profiling = values.profile ? ["--cpu-prof", `--cpu-prof-dir=${values.profile}`] : [];

type Asking = { cpuMs: number; times: AskTimes[] };
type Memory = { started: number; ready: number; peak: number; after: number };
type Sample = { relayUs: number; asking: Asking[]; memory: Memory };

setTimeout(() => {
  process.stderr.write("The benchmark took too long\n");
  process.exit(1);
}, LIMIT_MS).unref();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const model = await startChild("bench/stream/model.ts");
const loader = await startLoader();
const samples = new Map<SubjectName, Sample[]>(names.map((name) => [name, []]));
for (let repeat = 1; repeat <= repeats; repeat++) {
  const relayUs = await measureRelay();
  process.stderr.write(`  ${repeat}/${repeats} ${subjects.relay.title}: ${relayUs.toFixed(1)} µs a token\n`);
  for (const name of names) {
    const sample = { relayUs, ...(await measureAsks(name)) };
    samples.get(name)!.push(sample);
    process.stderr.write(`  ${repeat}/${repeats} ${subjects[name].title}: ${inWords(sample)}\n`);
  }
}
await Promise.all([model.stop(), loader.stop()]);
printAsks();
printMemory();
process.exit(0);

/** Microseconds of the raw relay's processor time for a token. */
async function measureRelay(): Promise<number> {
  const relay = await subjects.relay.start({ modelUrl: model.url });
  try {
    return (await sampleCost(loader, relay, { answers: 100, tokens: [50, 150] })).costUs;
  } finally {
    await relay.stop();
  }
}

async function measureAsks(name: SubjectName): Promise<Omit<Sample, "relayUs">> {
  const execArgv = [...V8_FLAGS, ...profiling];
  const subject = await subjects[name].start({ modelUrl: model.url, execArgv });
  try {
    const server = subject.processes[0]!;
    const url = subject.askUrl;
    const rss = async () => {
      await sleep(SETTLE_MS);
      return server.rss();
    };
    const started = (await rss()).now;
    const [session] = (await loader.run("openSessions", url, 1, { videos: VIDEOS, minutes: MINUTES })) as [
      string,
    ];
    const run = (count: number, atOnce: number) =>
      loader.run("timeAsks", { url, session, asks: count, atOnce, tokens: TOKENS });
    const ready = (await rss()).now;
    await run(WARM_UP, Math.max(...AT_ONCE));
    await server.forgetPeak();
    const asking: Asking[] = [];
    for (const atOnce of AT_ONCE) {
      await sleep(SETTLE_MS);
      const before = await cpuOf(subject);
      const times = await run(asks, atOnce);
      // Work that follows an answer is part of its cost.
      await sleep(SETTLE_MS);
      asking.push({ cpuMs: ((await cpuOf(subject)) - before) / 1000 / asks, times });
    }
    const { now: after, peak } = await rss();
    return { asking, memory: { started, ready, peak, after } };
  } finally {
    await subject.stop();
  }
}

function inWords({ asking, memory }: Sample): string {
  const parts = asking.map(({ cpuMs, times }, at) => {
    const [first, end] = (["firstTextMs", "endMs"] as const).map((of) => median(times.map((one) => one[of])));
    return `${AT_ONCE[at]} at a time ${cpuMs.toFixed(1)} ms an ask, ${first!.toFixed(0)} to first text, ${end!.toFixed(0)} to the end`;
  });
  const [peak, after] = [memory.peak, memory.after].map((bytes) => Math.round(bytes / 1024 / 1024));
  return `${parts.join("; ")}; ${peak} MiB at most, ${after} idle`;
}

function printAsks() {
  const relay = [...samples.values()][0]!.map(({ relayUs }) => relayUs);
  table(
    ["CPU of the raw relay", "µs/token", "from-to"],
    [[subjects.relay.title, median(relay).toFixed(1), fromTo(relay, 1)]],
  );
  table(
    [
      `${asks} asks, ${VIDEOS} videos of ${MINUTES} minutes, ${TOKENS} tokens an answer`,
      "CPU ms/ask",
      "from-to",
      "in tokens of the relay",
      "from-to",
      "to first text ms, median",
      "from-to",
      "p90",
      "to the end ms, median",
      "from-to",
      "p90",
    ],
    names.flatMap((name) =>
      AT_ONCE.map((atOnce, at) => {
        const all = samples.get(name)!;
        const costs = all.map(({ asking }) => asking[at]!.cpuMs);
        const inTokens = all.map(({ asking, relayUs }) => (asking[at]!.cpuMs * 1000) / relayUs);
        const each = (of: keyof AskTimes, share: number) =>
          all.map(({ asking }) =>
            quantile(
              asking[at]!.times.map((times) => times[of])!,
              share,
            ),
          );
        const timeCells = (of: keyof AskTimes) => [
          median(each(of, 0.5)).toFixed(0),
          fromTo(each(of, 0.5), 0),
          median(each(of, 0.9)).toFixed(0),
        ];
        return [
          `${subjects[name].title}, ${atOnce === 1 ? "one" : atOnce} at a time`,
          median(costs).toFixed(1),
          fromTo(costs, 1),
          median(inTokens).toFixed(0),
          fromTo(inTokens, 0),
          ...timeCells("firstTextMs"),
          ...timeCells("endMs"),
        ];
      }),
    ),
  );
}

function printMemory() {
  table(
    [
      "resident memory of the server, MiB",
      "started",
      "videos ready",
      "peak while asked",
      "idle after",
      "from-to",
    ],
    names.map((name) => {
      const all = samples.get(name)!;
      const of = (field: keyof Memory) => all.map(({ memory }) => memory[field] / 1024 / 1024);
      const fields = ["started", "ready", "peak", "after"] as const;
      return [
        subjects[name].title,
        ...fields.map((field) => median(of(field)).toFixed(0)),
        fromTo(of("after"), 0),
      ];
    }),
  );
}

function fromTo(numbers: number[], digits: number): string {
  return `${Math.min(...numbers).toFixed(digits)}-${Math.max(...numbers).toFixed(digits)}`;
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}
