import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { withOwnDatabase } from "../ingest/own-database.ts";
import { startChild } from "../stream/children.ts";
import { ask } from "../stream/client.ts";
import { openSessions } from "../stream/sessions.ts";
import { markdownTable, median } from "../table.ts";
import { startBalancer } from "./balancer.ts";
import { FAULTS, type Fault } from "./faults.ts";
import { followAll, type Followed } from "./follow.ts";
import { startReplica } from "./replica.ts";

/*
 * Breaks what answers depend on while 50 are written: two replicas on PostgreSQL behind a balancer, readers with graphql-ws as
 * the README sets it, a model's stand-in that writes 50 tokens a second. Counts what was lost or doubled, what failed, how
 * often an answer began again, and how long its reader heard nothing.
 *
 *   npm run bench:faults [-- --only kill,rolling]
 *
 * On the PostgreSQL of TEST_DATABASE_URL (`.ci/postgres run npm run bench:faults` gives one), in databases of its own.
 */

const SESSIONS = 10;
const ANSWERS_OF_SESSION = 5;
/** Until the fault, so that all answers are being written. */
const BEFORE_MS = 2000;

const { values } = parseArgs({ options: { only: { type: "string" } } });
const databaseUrl = process.env["TEST_DATABASE_URL"];
if (!databaseUrl) throw new Error("Say where PostgreSQL is: TEST_DATABASE_URL");
const names = values.only?.split(",") ?? FAULTS.map(({ name }) => name);
const chosen = names.map((name) => {
  const fault = FAULTS.find((one) => one.name === name);
  if (!fault) throw new Error(`--only takes ${FAULTS.map((one) => one.name).join(", ")}; not ${name}`);
  return fault;
});
const model = await startChild("bench/stream/model.ts");

async function measure(fault: Fault, ownUrl: string): Promise<Followed[]> {
  const replicas = [await startReplica(ownUrl, model.url), await startReplica(ownUrl, model.url)] as const;
  const balancer = await startBalancer(replicas.map(({ port }) => port));
  try {
    const tokens = await openSessions(balancer.url, SESSIONS);
    const following = tokens.map(async (token) => {
      const questions = Array.from({ length: ANSWERS_OF_SESSION }, () => `tokens=${fault.tokens}`);
      const ids = await Promise.all(questions.map((question) => ask(balancer.url, question, token)));
      return followAll(balancer.url, token, ids, fault.tokens);
    });
    await sleep(BEFORE_MS);
    await fault.run([...replicas], ownUrl);
    return (await Promise.all(following)).flat();
  } finally {
    balancer.close();
    for (const replica of replicas) await replica.stop("SIGKILL");
  }
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const rows: string[][] = [];
for (const fault of chosen) {
  const followed = await withOwnDatabase(databaseUrl, (ownUrl) => measure(fault, ownUrl));
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
  ]);
  process.stdout.write(`${fault.name}: ${rows.at(-1)!.slice(1).join(", ")}\n`);
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
];
process.stdout.write(`\n${markdownTable(head, rows)}\n`);
process.exit(0);
