/**
 * Asks over graphql-ws, and reads the answer through cut connections and a restart of the server. Beside one that runs:
 * `npx node examples/graphql-ws-client.ts [http://127.0.0.1:4000/graphql]`
 */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type Client } from "graphql-ws";

export type Citation = { number: number; startMs: number; endMs: number; quote: string; url: string | null };

export type AnswerEvent =
  | { __typename: "AnswerStarted"; cursor: string; answer: { model: string } }
  | { __typename: "AnswerSources"; cursor: string; passages: { startMs: number }[] }
  | { __typename: "AnswerDelta"; cursor: string; offset: number; text: string }
  | { __typename: "AnswerCitation"; cursor: string; citation: Citation }
  | { __typename: "AnswerRestarted"; cursor: string; attempt: number }
  | { __typename: "AnswerCompleted"; cursor: string; answer: { confidence: "SURE" | "UNSURE" | "NOT_FOUND" } }
  | { __typename: "AnswerFailed"; cursor: string; failure: { code: string; message: string } }
  | { __typename: "AnswerCancelled"; cursor: string };

export const ANSWER_EVENTS = `
  subscription ($id: ID!, $after: String) {
    answerEvents(id: $id, after: $after) {
      __typename
      cursor
      ... on AnswerStarted { answer { model } }
      ... on AnswerSources { passages { startMs } }
      ... on AnswerDelta { offset text }
      ... on AnswerCitation { citation { number startMs endMs quote url } }
      ... on AnswerRestarted { attempt }
      ... on AnswerCompleted { answer { confidence } }
      ... on AnswerFailed { failure { code message } }
    }
  }`;

export type AnswerView = ReturnType<typeof createAnswerView>;

/** What a client has of an answer. Repeated and resumed events leave it right, whatever was cut where. */
export function createAnswerView(id: string) {
  const citations = new Map<number, Citation>();
  return {
    /** What the subscription is asked for: everything after the last event that was applied. */
    variables: { id } as { id: string; after?: string },
    text: "",
    citations,
    apply(event: AnswerEvent) {
      this.variables.after = event.cursor;
      if (event.__typename === "AnswerDelta") this.text = this.text.slice(0, event.offset) + event.text;
      if (event.__typename === "AnswerCitation") citations.set(event.citation.number, event.citation);
      if (event.__typename === "AnswerRestarted") {
        this.text = "";
        citations.clear();
      }
    },
  };
}

/** A client that outlives a restart of the server, which is away for some seconds. Browsers, too, have a WebSocket. */
export const connect = (url: string, token: string): Client =>
  createClient({
    url: url.replace(/^http/, "ws"),
    connectionParams: { authorization: `Bearer ${token}` },
    shouldRetry: () => true,
    retryAttempts: 100,
    // The random part keeps the clients of a server that is back from coming all at once.
    retryWait: () => sleep(300 + Math.random() * 700),
  });

/**
 * Applies the answer's events to the view, and yields each. graphql-ws connects again by itself when the connection
 * breaks, and then sends `variables` as they are by that time: with the last cursor, so the answer goes on where it
 * stopped.
 */
export async function* readAnswer(client: Client, view: AnswerView): AsyncGenerator<AnswerEvent> {
  const request = { query: ANSWER_EVENTS, variables: view.variables };
  for await (const { data, errors } of client.iterate<{ answerEvents: AnswerEvent }>(request)) {
    if (errors || !data) throw new Error(errors?.map((error) => error.message).join("; ") ?? "No data");
    view.apply(data.answerEvents);
    yield data.answerEvents;
  }
}

/** One query or mutation over HTTP. Throws what the server says is wrong. */
export async function post<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Data> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Data;
    errors?: { message: string; extensions: { code: string } }[];
  };
  if (errors?.[0] || !data) throw new Error(`${errors?.[0]?.extensions.code}: ${errors?.[0]?.message}`);
  return data;
}

async function main(url = "http://127.0.0.1:4000/graphql") {
  const { session } = await post<{ session: { token: string } }>(url, "mutation { session { token } }");
  const client = connect(url, session.token);

  const content = await readFile(new URL("tea-talk.vtt", import.meta.url), "utf8");
  await post(
    url,
    "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
    { input: { title: "Five things that go wrong with tea", format: "VTT", content } },
    session.token,
  );
  // The answer waits until the transcript is read.
  const { ask } = await post<{ ask: { answer: { id: string } } }>(
    url,
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question: "Where should I keep my tea?" },
    session.token,
  );
  const view = createAnswerView(ask.answer.id);
  let shown = 0;
  for await (const event of readAnswer(client, view)) {
    if (event.__typename === "AnswerRestarted") {
      process.stdout.write("\n(It begins again.)\n");
      shown = 0;
    }
    // Not `event.text`, which may be there already.
    process.stdout.write(view.text.slice(shown));
    shown = Math.max(shown, view.text.length);
    if (event.__typename === "AnswerFailed") throw new Error(event.failure.message);
  }
  process.stdout.write("\n\n");
  for (const { number, startMs, quote } of view.citations.values())
    process.stdout.write(`[${number}] at ${Math.floor(startMs / 1000)} s: ${quote}\n`);
  await post(url, "mutation { endSession { sessionId } }", {}, session.token);
  await client.dispose();
}

if (import.meta.main) await main(process.argv[2]);
