import { setTimeout as sleep } from "node:timers/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { retry, type RetryOptions } from "../../src/async/retry.ts";
import { withOwnDatabase } from "../ingest/own-database.ts";
import { OWN_CHECKOUT, startChild } from "../stream/children.ts";
import { ask } from "../stream/client.ts";
import { openSessions } from "../stream/sessions.ts";
import { markdownTable, median } from "../table.ts";
import { startBalancer } from "./balancer.ts";
import type { Fault } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { followAll } from "./follow.ts";
import { OTHER_FAULTS } from "./other-faults.ts";
import { startReplica, type Replica } from "./replica.ts";
import { sendRequests } from "./requests.ts";

/*
 * Breaks what answers depend on while 50 are written: two replicas on PostgreSQL behind a balancer, readers with graphql-ws as
 * the README sets it, a model's stand-in that writes 50 tokens a second. Counts what was lost or doubled, what failed, how
 * often an answer began again, how long its reader heard nothing, and how many requests over HTTP failed meanwhile.
 *
 *   npm run bench:faults [-- --only kill,rolling]
 *   npm run bench:faults -- --checkout DIR     the replicas are of another checkout, for before and after
 *
 * On the PostgreSQL of TEST_DATABASE_URL (`.ci/postgres run npm run bench:faults` gives one), in databases of its own.
 */

const SESSIONS = 10;
const ANSWERS_OF_SESSION = 5;
/** Until the fault, so that all answers are being written. */
const BEFORE_MS = 2000;

const RETRY: RetryOptions = {
  baseDelayMs: 500,
  maxDelayMs: 500,
  shouldRetry: (error, { attempt }) => String(error).includes("UNAVAILABLE") && attempt < 200,
};

const { values } = parseArgs({ options: { only: { type: "string" }, checkout: { type: "string" } } });
const databaseUrl = process.env["TEST_DATABASE_URL"];
if (!databaseUrl) throw new Error("Say where PostgreSQL is: TEST_DATABASE_URL");
const checkout = resolve(values.checkout ?? OWN_CHECKOUT);
const all = [...FAULTS, ...OTHER_FAULTS].map(({ name }) => name);
const names = values.only?.split(",") ?? all;
const unknown = names.find((name) => !all.includes(name));
if (unknown) throw new Error(`--only takes ${all.join(", ")}; not ${unknown}`);
const chosen = FAULTS.filter(({ name }) => names.includes(name));
const model = await startChild("bench/stream/model.ts");

async function measure(fault: Fault, ownUrl: string) {
  const way = (await fault.way?.(ownUrl)) ?? { urls: [ownUrl, ownUrl], close: async () => {} };
  const one = await startReplica(checkout, way.urls[0], model.url);
  const replicas: [Replica, Replica] = [one, await startReplica(checkout, way.urls[1], model.url)];
  const balancer = await startBalancer(() => replicas.map(({ port }) => port));
  try {
    const tokens = await openSessions(balancer.url, SESSIONS);
    const following = tokens.map(async (token) => {
      const questions = Array.from({ length: ANSWERS_OF_SESSION }, () => `tokens=${fault.tokens}`);
      // The fault may come while the last are asked.
      const ids = await Promise.all(
        questions.map((question) => retry(() => ask(balancer.url, question, token), RETRY)),
      );
      return followAll(balancer.url, token, ids, fault.tokens);
    });
    const requests = sendRequests(balancer.url, tokens);
    await sleep(BEFORE_MS);
    const besides = await fault.run([...replicas], ownUrl, way);
    const followed = (await Promise.all(following)).flat();
    return { followed, besides, ...(await requests.end()) };
  } finally {
    balancer.close();
    for (const replica of replicas) await replica.stop("SIGKILL");
    await way.close();
  }
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const rows: string[][] = [];
for (const fault of chosen) {
  if (fault.missing) {
    process.stdout.write(`${fault.name}: not run, for want of ${fault.missing}\n`);
    continue;
  }
  const measured = await withOwnDatabase(databaseUrl, (ownUrl) => measure(fault, ownUrl)).catch(String);
  if (typeof measured === "string") {
    process.stdout.write(`${fault.name}: not measured: ${measured}\n`);
    continue;
  }
  const { followed, besides, sent, failures } = measured;
  const failed = followed.filter(({ end }) => end !== "AnswerCompleted");
  const silences = followed.map(({ silenceMs }) => silenceMs);
  const whole = followed.filter(({ end }) => end === "AnswerCompleted");
  rows.push([
    fault.title,
    `${whole.reduce((sum, { lost }) => sum + lost, 0)}`,
    `${followed.reduce((sum, { repeated }) => sum + repeated, 0)}`,
    `${whole.filter(({ isWhole }) => !isWhole).length}`,
    `${failed.length}`,
    `${followed.filter(({ restarts }) => restarts > 0).length}`,
    `${Math.max(...followed.map(({ restarts }) => restarts))}`,
    seconds(median(silences)),
    seconds(Math.max(...silences)),
    `${[...failures.values()].reduce((sum, count) => sum + count, 0)} of ${sent}`,
  ]);
  process.stdout.write(`${fault.name}: ${rows.at(-1)!.slice(1).join(", ")}\n`);
  for (const [failure, count] of failures) process.stdout.write(`  ${count} requests: ${failure}\n`);
  if (besides) process.stdout.write(`  ${besides}\n`);
  for (const end of new Set(failed.map((one) => one.end))) process.stdout.write(`  ${end}\n`);
}
const head = [
  `${SESSIONS * ANSWERS_OF_SESSION} answers, two replicas`,
  "tokens lost",
  "doubled",
  "texts not as stored",
  "failed",
  "began again",
  "most often",
  "silence s, median",
  "longest",
  "HTTP requests failed",
];
if (rows.length > 0) process.stdout.write(`\n${markdownTable(head, rows)}\n`);

const others: string[][] = [];
for (const fault of OTHER_FAULTS.filter(({ name }) => names.includes(name))) {
  others.push([
    fault.title,
    await withOwnDatabase(databaseUrl, (ownUrl) => fault.measure({ checkout, databaseUrl: ownUrl })),
  ]);
  process.stdout.write(`${fault.name}: ${others.at(-1)![1]}\n`);
}
if (others.length > 0) process.stdout.write(`\n${markdownTable(["fault", "what was seen"], others)}\n`);
process.exit(0);
