/**
 * Asks a question with Apollo Client 4, and reads the answer through cut connections: over plain HTTP (HttpLink's
 * multipart subscriptions), or with --ws over a WebSocket (GraphQLWsLink). Against a server that runs:
 *
 *     npx node examples/apollo-client.ts http://127.0.0.1:4000/graphql [--ws]
 *
 * What to copy from it is `createApolloClient`, `ANSWER_EVENTS` and `followAnswer`.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  CombinedProtocolErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import {
  defer,
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  repeat,
  retry,
  takeWhile,
  tap,
  timer,
} from "rxjs";
import { WebSocket } from "ws";

/** `token` is asked for with each request and each connection: there is none at first. */
export function createApolloClient(url: string, token: () => string | undefined, overWebSocket: boolean) {
  const authorization = () => (token() ? { authorization: `Bearer ${token()}` } : {});
  // A function as `headers` is called for each request.
  const authorize = new ApolloLink((operation, forward) => {
    operation.setContext({ headers: authorization() });
    return forward(operation);
  });
  const http = authorize.concat(new HttpLink({ uri: url }));
  if (!overWebSocket) return new ApolloClient({ link: http, cache: new InMemoryCache() });

  const webSocket = new GraphQLWsLink(
    createClient({
      url: url.replace(/^http/, "ws"),
      connectionParams: authorization,
      // Browsers have one of their own: leave it out there.
      webSocketImpl: WebSocket,
    }),
  );
  const isSubscription = ({ operationType }: ApolloLink.Operation) =>
    operationType === OperationTypeNode.SUBSCRIPTION;
  return new ApolloClient({
    link: ApolloLink.split(isSubscription, webSocket, http),
    cache: new InMemoryCache(),
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
          url
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

type Citation = { number: number; startMs: number; quote: string; url: string | null };
type AnswerEvent =
  | { __typename: "AnswerDelta"; cursor: string; offset: number; text: string }
  | { __typename: "AnswerCitation"; cursor: string; citation: Citation }
  | { __typename: "AnswerFailed"; cursor: string; failure: { message: string } }
  | {
      __typename:
        | "AnswerStarted"
        | "AnswerSources"
        | "AnswerRestarted"
        | "AnswerCompleted"
        | "AnswerCancelled";
      cursor: string;
    };

const TERMINAL = new Set(["AnswerCompleted", "AnswerFailed", "AnswerCancelled"]);

/** The answer so far, each time it grows. When the connection breaks it is taken up after the last event. */
export function followAnswer(client: ApolloClient, id: string) {
  const answer = { text: "", citations: new Map<number, Citation>() };
  let after: string | undefined;
  const subscribe = () =>
    client.subscribe<{ answerEvents: AnswerEvent }>({
      query: ANSWER_EVENTS,
      variables: { id, after },
      // Events are no entities: there is nothing to find them by in the cache.
      fetchPolicy: "no-cache",
    });
  return defer(subscribe).pipe(
    map(({ data, error }) => {
      if (error || !data) throw error ?? new Error("No data");
      return data.answerEvents;
    }),
    tap((event) => {
      after = event.cursor;
      if (event.__typename === "AnswerDelta") answer.text = answer.text.slice(0, event.offset) + event.text;
      if (event.__typename === "AnswerCitation") answer.citations.set(event.citation.number, event.citation);
      if (event.__typename === "AnswerRestarted") {
        answer.text = "";
        answer.citations.clear();
      }
    }),
    retry({ count: 10, delay: afterACut, resetOnSuccess: true }),
    // A stream that ends before the answer does was cut.
    repeat({ count: 10, delay: 500 }),
    takeWhile((event) => !TERMINAL.has(event.__typename), true),
    map((event) => ({ event, answer })),
  );
}

/** What the server says is wrong stays wrong; all else is the connection's fault. */
function afterACut(error: unknown) {
  if (CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error)) throw error;
  return timer(500);
}

async function main(url: string, overWebSocket: boolean) {
  let token: string | undefined;
  const client = createApolloClient(url, () => token, overWebSocket);
  const mutate = async <Data>(mutation: string, variables: Record<string, unknown> = {}) => {
    const { data } = await client.mutate<Data>({
      mutation: gql(mutation),
      variables,
      fetchPolicy: "no-cache",
    });
    return data!;
  };

  const opened = await mutate<{ session: { token: string } }>("mutation { session { token } }");
  token = opened.session.token;
  const content = await readFile(new URL("tea-talk.vtt", import.meta.url), "utf8");
  await mutate("mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }", {
    input: { title: "Five things that go wrong with tea", format: "VTT", content },
  });
  const videos = client.subscribe<{ videoEvents: { video?: { status: string } } }>({
    query: gql`
      subscription {
        videoEvents {
          ... on VideoUpdated {
            video {
              status
            }
          }
        }
      }
    `,
    fetchPolicy: "no-cache",
  });
  await firstValueFrom(videos.pipe(filter(({ data }) => data?.videoEvents.video?.status === "READY")));

  const { ask } = await mutate<{ ask: { answer: { id: string } } }>(
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question: "Does green tea have caffeine?" },
  );
  const { event, answer } = await lastValueFrom(followAnswer(client, ask.answer.id));
  if (event.__typename !== "AnswerCompleted") throw new Error(`It ended with ${event.__typename}`);
  process.stdout.write(`${answer.text}\n\n`);
  for (const { number, startMs, quote } of answer.citations.values())
    process.stdout.write(`[${number}] at ${Math.floor(startMs / 1000)} s: ${quote}\n`);
  await mutate("mutation { endSession { sessionId } }");
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ws: { type: "boolean", default: false } },
  });
  await main(positionals[0] ?? "http://127.0.0.1:4000/graphql", values.ws);
}
