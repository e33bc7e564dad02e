/**
 * Asks with urql, and reads the answer through cut connections and a restart of the server. Beside one that runs:
 * `npx node examples/urql-client.ts [http://127.0.0.1:4000/graphql]`
 */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheExchange, Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";

/** `token` is asked for with each request and each connection: there is none at first. */
export function createUrqlClient(url: string, token: () => string | undefined): Client {
  const authorization = () => (token() ? { authorization: `Bearer ${token()}` } : {});
  const socket = createClient({
    url: url.replace(/^http/, "ws"),
    connectionParams: authorization,
    // A server that restarts is away for some seconds.
    shouldRetry: () => true,
    retryAttempts: 100,
    retryWait: () => sleep(300 + Math.random() * 700),
  });
  return new Client({
    url,
    // By default queries are sent by GET, which the server does not take.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: authorization() }),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
}

const ANSWER_EVENTS = gql`
  subscription ($id: ID!, $after: String) {
    answerEvents(id: $id, after: $after) {
      __typename
      cursor
      ... on AnswerDelta {
        offset
        text
      }
      ... on AnswerCitation {
        citation {
          number
          startMs
          quote
        }
      }
      ... on AnswerFailed {
        failure {
          message
        }
      }
    }
  }
`;
type Citation = { number: number; startMs: number; quote: string };
type AnswerEvent =
  | { __typename: "AnswerDelta"; cursor: string; offset: number; text: string }
  | { __typename: "AnswerCitation"; cursor: string; citation: Citation }
  | { __typename: "AnswerFailed"; cursor: string; failure: { message: string } }
  | { __typename: "AnswerRestarted" | "AnswerCompleted" | "AnswerCancelled"; cursor: string };
export type Written = { text: string; citations: Map<number, Citation> };

/** Calls `show` with the answer so far at each event; resolves to the whole. */
export function followAnswer(client: Client, id: string, show: (written: Written) => void): Promise<Written> {
  const written: Written = { text: "", citations: new Map() };
  // graphql-ws subscribes again with the variables as they are then: with the last cursor.
  const variables: { id: string; after?: string } = { id };
  return new Promise((resolve, reject) => {
    client.subscription<{ answerEvents: AnswerEvent }>(ANSWER_EVENTS, variables).subscribe((result) => {
      if (result.error) return reject(result.error);
      const event = result.data!.answerEvents;
      variables.after = event.cursor;
      if (event.__typename === "AnswerDelta") written.text = written.text.slice(0, event.offset) + event.text;
      if (event.__typename === "AnswerCitation") written.citations.set(event.citation.number, event.citation);
      if (event.__typename === "AnswerRestarted") {
        written.text = "";
        written.citations.clear();
      }
      show(written);
      if (event.__typename === "AnswerFailed") return reject(new Error(event.failure.message));
      if (!result.hasNext) resolve(written);
    });
  });
}

async function main(url = "http://127.0.0.1:4000/graphql") {
  let token: string | undefined;
  const client = createUrqlClient(url, () => token);
  const mutate = async <Data>(mutation: string, variables: Record<string, unknown> = {}) => {
    const { data, error } = await client.mutation<Data>(mutation, variables).toPromise();
    if (error) throw error;
    return data!;
  };

  const opened = await mutate<{ session: { token: string } }>("mutation { session { token } }");
  token = opened.session.token;
  const content = await readFile(new URL("tea-talk.vtt", import.meta.url), "utf8");
  await mutate("mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }", {
    input: { title: "Five things that go wrong with tea", format: "VTT", content },
  });
  // The answer waits until the transcript is read.
  const { ask } = await mutate<{ ask: { answer: { id: string } } }>(
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question: "Can I brew oolong more than once?" },
  );
  let shown = 0;
  const { citations } = await followAnswer(client, ask.answer.id, ({ text }) => {
    if (text.length < shown) {
      process.stdout.write("\n(It begins again.)\n");
      shown = 0;
    }
    process.stdout.write(text.slice(shown));
    shown = text.length;
  });
  process.stdout.write("\n\n");
  for (const { number, startMs, quote } of citations.values())
    process.stdout.write(`[${number}] at ${Math.floor(startMs / 1000)} s: ${quote}\n`);
  await mutate("mutation { endSession { sessionId } }");
}

if (import.meta.main) await main(process.argv[2]);
