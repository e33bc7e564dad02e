import { ServerResponse } from "node:http";
import { createClient as createSSEClient } from "graphql-sse";
import { meros } from "meros/browser";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { ANSWER_EVENTS, createAnswerReader, type AnswerReader } from "../../testing/client/answer-reader.ts";
import { countListeners } from "../../testing/count-listeners.ts";
import { expireIn } from "../../testing/client/expire-session.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { eventsOf, openStream, type StreamRequest } from "../../testing/network/http-stream.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

const writeIt = Reflect.get(ServerResponse.prototype, "write") as ServerResponse["write"];
const EVENT_STREAM = { accept: "text/event-stream" };
const MULTIPART = { accept: "multipart/mixed;boundary=graphql;subscriptionSpec=1.0" };
const URQL = {
  accept:
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
};
const APOLLO_CLIENT = {
  accept:
    "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9",
};
const MAX_STREAMS = 6;
const ORIGIN = "https://app.example";
const SESSION = "{ session { id } }";
const VIDEO_EVENTS = "subscription { videoEvents { __typename } }";
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index} `);

const chat = fakeChat();
let server: TestServer;
let listeners: ReturnType<typeof countListeners>;
beforeAll(async () => {
  server = await startTestServer({
    dependencies: { chat, embedding: createFakeEmbedding() },
    env: {
      CORS_ORIGINS: ORIGIN,
      MAX_HTTP_STREAMS_PER_SESSION: String(MAX_STREAMS),
      // A session that is renewed is listened to twice.
      SESSION_RENEW: "off",
    },
    limits: { heartbeatMs: 100, stalledMs: 1000 },
  });
  listeners = countListeners(server.services);
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const untilNobodyListens = () =>
  eventually(() => listeners.topics.length === 0).catch(() => {
    throw new Error(`Still listened to: ${listeners.topics.join(", ")}`);
  });
beforeEach(untilNobodyListens);

const open = (request: StreamRequest) => openStream(server.url, request);

async function newAnswer(pieces: Parameters<typeof chat.play>[0], delayMs = 0) {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  chat.play(pieces, delayMs);
  return { token, id: await ask(server, token, "How hot?") };
}

const textOf = async (id: string, token: string) =>
  (await server.request(`query ($id: ID!) { answer(id: $id) { text } }`, { id }, token)).answer.text;

/** What a client has that reads server-sent events. */
function readEvents(text: string, reader: AnswerReader = createAnswerReader()): AnswerReader {
  for (const { event, id, data } of eventsOf(text)) {
    if (event !== "next") continue;
    const { answerEvents } = JSON.parse(data).data;
    expect(id).toBe(answerEvents.cursor);
    reader.apply(answerEvents);
  }
  return reader;
}

describe("a subscription as text/event-stream", () => {
  test.each(["POST", "GET"] as const)("streams an answer whole by %s", async (method) => {
    const { token, id } = await newAnswer(words(30), 2);
    const stream = await open({
      method,
      query: ANSWER_EVENTS,
      variables: { id },
      token,
      headers: EVENT_STREAM,
    });
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    expect(await stream.ended).toBe("ended");
    const reader = readEvents(stream.text);
    expect(reader.text).toBe(await textOf(id, token));
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
    expect(eventsOf(stream.text).at(-1)).toMatchObject({ event: "complete", data: "" });
  });

  test("resumes after Last-Event-ID, which stands above the variable", async () => {
    const { token, id } = await newAnswer(words(20), 2);
    const request = { query: ANSWER_EVENTS, token, headers: EVENT_STREAM };
    const first = await open({ ...request, variables: { id } });
    await first.ended;
    const ids = eventsOf(first.text).map((event) => event.id!);
    for (const lastEventId of ids.slice(0, -1)) {
      // Up to that event; between events there may be heartbeats.
      const end = first.text.indexOf("\n\n", first.text.indexOf(`id: ${lastEventId}\n`));
      const seen = `${first.text.slice(0, end)}\n\n`;
      const rest = await open({
        ...request,
        variables: { id, after: ids[0] },
        headers: { ...EVENT_STREAM, "last-event-id": lastEventId },
      });
      await rest.ended;
      const reader = readEvents(rest.text, readEvents(seen));
      expect(reader.text).toBe(await textOf(id, token));
      expect(reader.names.at(-1)).toBe("AnswerCompleted");
    }
  });

  test("is readable as it stands, with curl -N", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Green tea."]);
    const query = `subscription { answerEvents(id: "${id}") { __typename cursor ... on AnswerDelta { text } } }`;
    const stream = await open({ query, token, headers: EVENT_STREAM });
    await stream.ended;
    expect(stream.text.replace(/^:\n\n/gm, "").replaceAll(/(id: |"cursor":")[\w-]+/g, "$1…")).toBe(
      [
        "event: next\nid: …\ndata: " +
          '{"data":{"answerEvents":{"__typename":"AnswerStarted","cursor":"…"}}}',
        "event: next\nid: …\ndata: " +
          '{"data":{"answerEvents":{"__typename":"AnswerSources","cursor":"…"}}}',
        "event: next\nid: …\ndata: " +
          '{"data":{"answerEvents":{"__typename":"AnswerDelta","cursor":"…","text":"Green tea."}}}',
        "event: next\nid: …\ndata: " +
          '{"data":{"answerEvents":{"__typename":"AnswerCompleted","cursor":"…"}}}',
        "event: complete\ndata:\n\n",
      ].join("\n\n"),
    );
  });

  test("sends a comment now and then, so that nothing between takes it for dead", async () => {
    const stream = await open({
      query: VIDEO_EVENTS,
      token: await server.openSession(),
      headers: EVENT_STREAM,
    });
    await stream.until(/^(:\n\n){3}$/);
    expect(eventsOf(stream.text)).toEqual([]);
  });

  test.each([
    ["a syntax error", "subscription { "],
    ["a mistake in the document", "subscription { nothing }"],
    ["a missing variable", "subscription ($id: ID!) { answerEvents(id: $id) { cursor } }"],
  ])("tells %s in the stream, as GraphQL over SSE has it", async (_, query) => {
    const token = await server.openSession();
    const stream = await open({ query, token, headers: EVENT_STREAM });
    expect(await stream.ended).toBe("ended");
    expect(stream.status).toBe(200);
    const [next, complete] = eventsOf(stream.text);
    expect(JSON.parse(next!.data)).toEqual({
      errors: [expect.objectContaining({ message: expect.any(String) })],
    });
    expect(complete!.event).toBe("complete");
  });

  test.each([
    ["UNAUTHENTICATED", undefined, undefined],
    ["NOT_FOUND", "session", undefined],
    ["BAD_USER_INPUT", "session", "nonsense"],
  ])("tells %s in the stream", async (code, session, after) => {
    const { token, id } = await newAnswer(["NO_ANSWER: Tea."]);
    const stream = await open({
      query: ANSWER_EVENTS,
      variables: { id: code === "NOT_FOUND" ? "00000000-0000-7000-8000-000000000000" : id, after },
      token: session && token,
      headers: EVENT_STREAM,
    });
    await stream.ended;
    const [next, complete] = eventsOf(stream.text);
    expect(JSON.parse(next!.data).errors[0].extensions.code).toBe(code);
    expect(complete!.event).toBe("complete");
  });

  test("answers with 500 where the server fails before it begins, and says nothing of the cause", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Tea."]);
    const find = vi.spyOn(server.services.answers, "find").mockRejectedValue(new Error("secret"));
    const stream = await open({ query: ANSWER_EVENTS, variables: { id }, token, headers: EVENT_STREAM });
    await stream.ended;
    find.mockRestore();
    expect(stream.status).toBe(500);
    expect(JSON.parse(stream.text).errors[0].extensions).toEqual({
      code: "INTERNAL_SERVER_ERROR",
      requestId: expect.any(String),
    });
    expect(stream.text).not.toContain("secret");
  });

  test("is broken off where the server fails in the middle, so that the client comes back", async () => {
    const gate = createGate();
    const { token, id } = await newAnswer([...words(3), gate.wait, ...words(3)]);
    const stream = await open({ query: ANSWER_EVENTS, variables: { id }, token, headers: EVENT_STREAM });
    await stream.until(/word2/);
    const read = vi.spyOn(server.services.log, "read").mockRejectedValue(new Error("secret"));
    gate.open();
    expect(await stream.ended).toBe("broken");
    read.mockRestore();
    expect(stream.text).not.toMatch(/complete|secret/);
    await server.request("mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }", { id }, token);
  });

  test("ends with SESSION_EXPIRED when the session does", async () => {
    const token = await server.openSession();
    await expireIn(server, token, 800);
    const stream = await open({ query: VIDEO_EVENTS, token, headers: EVENT_STREAM });
    expect(await stream.ended).toBe("ended");
    expect(stream.status).toBe(200);
    const [next, complete] = eventsOf(stream.text);
    expect(JSON.parse(next!.data).errors[0].extensions.code).toBe("SESSION_EXPIRED");
    expect(complete!.event).toBe("complete");
  });

  test("leaves nothing behind when the client goes", async () => {
    const { token, id } = await newAnswer([...words(3), createGate().wait]);
    const streams = await Promise.all(
      Array.from({ length: 5 }, () =>
        open({ query: ANSWER_EVENTS, variables: { id }, token, headers: EVENT_STREAM }),
      ),
    );
    for (const stream of streams) {
      await stream.until(/word2/);
      stream.close();
    }
    // The run goes on, whoever watches.
    await eventually(() =>
      listeners.topics.every((topic) => /^(answer-cancelled|session-ended):/.test(topic)),
    );
    expect(listeners.topics).toHaveLength(2);
    await server.request("mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }", { id }, token);
  });

  test("is cut off where the client does not read, while others go on", async () => {
    const { token, id } = await newAnswer(Array.from({ length: 60 }, () => "word ".repeat(1000)));
    const copies = Array.from({ length: 13 }, (_, n) => `t${n}: text`).join(" ");
    const query = `subscription ($id: ID!) { answerEvents(id: $id) { ... on AnswerCompleted { answer { ${copies} } } } }`;
    const write = vi.spyOn(ServerResponse.prototype, "write").mockImplementation(function (
      this: ServerResponse,
      ...parameters: unknown[]
    ) {
      // As where the client's window is full: of the large event nothing is taken any more.
      if (String(parameters[0]).length > 1_000_000)
        Object.assign(this.socket!, { _write() {}, _writev() {} });
      return Reflect.apply(writeIt, this, parameters) as boolean;
    });
    onTestFinished(() => write.mockRestore());
    const stalled = await open({ query, variables: { id }, token, headers: EVENT_STREAM });
    const other = await open({ query: VIDEO_EVENTS, token, headers: EVENT_STREAM });
    await eventually(() => listeners.topics.every((topic) => !topic.startsWith("answer")));
    expect(await stalled.ended).toBe("broken");
    await other.until(/(:\n\n){3}$/);
    other.close();
    await server.request("mutation { endSession { sessionId } }", {}, token);
  });

  test("is cut off where the client does not take its last words", async () => {
    const gate = createGate();
    const { token, id } = await newAnswer([...words(3), gate.wait]);
    const stream = await open({ query: ANSWER_EVENTS, variables: { id }, token, headers: EVENT_STREAM });
    await stream.until(/word2/);
    const end = vi.spyOn(ServerResponse.prototype, "end").mockImplementationOnce(function (
      this: ServerResponse,
      ...parameters: unknown[]
    ) {
      // As where the client's window is full: what is written from here on is taken by nobody.
      Object.assign(this.socket!, { _write() {}, _writev() {} });
      end.mockRestore();
      return Reflect.apply(this.end, this, parameters) as ServerResponse;
    });
    gate.open();
    expect(await stream.ended).toBe("broken");
    expect(end).not.toHaveBeenCalled();
  });
});

describe("a subscription more than MAX_HTTP_STREAMS_PER_SESSION", () => {
  const videoEvents = (token: string, headers: Record<string, string>) =>
    open({ query: VIDEO_EVENTS, token, headers });

  test("is refused in the stream, until another has left", async () => {
    const token = await server.openSession();
    const streams = await Promise.all(
      Array.from({ length: MAX_STREAMS }, (_, n) => videoEvents(token, n % 2 ? EVENT_STREAM : MULTIPART)),
    );
    // Of each its videos, of all the session's end.
    await eventually(() => listeners.topics.length === MAX_STREAMS + 1);

    const refused = await videoEvents(token, EVENT_STREAM);
    expect(await refused.ended).toBe("ended");
    expect(refused.status).toBe(200);
    const [next, complete] = eventsOf(refused.text);
    expect(JSON.parse(next!.data)).toEqual({
      errors: [{ message: expect.stringContaining(`${MAX_STREAMS}`), extensions: { code: "LIMIT_REACHED" } }],
    });
    expect(complete!.event).toBe("complete");
    const refusedPart = await videoEvents(token, MULTIPART);
    expect(await refusedPart.ended).toBe("ended");
    expect(refusedPart.text).toMatch(/"payload":null.*LIMIT_REACHED.*\r\n--graphql--\r\n$/s);
    // What was refused listens to nothing, and what was there goes on.
    expect(listeners.topics).toHaveLength(MAX_STREAMS + 1);

    const query = await open({ query: SESSION, token, headers: EVENT_STREAM });
    await query.ended;
    expect(query.text).not.toContain("errors");
    const other = await videoEvents(await server.openSession(), EVENT_STREAM);
    await other.until(/^(:\n\n){3}$/);
    other.close();

    streams[0]!.close();
    await eventually(() => listeners.topics.length === MAX_STREAMS - 1 + 1);
    const again = await videoEvents(token, EVENT_STREAM);
    await again.until(/^(:\n\n){3}$/);
    for (const stream of [...streams, again]) stream.close();
  });

  test("is told apart by what is open, not by what has been", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Tea."]);
    for (let round = 0; round <= MAX_STREAMS; round++) {
      const stream = await open({ query: ANSWER_EVENTS, variables: { id }, token, headers: EVENT_STREAM });
      await stream.ended;
      expect(stream.text).toContain("AnswerCompleted");
    }
  });
});

describe("what is asked for beside subscriptions", () => {
  test("urql, which takes every type, gets JSON for queries and mutations, and server-sent events", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Tea."]);
    const query = await open({ query: SESSION, token, headers: URQL });
    await query.ended;
    expect(query.headers["content-type"]).toMatch("application/graphql-response+json");
    expect(JSON.parse(query.text).data.session.id).toEqual(expect.any(String));
    const mutation = await open({ query: "mutation { session { created } }", token, headers: URQL });
    await mutation.ended;
    expect(JSON.parse(mutation.text).data.session.created).toBe(false);
    const stream = await open({ query: ANSWER_EVENTS, variables: { id }, token, headers: URQL });
    expect(stream.headers["content-type"]).toMatch("text/event-stream");
    await stream.ended;
    expect(readEvents(stream.text).text).toBe("Tea.");
  });

  test("text/* is answered by server-sent events, and what has q=0 is not wanted", async () => {
    const token = await server.openSession();
    const stream = await open({ query: VIDEO_EVENTS, token, headers: { accept: "text/*" } });
    expect(stream.headers["content-type"]).toMatch("text/event-stream");
    stream.close();
    for (const accept of ["text/event-stream;q=0, */*", "text/*, text/event-stream;q=0"]) {
      const refused = await open({ query: VIDEO_EVENTS, token, headers: { accept } });
      await refused.ended;
      expect(refused.status).toBe(406);
    }
    // Of JSON there is the other kind: a mistake in a document is 200 in it.
    const accept = "application/json, application/graphql-response+json;q=0";
    const mistake = await open({ query: "{ nothing }", token, headers: { accept } });
    expect(mistake.status).toBe(200);
  });

  test.each(["authorization", "apollo-require-preflight"])(
    "a query by GET is answered with the header %s, which no page of another site can send",
    async (name) => {
      const headers = { [name]: "Bearer nothing" };
      const answer = await open({ method: "GET", query: "{ __typename }", headers });
      await answer.ended;
      expect(JSON.parse(answer.text)).toEqual({ data: { __typename: "Query" } });
    },
  );

  test("a query by GET without such a header is refused", async () => {
    for (const headers of [{}, { authorization: "" }] as Record<string, string>[]) {
      const answer = await open({ method: "GET", query: "{ __typename }", headers });
      expect(answer.status).toBe(400);
    }
  });

  test("a persisted query that is not known is told in a way that its client sends it whole", async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } };
    for (const headers of [EVENT_STREAM, MULTIPART, URQL, { accept: "text/event-stream, multipart/mixed" }]) {
      const body = JSON.stringify({ extensions });
      const answer = await open({ headers: headers as Record<string, string>, body });
      await answer.ended;
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text).errors).toEqual([
        { message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } },
      ]);
    }
    const url = `${server.url}?extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
    const answer = await fetch(url, { headers: { ...EVENT_STREAM, authorization: "Bearer nothing" } });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("NotFound")]);
  });

  test("an empty operationName is none", async () => {
    const token = await server.openSession();
    const fields = { query: "query A { __typename }", operationName: "" };
    for (const headers of [EVENT_STREAM, { accept: "application/json" }]) {
      const body = JSON.stringify(fields);
      const answer = await open({ token, headers: headers as Record<string, string>, body });
      await answer.ended;
      expect(answer.text).toContain('{"data":{"__typename":"Query"}}');
    }
    const url = `${server.url}?${String(new URLSearchParams(fields))}`;
    const answer = await fetch(url, { headers: { authorization: "Bearer nothing" } });
    expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
  });

  test("a connection that is to be closed is closed after its stream", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Tea."]);
    for (const headers of [EVENT_STREAM, MULTIPART]) {
      const request = { query: ANSWER_EVENTS, variables: { id }, token };
      const stream = await open({ ...request, headers: { ...headers, connection: "close" } });
      await stream.ended;
      expect(stream.headers.connection).toBe("close");
    }
  });

  test("a query or mutation for text/event-stream alone is one event", async () => {
    const token = await server.openSession();
    for (const query of [SESSION, "mutation { session { created } }"]) {
      const stream = await open({ query, token, headers: EVENT_STREAM });
      await stream.ended;
      expect(eventsOf(stream.text).map(({ event }) => event)).toEqual(["next", "complete"]);
      expect(JSON.parse(eventsOf(stream.text)[0]!.data).errors).toBeUndefined();
    }
  });

  test.each([{}, { accept: "*/*" }, { accept: "application/json" }, { accept: "multipart/mixed" }])(
    "a subscription with the headers %j is 406, with what to send",
    async (headers) => {
      for (const method of ["POST", "GET"] as const) {
        const token = await server.openSession();
        const answer = await open({
          method,
          query: VIDEO_EVENTS,
          token,
          headers: headers as Record<string, string>,
        });
        await answer.ended;
        expect(answer.status).toBe(406);
        expect(JSON.parse(answer.text).errors[0].message).toContain("Accept: text/event-stream");
      }
    },
  );

  test.each([EVENT_STREAM, MULTIPART, URQL, { accept: "application/json", "apollo-require-preflight": "1" }])(
    "a mutation by GET is refused with the headers %j",
    async (headers) => {
      const getOrCreate = vi.spyOn(server.services.sessions, "getOrCreate");
      const query = "mutation { session { token } }";
      const answer = await open({ method: "GET", query, headers: headers as Record<string, string> });
      await answer.ended;
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('token":');
      expect(getOrCreate).not.toHaveBeenCalled();
      getOrCreate.mockRestore();
    },
  );

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"])(
    "a POST of %s, which a page of another site can send unasked, is refused",
    async (type) => {
      const getOrCreate = vi.spyOn(server.services.sessions, "getOrCreate");
      for (const accept of [EVENT_STREAM, MULTIPART, { accept: "*/*" }]) {
        const query = "mutation { session { token } }";
        const headers = { ...accept, "content-type": type };
        const answer = await open({ headers, body: JSON.stringify({ query }) });
        await answer.ended;
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
      expect(getOrCreate).not.toHaveBeenCalled();
      getOrCreate.mockRestore();
    },
  );

  test.each(["text", 5, ["a"]])("variables that are %j are 400", async (variables) => {
    for (const headers of [EVENT_STREAM, MULTIPART]) {
      const body = JSON.stringify({ query: VIDEO_EVENTS, variables });
      const answer = await open({ token: await server.openSession(), headers, body });
      await answer.ended;
      expect(answer.status).toBe(400);
    }
  });
});

describe("streams for pages of other origins", () => {
  test.each([EVENT_STREAM, MULTIPART])("have the headers of CORS, with %j", async (headers) => {
    const preflight = await fetch(server.url, {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,last-event-id",
      },
    });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    for (const query of [VIDEO_EVENTS, "subscription { nothing }", SESSION]) {
      const stream = await open({
        query,
        token: await server.openSession(),
        headers: { ...headers, origin: ORIGIN },
      });
      expect(stream.headers["access-control-allow-origin"]).toBe(ORIGIN);
      stream.close();
    }
  });

  test("have none for an origin that is not allowed", async () => {
    const headers = { ...EVENT_STREAM, origin: "https://evil.example" };
    const stream = await open({ query: VIDEO_EVENTS, token: await server.openSession(), headers });
    expect(stream.headers["access-control-allow-origin"]).not.toBe("https://evil.example");
  });
});

describe("a subscription as multipart/mixed;subscriptionSpec=1.0", () => {
  const TYPE = "content-type: application/json";

  test("is written as Apollo's protocol has it", async () => {
    const { token, id } = await newAnswer(["NO_ANSWER: Green tea."]);
    const query = `subscription { answerEvents(id: "${id}") { __typename ... on AnswerDelta { text } } }`;
    const stream = await open({ query, token, headers: MULTIPART });
    expect(stream.headers["content-type"]).toBe("multipart/mixed;boundary=graphql;subscriptionSpec=1.0");
    expect(await stream.ended).toBe("ended");
    const parts = stream.text.replaceAll(`\r\n${TYPE}\r\n\r\n{}\r\n--graphql`, "");
    const payload = (event: object) =>
      `\r\n${TYPE}\r\n\r\n${JSON.stringify({ payload: { data: { answerEvents: event } } })}\r\n--graphql`;
    expect(parts).toBe(
      "--graphql" +
        payload({ __typename: "AnswerStarted" }) +
        payload({ __typename: "AnswerSources" }) +
        payload({ __typename: "AnswerDelta", text: "Green tea." }) +
        payload({ __typename: "AnswerCompleted" }) +
        "--\r\n",
    );
  });

  test("has a heartbeat of an empty object now and then", async () => {
    const stream = await open({ query: VIDEO_EVENTS, token: await server.openSession(), headers: MULTIPART });
    const [text] = await stream.until(
      /^--graphql(\r\ncontent-type: application\/json\r\n\r\n\{\}\r\n--graphql){3}$/,
    );
    expect(text).toContain("{}");
  });

  test("is what Relay's reader of multipart takes", async () => {
    const { token, id } = await newAnswer([...words(30), "--graphql \r\n--graphql 🫖"], 2);
    const response = await fetch(server.url, {
      method: "POST",
      headers: { ...MULTIPART, "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: ANSWER_EVENTS, variables: { id } }),
    });
    const reader = createAnswerReader();
    type Body = { payload?: { data: { answerEvents: object } } };
    const parts = await meros<Body>(response);
    if (parts instanceof Response) throw new Error("It was not taken for multipart");
    for await (const part of parts) {
      expect(part.json).toBe(true);
      if (part.json && part.body.payload) reader.apply(part.body.payload.data.answerEvents);
    }
    expect(reader.text).toBe(await textOf(id, token));
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
  });

  test("ends with a null payload, errors and the last boundary when the session expires", async () => {
    const token = await server.openSession();
    await expireIn(server, token, 500);
    const stream = await open({ query: VIDEO_EVENTS, token, headers: APOLLO_CLIENT });
    expect(await stream.ended).toBe("ended");
    const last = /\r\n\r\n(\{[^\r]*\})\r\n--graphql--\r\n$/.exec(stream.text)?.[1];
    expect(JSON.parse(last!)).toMatchObject({
      payload: null,
      errors: [{ extensions: { code: "SESSION_EXPIRED" } }],
    });
  });

  test.each([MULTIPART, APOLLO_CLIENT])("is 400 for a document with a mistake, with %j", async (headers) => {
    const stream = await open({
      query: "subscription { nothing }",
      token: await server.openSession(),
      headers,
    });
    await stream.ended;
    expect(stream.status).toBe(400);
    expect(JSON.parse(stream.text).errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });
});

describe("a server that stops", () => {
  test("breaks streams off without completing them, so that clients come back", async () => {
    const gate = createGate();
    const stopping = await startTestServer({
      env: { STOP_GRACE_SECONDS: "0" },
      dependencies: {
        chat: fakeChat({ pieces: [...words(3), gate.wait] }),
        embedding: createFakeEmbedding(),
      },
    });
    const token = await stopping.openSession();
    await addReadyTranscript(stopping, token);
    const left = countListeners(stopping.services);
    const id = await ask(stopping, token, "How hot?");
    const request = { query: ANSWER_EVENTS, variables: { id }, token };
    const streams = await Promise.all([
      openStream(stopping.url, { ...request, headers: EVENT_STREAM }),
      openStream(stopping.url, { ...request, headers: MULTIPART }),
    ]);
    for (const stream of streams) await stream.until(/word2/);
    const comesBack = Promise.withResolvers<void>();
    const client = createSSEClient({
      url: stopping.url,
      headers: { authorization: `Bearer ${token}` },
      retry: async () => comesBack.resolve(),
    });
    const events = client.iterate({ query: ANSWER_EVENTS, variables: { id } });
    const over = (async () => {
      for await (const _ of events);
    })().catch(() => {});
    await eventually(() => left.topics.length > 2);
    const closing = stopping.close();
    for (const stream of streams) {
      expect(await stream.ended).toBe("broken");
      expect(stream.text).not.toMatch(/event: complete|--graphql--/);
    }
    await comesBack.promise;
    client.dispose();
    gate.open();
    await closing;
    await over;
    expect(left.topics).toEqual([]);
  });

  test("breaks off what was about to begin once its client has seen a stream", async () => {
    const gate = createGate();
    const stopping = await startTestServer({
      env: { STOP_GRACE_SECONDS: "0" },
      dependencies: {
        chat: fakeChat({ pieces: [...words(3), gate.wait] }),
        embedding: createFakeEmbedding(),
      },
    });
    const token = await stopping.openSession();
    await addReadyTranscript(stopping, token);
    const { sessions } = stopping.services;
    const { authorizeUse } = sessions;
    const authorized = createGate();
    const slow = vi.spyOn(sessions, "authorizeUse").mockImplementation(async (given) => {
      await authorized.wait();
      return authorizeUse(given);
    });
    const opening = openStream(stopping.url, { query: VIDEO_EVENTS, token, headers: EVENT_STREAM });
    await eventually(() => slow.mock.calls.length > 0);
    const closing = stopping.close();
    await vi.waitFor(() => expect(fetch(stopping.url)).rejects.toThrow("fetch failed"));
    authorized.open();
    const stream = await opening;
    expect([stream.status, await stream.ended, stream.text]).toEqual([200, "broken", ":\n\n"]);
    gate.open();
    await closing;
  });
});
