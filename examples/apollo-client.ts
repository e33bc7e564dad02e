/**
 * Asks with Apollo Client 4 over plain HTTP alone, and reads the answer through cut connections and a restart of the server.
 * Beside one that runs: `npx node examples/apollo-client.ts [http://127.0.0.1:4000/graphql]`. With React: examples/react/.
 */
import { readFile } from "node:fs/promises";
import {
  ApolloClient,
  CombinedGraphQLErrors,
  CombinedProtocolErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { defer, map, repeat, retry, takeWhile, tap, timer } from "rxjs";

/** `token` is asked for with each request: there is none at first. HttpLink reads subscriptions as multipart responses. */
export function createApolloClient(url: string, token: () => string | undefined): ApolloClient {
  const authorize = new SetContextLink(() => ({
    headers: token() ? { authorization: `Bearer ${token()}` } : {},
  }));
  return new ApolloClient({ link: authorize.concat(new HttpLink({ uri: url })), cache: new InMemoryCache() });
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
    // A server that restarts is away for some seconds.
    retry({ count: 100, delay: afterACut, resetOnSuccess: true }),
    // A stream that ends before the answer does was cut.
    repeat({ delay: pause }),
    takeWhile((event) => !TERMINAL.has(event.__typename), true),
    map((event) => ({ event, answer })),
  );
}

/** What the server says is wrong stays wrong, but for its being overloaded; all else is the connection's fault. */
function afterACut(error: unknown) {
  const isOfServer = CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error);
  if (isOfServer && error.errors[0]?.extensions?.["code"] !== "UNAVAILABLE") throw error;
  return pause();
}

/** The random part keeps the clients of a server that is back from coming all at once. */
const pause = () => timer(300 + Math.random() * 700);

async function main(url = "http://127.0.0.1:4000/graphql") {
  let token: string | undefined;
  const client = createApolloClient(url, () => token);
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
  // The answer waits until the transcript is read.
  const { ask } = await mutate<{ ask: { answer: { id: string } } }>(
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question: "Does green tea have caffeine?" },
  );
  let shown = 0;
  await followAnswer(client, ask.answer.id).forEach(({ event, answer }) => {
    if (event.__typename === "AnswerRestarted") {
      process.stdout.write("\n(It begins again.)\n");
      shown = 0;
    }
    process.stdout.write(answer.text.slice(shown));
    shown = answer.text.length;
    if (event.__typename === "AnswerFailed") throw new Error(event.failure.message);
    if (event.__typename !== "AnswerCompleted") return;
    process.stdout.write("\n\n");
    for (const { number, startMs, quote } of answer.citations.values())
      process.stdout.write(`[${number}] at ${Math.floor(startMs / 1000)} s: ${quote}\n`);
  });
  await mutate("mutation { endSession { sessionId } }");
}

if (import.meta.main) await main(process.argv[2]);
