/**
 * The whole job in a terminal: a transcript in, cited answers streamed out, one of them through a cut connection.
 *
 *     npm run demo                                       with a server of its own, gone afterwards
 *     npm run demo -- http://127.0.0.1:4000/graphql      with one that runs
 *
 * In a terminal the answers are shown at reading pace (`--fast`: as they come), into a pipe as they come.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, styleText } from "node:util";
import { createClient, type Client } from "graphql-ws";
import pino from "pino";
import { WebSocket } from "ws";
import { parseConfig } from "../src/config.ts";
import { startServer } from "../src/server.ts";
import { createAnswerView, post, readAnswer, type AnswerEvent, type Citation } from "./graphql-ws-client.ts";

const QUESTIONS = ["Summarise this talk", "Where should I keep my tea?", "Can I brew oolong more than once?"];
const NOT_IN_THE_TALK = "What is the capital of Mongolia?";
const CUT_IN_THE_MIDDLE = "How long should black tea steep?";
const WORD_MS = 40;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fast: { type: "boolean", default: false } },
});
const wordMs = process.stdout.isTTY && !values.fast ? WORD_MS : 0;

/** A server of our own on a free port, with a database that goes with it. */
async function startOwnServer() {
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-demo-"));
  const env = { ...process.env, HOST: "127.0.0.1", PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "" };
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startServer(parseConfig(env), pino({ level: "error" }));
    return { url: server.url, close: () => server.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function play(url: string) {
  heading("Open a session");
  const opened = await post<{ session: { token: string; session: { id: string; expiresAt: string } } }>(
    url,
    "mutation { session { token session { id expiresAt } } }",
  );
  const { token, session } = opened.session;
  say(`session ${session.id}, until ${session.expiresAt}`);

  let client = connect(url, token);
  try {
    heading("Add a transcript: examples/tea-talk.vtt");
    await addTranscript(url, token, client.client);
    for (const question of QUESTIONS) await ask(url, token, question, client.client);

    heading(`Ask what the talk does not answer: ${NOT_IN_THE_TALK}`);
    await show(readAnswer(client.client, createAnswerView(await start(url, token, NOT_IN_THE_TALK))));

    heading(`Ask, and cut the connection in the middle: ${CUT_IN_THE_MIDDLE}`);
    const id = await start(url, token, CUT_IN_THE_MIDDLE);
    const view = createAnswerView(id);
    const { cut } = client;
    await show(readAnswer(client.client, view), (event) => {
      if (event.__typename !== "AnswerCitation" && view.text.length < 40) return false;
      cut();
      return true;
    });
    const before = view.text.length;
    note(`connection cut after ${before} characters; a new one takes it up after the last cursor`);
    client = connect(url, token);
    await show(readAnswer(client.client, view));

    const { answer } = await post<{ answer: { text: string } }>(
      url,
      "query ($id: ID!) { answer(id: $id) { text } }",
      { id },
      token,
    );
    if (answer.text !== view.text) throw new Error("The text that arrived is not the text that is stored");
    note(`${before} + ${view.text.length - before} characters: the same text as the server has stored`);

    heading("End the session");
    const { endSession } = await post<{ endSession: { deleted: Record<string, number> } }>(
      url,
      "mutation { endSession { deleted { videos passages answers } } }",
      {},
      token,
    );
    const { videos, passages, answers } = endSession.deleted;
    say(`deleted: videos ${videos}, passages ${passages}, answers ${answers}`);
  } finally {
    await client.client.dispose();
  }
}

/** A client, and a way to break its connection as a network would, without a word. */
function connect(url: string, token: string) {
  let socket: WebSocket | undefined;
  const client = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    on: { connected: (connected) => (socket = connected as WebSocket) },
  });
  return { client, cut: () => socket?.terminate() };
}

async function addTranscript(url: string, token: string, client: Client) {
  const content = await readFile(new URL("tea-talk.vtt", import.meta.url), "utf8");
  const startedAt = performance.now();
  await post(
    url,
    "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
    { input: { title: "Five things that go wrong with tea", format: "VTT", content, language: "en" } },
    token,
  );
  type Video = {
    status: string;
    progress: number;
    passageCount: number;
    durationMs: number;
    failure: { message: string } | null;
  };
  const events = client.iterate<{ videoEvents: { video?: Video } }>({
    query: `subscription { videoEvents { ... on VideoUpdated {
      video { status progress passageCount durationMs failure { message } } } } }`,
  });
  for await (const { data } of events) {
    const video = data?.videoEvents.video;
    if (!video) continue;
    say(`${video.status.padEnd(9)} ${Math.round(video.progress * 100)} %`);
    if (video.status === "FAILED") throw new Error(video.failure?.message);
    if (video.status !== "READY") continue;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`${clock(video.durationMs)} of talk in ${video.passageCount} passages, after ${seconds} s`);
    return;
  }
}

async function ask(url: string, token: string, question: string, client: Client) {
  heading(`Ask: ${question}`);
  await show(readAnswer(client, createAnswerView(await start(url, token, question))));
}

async function start(url: string, token: string, question: string): Promise<string> {
  const data = await post<{ ask: { answer: { id: string } } }>(
    url,
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question },
    token,
  );
  return data.ask.answer.id;
}

const CONFIDENCE = {
  SURE: "sure: the transcript says so",
  UNSURE: "unsure: the transcript may not say",
  NOT_FOUND: "not found: the transcript does not say",
};

/** Writes an answer to the terminal as its events come, until it ends or `until` says that it is enough. */
async function show(
  events: AsyncIterable<AnswerEvent>,
  until: (event: AnswerEvent) => boolean = () => false,
) {
  for await (const event of events) {
    if (event.__typename === "AnswerDelta") await type(event.text);
    if (event.__typename === "AnswerCitation") cite(event.citation);
    if (event.__typename === "AnswerRestarted") note("it begins again");
    if (event.__typename === "AnswerFailed") throw new Error(event.failure.message);
    if (event.__typename === "AnswerCompleted") {
      note(CONFIDENCE[event.answer.confidence] ?? CONFIDENCE.UNSURE);
    }
    if (until(event)) return;
  }
}

let atLineStart = true;

/** Text of an answer, word by word, indented. */
async function type(text: string) {
  for (const word of text.match(/\s*\S+|\s+$/gu) ?? []) {
    const lines = word.split("\n");
    for (const [index, line] of lines.entries()) {
      if (index > 0 && !atLineStart) newLine();
      if (line === "") continue;
      process.stdout.write(atLineStart ? `   ${line.trimStart()}` : line);
      atLineStart = false;
    }
    if (wordMs > 0) await sleep(wordMs);
  }
}

function newLine() {
  process.stdout.write("\n");
  atLineStart = true;
}

function say(line: string) {
  if (!atLineStart) newLine();
  process.stdout.write(`   ${line}\n`);
}

function cite({ number, startMs, endMs, quote, url }: Citation) {
  const link = url ? ` ${url}` : "";
  say(styled("cyan", `   [${number}] ${clock(startMs)} to ${clock(endMs)} “${quote}”${link}`));
}

const note = (line: string) => say(styled("dim", `(${line})`));

let step = 0;
function heading(line: string) {
  if (!atLineStart) newLine();
  process.stdout.write(`\n${styled("bold", `${++step}. ${line}`)}\n`);
}

/** Plain where the output is no terminal, or NO_COLOR is set. */
const styled = (format: "bold" | "cyan" | "dim", text: string) =>
  styleText(format, text, { stream: process.stdout });

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** graphql-ws rejects with the close event where it gives a connection up. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return `the WebSocket closed with ${(error as { code?: number }).code ?? "no code"}`;
}

const given = positionals[0];
const server = given ? { url: given, close: async () => {} } : await startOwnServer();
process.once("SIGINT", () => void server.close().finally(() => process.exit(130)));
process.stdout.write(`video-rag at ${server.url}${given ? "" : ", a server of this demo's own"}\n`);
try {
  await play(server.url);
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${reasonOf(error)}\n`);
  process.exitCode = 1;
} finally {
  await server.close();
}
