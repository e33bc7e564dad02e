import { ApolloClient, ApolloLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSSEClient } from "graphql-sse";
import { createClient as createWebSocketClient, type ClientOptions } from "graphql-ws";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { createApolloClient, followAnswer } from "../../examples/apollo-client.ts";
import { createAnswerView, readAnswer } from "../../examples/graphql-ws-client.ts";
import { ANSWER_EVENTS, createAnswerReader, type AnswerReader } from "../testing/client/answer-reader.ts";
import { startCuttableProxy } from "../testing/network/cuttable-proxy.ts";
import { createGate, fakeChat } from "../testing/fakes/fake-models.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `word${from + index} `);
const WATER = "Green tea wants water of eighty degrees [1].";

const chat = fakeChat();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat, embedding: createFakeEmbedding() } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

/**
 * An answer that is on its way, and a connection to it that breaks twice in the middle: as soon as `shown` is told of a
 * text with the words before each cut. The answer goes on only then.
 */
async function answerWithCuts() {
  const proxy = await startCuttableProxy(server.url);
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  const cuts = [
    { at: "word19", gate: createGate() },
    { at: "word39", gate: createGate() },
  ];
  const pauses = cuts.map(({ gate }) => gate.wait);
  chat.play([...words(0, 20), pauses[0]!, ...words(20, 40), WATER, pauses[1]!, ...words(40, 60), WATER], 1);
  const id = await ask(server, token, "How hot?");
  return {
    id,
    token,
    url: proxy.url,
    shown(text: string) {
      if (!cuts[0] || !text.includes(cuts[0].at)) return;
      proxy.cut();
      cuts.shift()!.gate.open();
    },
    /** That the text is whole, exactly as it is stored, in spite of the cuts. */
    async check({ text, citations }: { text: string; citations: Map<number, unknown> }) {
      const { answer } = await server.request(
        `query ($id: ID!) { answer(id: $id) { status text citations { number } } }`,
        { id },
        token,
      );
      expect(answer.status).toBe("COMPLETED");
      expect(text).toBe(answer.text);
      expect([...citations.keys()]).toEqual(
        answer.citations.map((citation: { number: number }) => citation.number),
      );
      expect(cuts).toEqual([]);
      expect(proxy.connections).toBeGreaterThanOrEqual(3);
    },
  };
}
type Cutting = Awaited<ReturnType<typeof answerWithCuts>>;

/** Their own waits between attempts are seconds. */
const noWait: Partial<ClientOptions> = { retryWait: async () => {}, webSocketImpl: WebSocket };
const webSocketUrl = (url: string) => url.replace(/^http/, "ws");
const connectionParams = (token: string) => ({ authorization: `Bearer ${token}` });

/** Applies an event, and says whether it is the last one. */
function apply(reader: AnswerReader, event: { __typename: string }, cutting: Cutting): boolean {
  reader.apply(event);
  cutting.shown(reader.text);
  return /^Answer(Completed|Failed|Cancelled)$/.test(event.__typename);
}

/** Deltas of text that was there already. */
function repeats({ events }: AnswerReader): number {
  let length = 0;
  let count = 0;
  for (const event of events) {
    if (event.__typename !== "AnswerDelta") continue;
    if (event.offset < length) count++;
    length = event.offset + event.text.length;
  }
  return count;
}

describe("Apollo Client 4", () => {
  test("resumes an answer over HttpLink, in multipart", async () => {
    const cutting = await answerWithCuts();
    const client = createApolloClient(cutting.url, () => cutting.token);
    onTestFinished(() => client.stop());
    const answer = await follow(client, cutting);
    expect(answer.text).toContain("word59");
    await cutting.check(answer);
  });

  test("resumes an answer over GraphQLWsLink", async () => {
    const cutting = await answerWithCuts();
    const link = new GraphQLWsLink(
      createWebSocketClient({
        ...noWait,
        url: webSocketUrl(cutting.url),
        connectionParams: connectionParams(cutting.token),
      }),
    );
    const client = new ApolloClient({ link: ApolloLink.from([link]), cache: new InMemoryCache() });
    onTestFinished(() => client.stop());
    const answer = await follow(client, cutting);
    expect(answer.text).toContain("word59");
    await cutting.check(answer);
  });

  async function follow(client: ApolloClient, cutting: Cutting) {
    let last: Parameters<Cutting["check"]>[0] | undefined;
    await followAnswer(client, cutting.id).forEach(({ answer }) => {
      last = answer;
      cutting.shown(answer.text);
    });
    return last!;
  }
});

describe("graphql-ws", () => {
  test("resumes an answer by itself, with nothing repeated where its variables are kept up to date", async () => {
    const cutting = await answerWithCuts();
    const client = createWebSocketClient({
      ...noWait,
      url: webSocketUrl(cutting.url),
      connectionParams: connectionParams(cutting.token),
    });
    const view = createAnswerView(cutting.id);
    const reader = createAnswerReader();
    for await (const event of readAnswer(client, view)) apply(reader, event, cutting);
    await client.dispose();
    await cutting.check(view);
    expect(repeats(reader)).toBe(0);
  });

  test("has the right text also where its variables stay as they were, and all is repeated", async () => {
    const cutting = await answerWithCuts();
    const client = createWebSocketClient({
      ...noWait,
      url: webSocketUrl(cutting.url),
      connectionParams: connectionParams(cutting.token),
    });
    const reader = createAnswerReader();
    const events = client.iterate({ query: ANSWER_EVENTS, variables: { id: cutting.id } });
    for await (const { data } of events)
      apply(reader, data!["answerEvents"] as { __typename: string }, cutting);
    await client.dispose();
    await cutting.check(reader);
    expect(repeats(reader)).toBe(2);
  });
});

describe("graphql-sse", () => {
  test("resumes an answer by itself, with nothing repeated where its variables are kept up to date", async () => {
    const cutting = await answerWithCuts();
    const client = createSSEClient({
      url: cutting.url,
      headers: { authorization: `Bearer ${cutting.token}` },
      retry: async () => {},
    });
    const reader = createAnswerReader();
    const variables: Record<string, unknown> = { id: cutting.id };
    for await (const { data } of client.iterate({ query: ANSWER_EVENTS, variables })) {
      const event = data!["answerEvents"] as { __typename: string; cursor: string };
      variables["after"] = event.cursor;
      apply(reader, event, cutting);
    }
    client.dispose();
    await cutting.check(reader);
    expect(repeats(reader)).toBe(0);
  });
});

describe("urql", () => {
  /** One subscription, until it ends in whatever way. true: with the answer's last event. */
  const readOnce = (client: UrqlClient, reader: AnswerReader, cutting: Cutting) =>
    new Promise<boolean>((resolve, reject) => {
      const variables = { id: cutting.id, after: reader.cursor };
      const { unsubscribe } = client
        .subscription(ANSWER_EVENTS, variables)
        .subscribe(({ data, error, hasNext }) => {
          if (error && !error.networkError) reject(error);
          const isLast = !error && apply(reader, data.answerEvents, cutting);
          if (isLast || error || !hasNext) resolve(isLast);
          if (isLast) queueMicrotask(() => unsubscribe());
        });
    });

  test("resumes an answer over plain HTTP, where it is subscribed anew after its last cursor", async () => {
    const cutting = await answerWithCuts();
    const client = new UrqlClient({
      url: cutting.url,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      preferGetMethod: false,
      fetchOptions: { headers: { authorization: `Bearer ${cutting.token}` } },
    });
    const reader = createAnswerReader();
    while (!(await readOnce(client, reader, cutting))) expect(repeats(reader)).toBe(0);
    await cutting.check(reader);
    expect(repeats(reader)).toBe(0);
  });

  test("resumes an answer over a WebSocket", async () => {
    const cutting = await answerWithCuts();
    const socket = createWebSocketClient({
      ...noWait,
      url: webSocketUrl(cutting.url),
      connectionParams: connectionParams(cutting.token),
    });
    const client = new UrqlClient({
      url: cutting.url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe(
                { query: query!, variables: variables as Record<string, unknown> },
                sink as never,
              ),
            }),
          }),
        }),
      ],
    });
    const reader = createAnswerReader();
    expect(await readOnce(client, reader, cutting)).toBe(true);
    await socket.dispose();
    await cutting.check(reader);
  });
});
