import { parseArgs } from "node:util";
import { startChild } from "./children.ts";
import { chosen } from "./chosen.ts";
import { startLoader } from "./loader.ts";
import { measureCost } from "./parts/cost.ts";
import { measureCuts } from "./parts/cuts.ts";
import { measureCycles } from "./parts/cycles.ts";
import { measureFirstDelta } from "./parts/first-delta.ts";
import { measureIdle } from "./parts/idle.ts";
import { available, subjects, type SubjectName } from "./subjects.ts";

/*
 * Measures what a streamed token costs, and whether any is lost, on this server, a relay without GraphQL, Apollo Server and
 * GraphQL Yoga, each in processes of its own, between the same stand-in for a model and the same readers.
 *
 *   npm ci --prefix bench                                 installs Apollo Server's and GraphQL Yoga's packages, once
 *   npm run bench:stream                                  all parts, about 25 minutes; Linux
 *   npm run bench:stream -- --short                       a look at all parts, about 3 minutes
 *   npm run bench:stream -- --only cost,cuts              of cost, cuts, idle, cycles, first-delta
 *   npm run bench:stream -- --only cuts --cut-every 100   cuts a socket every so many milliseconds (1000)
 *   npm run bench:stream -- --only cost --servers relay,pglite --repeats 5
 *   npm run bench:stream -- --only cost --servers pglite --repeats 1 --profile DIR   writes CPU profiles there
 *
 * With TEST_DATABASE_URL (`.ci/postgres run npm run bench:stream` gives one) also on PostgreSQL. `idle` needs a limit of
 * open files well above 10,000 (`ulimit -n`).
 */

const LIMIT_MS = 60 * 60_000;
const PARTS = ["cost", "cuts", "idle", "cycles", "first-delta"];
const PEERS: SubjectName[] = ["relay", "apollo", "yoga"];

const { values } = parseArgs({
  options: {
    only: { type: "string", default: PARTS.join() },
    servers: { type: "string" },
    repeats: { type: "string" },
    "cut-every": { type: "string", default: "1000" },
    profile: { type: "string" },
    short: { type: "boolean", default: false },
  },
});

const parts = chosen(values.only, PARTS);
const wanted = values.servers ? chosen(values.servers, Object.keys(subjects)) : null;
const { short } = values;
const size = short
  ? {
      repeats: 1,
      tokens: [50, 150] as [number, number],
      cuts: 200,
      idle: 1000,
      cycles: 5000,
      times: 20,
      minutes: 5,
    }
  : {
      repeats: 3,
      tokens: [200, 400] as [number, number],
      cuts: 400,
      idle: 10_000,
      cycles: 100_000,
      times: 60,
      minutes: 30,
    };

setTimeout(() => {
  process.stderr.write("The benchmark took too long\n");
  process.exit(1);
}, LIMIT_MS).unref();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const model = await startChild("bench/stream/model.ts");
const loader = await startLoader();
const modelUrl = model.url;

if (parts.includes("cost")) {
  const names = available([...PEERS, "pglite", "replicas"], wanted);
  const repeats = Number(values.repeats ?? size.repeats);
  const execArgv = values.profile ? ["--cpu-prof", `--cpu-prof-dir=${values.profile}`] : [];
  await measureCost(loader, modelUrl, { names, answers: 100, tokens: size.tokens, repeats, execArgv });
}
if (parts.includes("cuts")) {
  const names = available(["pglite", "replicas"], wanted);
  const cutEveryMs = Number(values["cut-every"]);
  await measureCuts(loader, modelUrl, { names, answers: 100, tokens: size.cuts, cutEveryMs });
}
if (parts.includes("idle")) {
  await measureIdle(loader, modelUrl, { names: available(["pglite"], wanted), subscriptions: size.idle });
}
if (parts.includes("cycles")) {
  await measureCycles(loader, modelUrl, { names: available(["pglite"], wanted), cycles: size.cycles });
}
if (parts.includes("first-delta")) {
  const { times, minutes } = size;
  await measureFirstDelta(loader, modelUrl, {
    names: available(["postgresql"], wanted),
    videos: 20,
    minutes,
    times,
  });
}
await Promise.all([model.stop(), loader.stop()]);
process.exit(0);
