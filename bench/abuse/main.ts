import { once } from "node:events";
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createAttacker } from "./attacker.ts";
import { limitsOff } from "./limits-off.ts";
import type { Waits } from "./neighbour.ts";
import { inShort, printReport, type Row } from "./report.ts";
import { createDatabase, dropTemplate, startServer, type DatabaseName } from "./server.ts";
import type { Calls } from "./stand-ins.ts";
import { connectionTrials } from "./trials/connections.ts";
import { documentTrials } from "./trials/documents.ts";
import { floodTrials } from "./trials/floods.ts";
import { questionTrials } from "./trials/questions.ts";
import { withSession, type Trial } from "./trials/trial.ts";
import { uploadTrials } from "./trials/uploads.ts";

/*
 * Tries what one anonymous client can do to everybody else. Each trial has a server of its own, in a process of its own, with
 * stand-ins for the model and for YouTube; the client that abuses it comes from 127.0.0.3. Meanwhile another session, from
 * 127.0.0.2 and in a process of its own, does ordinary things ten times a second: what it waits for is measured, with the
 * longest turn of the server's main thread, its memory, and the calls of the model.
 *
 *   npm run bench:abuse                                  about 15 minutes a database; Linux
 *   npm run bench:abuse -- --short                       each trial for five seconds
 *   npm run bench:abuse -- --only introspection,sessions
 *   npm run bench:abuse -- --servers pglite              of pglite, postgresql
 *   npm run bench:abuse -- --checkout DIR                the server of another checkout, for before and after
 *   npm run bench:abuse -- --limits off                  without the limits by address and session: what is below them
 *   npm run bench:abuse -- --profile DIR                 writes CPU profiles of the server there
 *   npm run bench:abuse -- --list                        the trials
 *   npm run bench:abuse -- --json FILE                   also writes the figures there
 *
 * With TEST_DATABASE_URL (`.ci/postgres run npm run bench:abuse` gives one) also on PostgreSQL. All of it stays on 127.0.0.1.
 * On a machine that is shared, read the longest turn, which is processor time, rather than what the other session waited.
 * The largest session (50 transcripts of 2 MB, which take minutes to be read) is tried only where it is named.
 */

const NEIGHBOUR = "127.0.0.2";
const ATTACKER = "127.0.0.3";
const PREPARE_LIMIT_MS = 400_000;
const ON_DEMAND = ["largest-session"];

const { values } = parseArgs({
  options: {
    checkout: { type: "string" },
    servers: { type: "string", default: "pglite,postgresql" },
    only: { type: "string" },
    limits: { type: "string", default: "on" },
    profile: { type: "string" },
    seconds: { type: "string" },
    json: { type: "string" },
    short: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds ?? (values.short ? 5 : 15));
const checkout = resolve(values.checkout ?? fileURLToPath(new URL("../..", import.meta.url)));
const trials = [...documentTrials, ...questionTrials, ...uploadTrials, ...connectionTrials, ...floodTrials];
const wanted = values.only?.split(",");
for (const name of wanted ?? []) {
  if (trials.some((trial) => trial.name === name)) continue;
  process.stderr.write(`There is no trial ${name}: --list names them.\n`);
  process.exit(2);
}
const chosen = trials.filter(({ name }) => (wanted ? wanted.includes(name) : !ON_DEMAND.includes(name)));
if (values.list) {
  for (const { name, title } of trials) process.stdout.write(`${name.padEnd(20)} ${title}\n`);
  process.exit(0);
}
if (!existsSync(resolve(checkout, "src/start.js"))) {
  process.stderr.write(`${checkout} is no checkout of the server.\n`);
  process.exit(2);
}
const servers = (values.servers.split(",") as DatabaseName[]).filter((name) => {
  if (name === "pglite" || process.env["TEST_DATABASE_URL"]) return true;
  process.stderr.write(`Left out for want of TEST_DATABASE_URL: ${name}\n`);
  return false;
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const standIns = fork(fileURLToPath(new URL("stand-ins.ts", import.meta.url)));
process.on("exit", () => void standIns.kill("SIGKILL"));
const [urls] = (await once(standIns, "message")) as [{ models: string; youtube: string }];
const modelCalls = async (): Promise<Calls> => {
  const answer = once(standIns, "message");
  standIns.send("calls");
  return ((await answer) as [Calls])[0];
};

/** Settings that keep what is measured from being the time limit of a session. */
const COMMON = {
  OPENAI_BASE_URL: urls.models,
  YOUTUBE_BASE_URL: urls.youtube,
  SESSION_EXPIRE_MINUTES: "600",
};
const rows: Row[] = [];
for (const server of servers) {
  for (const trial of chosen) {
    const row = await attempt(server, trial).catch((error: unknown): Row => {
      process.stderr.write(`${String(error)}\n`);
      return { server, trial: trial.title, name: trial.name, failed: String(error).split("\n")[0]! };
    });
    rows.push(row);
    process.stderr.write(`  ${inShort(row)}\n`);
    if (values.json) await writeFile(values.json, JSON.stringify(rows, null, 2));
  }
}
await dropTemplate();
printReport(rows, { checkout, seconds, limits: values.limits });
process.exit(rows.some(({ failed }) => failed) ? 1 : 0);

async function attempt(server: DatabaseName, trial: Trial): Promise<Row> {
  const database = await createDatabase(server, checkout);
  const env = { ...COMMON, ...(values.limits === "off" ? await limitsOff(checkout) : {}), ...database.env };
  const running = await startServer({ checkout, env, profile: values.profile });
  const over = new AbortController();
  const preparing = new AbortController();
  const late = setTimeout(() => preparing.abort(), PREPARE_LIMIT_MS);
  const first = createAttacker(running.url, ATTACKER, preparing.signal);
  const attacker = createAttacker(running.url, ATTACKER, over.signal);
  const neighbour = fork(
    fileURLToPath(new URL("neighbour.ts", import.meta.url)),
    [running.url, NEIGHBOUR, String(PREPARE_LIMIT_MS / 1000 + seconds + 120)],
    { stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
  try {
    await once(neighbour, "message");
    const prepared = await (trial.prepare ?? withSession)(first);
    await first.close();
    await sleep(1500);
    const bytesBefore = await database.bytes();
    await running.forgetPeak();
    const idle = (await running.memory()).now;
    await running.turns();
    await modelCalls();
    neighbour.send("start");
    await sleep(1000);
    const timer = setTimeout(() => over.abort(), seconds * 1000);
    await Promise.race([trial.run(attacker, prepared), sleep(seconds * 1000 + 5000)]);
    clearTimeout(timer);
    // What was begun goes on after the client has all of its answers.
    await sleep(1500);
    over.abort();
    await attacker.close();
    neighbour.send("stop");
    const [waits] = (await once(neighbour, "message")) as [Waits];
    const turns = await running.turns();
    const { peak } = await running.memory();
    return {
      server,
      trial: trial.title,
      name: trial.name,
      waits,
      turns,
      idleMb: idle,
      peakMb: peak,
      calls: await modelCalls(),
      told: attacker.told,
      served: attacker.served,
      errors: running.errors.length,
      died: running.isOver,
      databaseMb: [bytesBefore, await database.bytes()].map((bytes) => (bytes ?? NaN) / 1e6) as [
        number,
        number,
      ],
    };
  } finally {
    clearTimeout(late);
    over.abort();
    neighbour.kill("SIGKILL");
    await attacker.close();
    if (running.errors[0]) process.stderr.write(`  logged: ${running.errors[0].slice(0, 600)}\n`);
    if (running.isOver) process.stderr.write(`${running.output.slice(-2000)}\n`);
    await running.stop();
    await database.drop();
  }
}
