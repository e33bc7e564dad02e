import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { withOwnDatabase } from "../ingest/own-database.ts";
import { startChild, type Child } from "../stream/children.ts";
import { ask, connect, request, type AnswerEvent } from "../stream/client.ts";
import { openSessions } from "../stream/sessions.ts";
import { V8_FLAGS } from "../stream/subjects.ts";
import { createTokenReader, TOKENS_PER_SECOND } from "../stream/tokens.ts";
import { markdownTable, median } from "../table.ts";

/*
 * Kills the process that writes an answer (SIGKILL) when half of its text is out, and measures how long its reader waits from
 * then until new text comes, and until the text is whole. On PGlite the process is started again at once, and the reader
 * connects again; on PostgreSQL another replica takes over, to which the reader is connected all the time.
 *
 *   npm run bench:takeover [-- --runs 5]
 *
 * With TEST_DATABASE_URL (`.ci/postgres run npm run bench:takeover` gives one) also on PostgreSQL. The model is a stand-in
 * that writes 50 tokens a second: an answer of 100 takes two seconds.
 */

const TOKENS = 100;
const RETRY_MS = 50;
const LIMIT_MS = 120_000;
const TERMINAL = /^Answer(Completed|Failed|Cancelled)$/;

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const databaseUrl = process.env["TEST_DATABASE_URL"];

type Waits = { moreMs: number; wholeMs: number };
type Servers = { askUrl: string; readUrl: string; kill(): Promise<unknown>; stop(): Promise<void> };

const model = await startChild("bench/stream/model.ts");
const startVideoRag = (env: Record<string, string>): Promise<Child> =>
  startChild("src/start.js", {
    execArgv: V8_FLAGS,
    env: {
      PORT: "0",
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      OPENAI_BASE_URL: model.url,
      ...WITHOUT_RATE_LIMITS,
      ...env,
    },
  });

/** Kills a process, and resolves when it has ended. */
const kill = async (child: Child) => {
  child.process.kill("SIGKILL");
  await child.stop();
};

async function onPGlite(): Promise<Waits> {
  const directory = await mkdtemp(join(tmpdir(), "video-rag-takeover-"));
  const first = await startVideoRag({ DATA_DIR: directory });
  let second: Promise<Child> | undefined;
  try {
    return await measure({
      askUrl: first.url,
      readUrl: first.url,
      async kill() {
        await kill(first);
        second = startVideoRag({ DATA_DIR: directory, PORT: new URL(first.url).port });
      },
      stop: async () => (await second)?.stop(),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function onPostgreSQL(url: string): Promise<Waits> {
  const first = await startVideoRag({ DATABASE_URL: url });
  const second = await startVideoRag({ DATABASE_URL: url });
  return measure({
    askUrl: first.url,
    readUrl: second.url,
    kill: () => kill(first),
    stop: () => second.stop(),
  });
}

async function measure({ askUrl, readUrl, kill: killWriter, stop }: Servers): Promise<Waits> {
  const [token] = await openSessions(askUrl, 1);
  const id = await ask(askUrl, `tokens=${TOKENS}`, token);
  let text = "";
  let after: string | undefined;
  let isTakenOver = false;
  const at: { kill?: number; more?: number; whole?: number } = {};

  function apply(event: AnswerEvent) {
    after = event.cursor;
    if (event.__typename === "AnswerRestarted") text = "";
    isTakenOver ||= /^Answer(Restarted|Resumed)$/.test(event.__typename);
    if (event.__typename === "AnswerDelta") {
      text = text.slice(0, event.offset) + event.text!;
      // What was under way when the process was killed may come before.
      if (isTakenOver) at.more ??= performance.now();
    }
    if (TERMINAL.test(event.__typename)) at.whole = performance.now();
    if (at.kill === undefined && tokensIn(text) >= TOKENS / 2) {
      at.kill = performance.now();
      void killWriter();
    }
  }

  const deadline = performance.now() + LIMIT_MS;
  while (at.whole === undefined) {
    if (performance.now() > deadline)
      throw new Error(`The answer did not end: ${text.length} characters came`);
    await readOnce(readUrl, token!, { id, after }, apply).catch(() => sleep(RETRY_MS));
  }
  const { answer } = await request(readUrl, `query ($id: ID!) { answer(id: $id) { text } }`, { id }, token);
  await stop();
  if (text !== answer.text || tokensIn(text) !== TOKENS) throw new Error("The text that came is not whole");
  return { moreMs: at.more! - at.kill!, wholeMs: at.whole - at.kill! };
}

function tokensIn(text: string): number {
  const reader = createTokenReader();
  reader.add(text);
  return reader.tokens.length;
}

/** Reads events until the stream ends. Rejects where the connection breaks. */
async function readOnce(
  url: string,
  token: string,
  variables: { id: string; after: string | undefined },
  apply: (event: AnswerEvent) => void,
): Promise<void> {
  const { socket, subscribe } = await connect(url, token);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("close", () => reject(new Error("The connection was cut")));
      subscribe(variables, (event) => (event ? apply(event) : resolve()));
    });
  } finally {
    socket.terminate();
  }
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const range = (times: number[]) => `${seconds(Math.min(...times))} to ${seconds(Math.max(...times))}`;
function row(name: string, waits: Waits[]): string[] {
  const [more, whole] = [waits.map(({ moreMs }) => moreMs), waits.map(({ wholeMs }) => wholeMs)];
  return [name, seconds(median(more)), range(more), seconds(median(whole)), range(whole)];
}

async function repeat(run: () => Promise<Waits>): Promise<Waits[]> {
  const waits: Waits[] = [];
  for (let i = 0; i < Number(values.runs); i++) waits.push(await run());
  return waits;
}

const rows = [row("PGlite, started again", await repeat(onPGlite))];
if (databaseUrl) {
  const waits = await repeat(() => withOwnDatabase(databaseUrl, onPostgreSQL));
  rows.push(row("PostgreSQL, another replica", waits));
} else process.stderr.write("Left out for want of TEST_DATABASE_URL: PostgreSQL\n");
const head = ["seconds from the kill", "new text", "from-to", "whole text", "from-to"];
process.stdout.write(
  `\nAn answer of ${TOKENS} tokens, ${TOKENS_PER_SECOND} a second; no text was lost.\n\n${markdownTable(head, rows)}\n`,
);
process.exit(0);
