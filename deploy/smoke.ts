/**
 * Asks a running server one question, as a client does: a session, a transcript, an answer read from its stream to the end.
 *
 *     node deploy/smoke.ts https://host [--wait SECONDS]       how long it may take to become ready: 300
 *
 * It ends with 0 where the answer cites the transcript, and with 1 and the reason where anything fails. It needs nothing
 * but Node.js, and leaves nothing behind on the server.
 */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

const QUESTION = "Where should I keep my tea?";
const REQUEST_MS = 20_000;
/** Of the whole answer: its video is ingested first. */
const ANSWER_MS = 120_000;
const BETWEEN_TRIES_MS = 1000;

const EVENTS = `subscription ($id: ID!, $after: String) {
  answerEvents(id: $id, after: $after) {
    __typename
    cursor
    ... on AnswerCitation { citation { quote } }
    ... on AnswerFailed { failure { code message } }
    ... on AnswerCompleted { answer { confidence } }
  }
}`;

type AnswerEvent = {
  __typename: string;
  cursor: string;
  citation?: { quote: string };
  failure?: { code: string; message: string };
  answer?: { confidence: string };
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wait: { type: "string", default: "300" } },
});
const [base] = positionals;
if (base === undefined) {
  process.stderr.write("Usage: node deploy/smoke.ts https://host [--wait SECONDS]\n");
  process.exit(2);
}

try {
  await untilReady(Number(values.wait) * 1000);
  const { session } = await post<{ session: { token: string } }>("mutation { session { token } }");
  try {
    await askOne(session.token);
  } finally {
    await post("mutation { endSession { sessionId } }", {}, session.token);
  }
} catch (error) {
  process.stderr.write(`smoke: ${error instanceof Error ? reasonOf(error) : String(error)}\n`);
  process.exitCode = 1;
}

async function untilReady(waitMs: number) {
  const endsAt = performance.now() + waitMs;
  for (;;) {
    const state = await readiness();
    if (state === "ready") return say("ready");
    if (performance.now() >= endsAt) throw new Error(`${base} is not ready: ${state}`);
    await sleep(BETWEEN_TRIES_MS);
  }
}

/** `ready`, or why it is not. */
async function readiness(): Promise<string> {
  try {
    const response = await fetch(new URL("/health/ready", base), { signal: AbortSignal.timeout(REQUEST_MS) });
    return response.ok ? "ready" : `${response.status} ${await response.text()}`;
  } catch (error) {
    return error instanceof Error ? reasonOf(error) : String(error);
  }
}

async function askOne(token: string) {
  const content = await readFile(new URL("../examples/tea-talk.vtt", import.meta.url), "utf8");
  const input = { title: "Five things that go wrong with tea", format: "VTT", content, language: "en" };
  await post(
    "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
    { input },
    token,
  );
  // The answer waits until the transcript is read.
  const { ask } = await post<{ ask: { answer: { id: string } } }>(
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question: QUESTION },
    token,
  );
  const quotes = new Map<string, string>();
  for await (const event of read(ask.answer.id, token)) {
    if (event.__typename === "AnswerRestarted") quotes.clear();
    if (event.citation) quotes.set(event.cursor, event.citation.quote);
    if (event.failure) throw new Error(`The answer failed: ${event.failure.code}, ${event.failure.message}`);
    if (event.__typename === "AnswerCancelled") throw new Error("The answer was cancelled");
    if (!event.answer) continue;
    if (quotes.size === 0) throw new Error(`The answer (${event.answer.confidence}) cites nothing`);
    say(`answered, ${event.answer.confidence}, ${quotes.size} cited: ${[...quotes.values()][0]}`);
  }
}

/** The events of an answer to its end. A stream that is cut is taken up after its last event. */
async function* read(id: string, token: string): AsyncGenerator<AnswerEvent> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  let after: string | null = null;
  for (;;) {
    try {
      for await (const event of stream({ id, after }, token, signal)) {
        after = event.cursor;
        yield event;
        if (/^Answer(Completed|Failed|Cancelled)$/.test(event.__typename)) return;
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      say(`the stream was cut (${reasonOf(error)})`);
    }
    await sleep(BETWEEN_TRIES_MS, undefined, { signal });
  }
}

async function* stream(variables: object, token: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const response = await request(EVENTS, variables, token, "text/event-stream", signal);
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (text + chunk).split("\n");
    text = lines.pop()!;
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      yield dataOf<{ answerEvents: AnswerEvent }>(JSON.parse(line.slice("data: ".length))).answerEvents;
    }
  }
}

async function post<Data>(query: string, variables: object = {}, token?: string): Promise<Data> {
  const signal = AbortSignal.timeout(REQUEST_MS);
  const response = await request(query, variables, token, "application/json", signal);
  const text = await response.text();
  if (!response.headers.get("content-type")?.includes("json")) throw new Error(`${response.status} ${text}`);
  return dataOf<Data>(JSON.parse(text));
}

function request(
  query: string,
  variables: object,
  token: string | undefined,
  accept: string,
  signal: AbortSignal,
) {
  const headers = new Headers({ "content-type": "application/json", accept });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const body = JSON.stringify({ query, variables });
  return fetch(new URL("/graphql", base), { method: "POST", headers, body, signal });
}

function dataOf<Data>(result: { data?: Data; errors?: { message: string }[] }): Data {
  if (result.errors) throw new Error(result.errors.map(({ message }) => message).join("; "));
  return result.data!;
}

/** fetch tells what failed in the cause of its error alone. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function say(text: string) {
  process.stdout.write(`smoke: ${base}: ${text}\n`);
}
