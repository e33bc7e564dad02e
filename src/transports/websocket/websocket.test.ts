import { connect } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  ANSWER_EVENTS,
  createAnswerReader,
  followAnswer,
  readAnswer,
} from "../../testing/client/answer-reader.ts";
import { UnavailableError } from "../../errors/errors.ts";
import { countListeners } from "../../testing/count-listeners.ts";
import { expireIn } from "../../testing/client/expire-session.ts";
import { createTestClient } from "../../testing/client/test-client.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { openSocket, type RawSocket } from "../../testing/network/raw-socket.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index} `);
const SESSION = "{ session { id } }";
const VIDEO_EVENTS = "subscription { videoEvents { __typename } }";
const MAX_SOCKETS = 4;
const MAX_SUBSCRIPTIONS = 6;
const LIMITS = { initWaitMs: 1500, heartbeatMs: 100, stalledMs: 1000, withoutSessionMs: 2000, lingerMs: 300 };

const chat = fakeChat();
let server: TestServer;
let listeners: ReturnType<typeof countListeners>;
beforeAll(async () => {
  server = await startTestServer({
    dependencies: { chat, embedding: createFakeEmbedding() },
    env: {
      // A session that is renewed is listened to twice.
      SESSION_RENEW: "off",
      MAX_SOCKETS_PER_SESSION: String(MAX_SOCKETS),
      MAX_SUBSCRIPTIONS_PER_SOCKET: String(MAX_SUBSCRIPTIONS),
    },
    limits: LIMITS,
  });
  listeners = countListeners(server.services);
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const open = (options?: Parameters<typeof openSocket>[1]) => openSocket(server.url, options);

async function openWith(token: string): Promise<RawSocket> {
  const socket = await open();
  await socket.init({ authorization: `Bearer ${token}` });
  return socket;
}

async function newSession(): Promise<string> {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  return token;
}

const codeOf = async (socket: RawSocket, id: string) => {
  const { type, payload } = await socket.first(id);
  const errors = type === "error" ? payload : payload.errors;
  return errors?.[0].extensions.code;
};

/** Until the server holds nothing for readers that have gone. */
const untilNobodyListens = () =>
  eventually(() => listeners.topics.length === 0).catch(() => {
    throw new Error(`Still listened to: ${listeners.topics.join(", ")}`);
  });
beforeEach(untilNobodyListens);

/** What one TCP chunk may hold. */
function sendAtOnce({ socket }: RawSocket, messages: object[]) {
  const { _socket: tcp } = socket as unknown as { _socket: { cork(): void; uncork(): void } };
  tcp.cork();
  for (const message of messages) socket.send(JSON.stringify(message));
  tcp.uncork();
}

const start = (id: string, query: string, variables = {}) => ({
  id,
  type: "subscribe",
  payload: { query, variables },
});

/** Makes opening a session take so long that operations overlap. */
function slowDown() {
  const { sessions } = server.services;
  const { getOrCreate } = sessions;
  const slow = vi.spyOn(sessions, "getOrCreate");
  slow.mockImplementation(async (token) => sleep(300).then(() => getOrCreate(token)));
  onTestFinished(() => slow.mockRestore());
  return slow;
}

describe("operations that come in one chunk", () => {
  test("of one id, each completed before the next, leave one stream and keep to the limit", async () => {
    const gate = createGate();
    chat.play(["one ", gate.wait, "two"]);
    const token = await newSession();
    const id = await ask(server, token, "How hot?");
    const socket = await openWith(token);
    const pair = [start("1", ANSWER_EVENTS, { id }), { id: "1", type: "complete" }];
    sendAtOnce(socket, [...Array.from({ length: MAX_SUBSCRIPTIONS - 1 }, () => pair).flat(), pair[0]!]);
    await socket.first("1");
    gate.open();
    await eventually(() =>
      socket.messages.some((message) => message.type === "complete" && message.id === "1"),
    );
    await sleep(200);
    const ended = socket.messages.filter(
      ({ payload }) => payload?.data?.answerEvents?.__typename === "AnswerCompleted",
    );
    expect(ended).toHaveLength(1);
  });

  test("count until their work has ended, also those that are completed", async () => {
    const socket = await openWith(await newSession());
    const opening = slowDown();
    const ids = Array.from({ length: MAX_SUBSCRIPTIONS }, (_, at) => String(at));
    for (const id of ids) socket.start(id, "mutation { session { created } }");
    await eventually(() => opening.mock.calls.length === ids.length);
    sendAtOnce(socket, [...ids.map((id) => ({ id, type: "complete" })), start("over", SESSION)]);
    expect(await socket.first("over")).toMatchObject({
      type: "error",
      payload: [{ extensions: { code: "LIMIT_REACHED" } }],
    });
    let tries = 0;
    await eventually(async () => {
      const id = `again-${tries++}`;
      socket.start(id, SESSION);
      return (await socket.first(id)).type === "next";
    });
  });

  test("of an id whose operation has just ended can be stopped", async () => {
    const token = await newSession();
    const socket = await openWith(token);
    // The client's messages cross with the server's "complete", which the operating system takes only later.
    const { send } = WebSocket.prototype;
    const sending = vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (
      this: WebSocket,
      ...parameters: unknown[]
    ) {
      const taken = parameters.at(-1);
      const isComplete = String(parameters[0]) === JSON.stringify({ id: "1", type: "complete" });
      const late = (error?: Error) => void setTimeout(() => (taken as (error?: Error) => void)(error), 200);
      Reflect.apply(
        send,
        this,
        isComplete && typeof taken === "function" ? [parameters[0], late] : parameters,
      );
    });
    onTestFinished(() => sending.mockRestore());
    socket.start("1", SESSION);
    await socket.first("1");
    socket.send({ id: "1", type: "complete" });
    socket.start("1", VIDEO_EVENTS);
    await eventually(() => listeners.topics.length > 1);
    await sleep(400);
    socket.send({ id: "1", type: "complete" });
    // That of the socket is left.
    await eventually(() => listeners.topics.length === 1);
    expect(listeners.topics[0]).toMatch(/^session-ended:/u);
  });

  test("give no result of a query to the operation that has its id next", async () => {
    const socket = await openWith(await server.openSession());
    slowDown();
    sendAtOnce(socket, [
      start("1", "mutation { first: session { created } }"),
      { id: "1", type: "complete" },
      start("1", "{ second: session { id } }"),
    ]);
    await eventually(() => socket.messages.some(({ type }) => type === "complete"));
    await sleep(1000);
    const data = socket.messages.filter(({ type }) => type === "next").map(({ payload }) => payload.data);
    expect(data.map((one) => Object.keys(one))).toEqual([["second"]]);
  });
});

describe("graphql-transport-ws", () => {
  test.each([
    "nonsense",
    "[]",
    '{"type":"what"}',
    '{"type":"connection_ack"}',
    '{"type":"subscribe"}',
    '{"id":"1","type":"subscribe"}',
  ])("closes with 4400 for %s, which is no message", async (content) => {
    const socket = await open();
    await socket.init();
    socket.send(content);
    expect(await socket.closed).toMatchObject({ code: 4400 });
  });

  test("closes with 4401 for an operation before connection_init", async () => {
    const socket = await open();
    socket.start("1", SESSION);
    expect(await socket.closed).toMatchObject({ code: 4401 });
  });

  test.each([[[]], [["graphql-ws"]]])("closes with 4406 for the subprotocols %j", async (protocols) => {
    const closed =
      protocols.length === 0
        ? (await open({ protocols })).closed
        : // The ws client refuses a server that chose none of its subprotocols.
          rawUpgrade("/graphql", { "Sec-WebSocket-Protocol": protocols.join() }).then(({ code }) => ({
            code,
          }));
    expect(await closed).toMatchObject({ code: 4406 });
  });

  test("closes with 4408 without connection_init in time", async () => {
    const socket = await open();
    expect(await socket.closed).toMatchObject({ code: 4408 });
  });

  test("closes with 4409 for an operation with the id of one that is open", async () => {
    const socket = await openWith(await server.openSession());
    socket.start("1", VIDEO_EVENTS);
    socket.start("1", VIDEO_EVENTS);
    expect(await socket.closed).toMatchObject({ code: 4409 });
  });

  test("closes with 4429 for a second connection_init", async () => {
    const socket = await open();
    await socket.init();
    socket.send({ type: "connection_init" });
    expect(await socket.closed).toMatchObject({ code: 4429 });
  });

  test("answers a ping with its payload, also before connection_init", async () => {
    const socket = await open();
    socket.send({ type: "ping", payload: { sentAt: 1 }, id: "1", more: true });
    expect(await socket.message(({ type }) => type === "pong")).toEqual({
      type: "pong",
      payload: { sentAt: 1 },
    });
  });

  test("sends nothing of an operation after the client's complete, and goes on with the others", async () => {
    chat.play(words(60), 5);
    const token = await newSession();
    const id = await ask(server, token, "How hot?");
    const socket = await openWith(token);
    socket.start("left", ANSWER_EVENTS, { id });
    socket.start("stays", ANSWER_EVENTS, { id });
    await socket.message((each) => each.id === "left" && each.payload.data.answerEvents.text);
    socket.send({ id: "left", type: "complete" });
    // What was sent before the server had it.
    socket.send({ type: "ping" });
    await socket.message(({ type }) => type === "pong");
    const before = socket.of("left").length;

    await socket.message((each) => each.id === "stays" && each.type === "complete");
    expect(socket.of("left").length).toBe(before);
    expect(socket.of("left").every(({ type }) => type === "next")).toBe(true);
  });

  test("lets an id be used again right after its complete", async () => {
    const socket = await openWith(await newSession());
    for (let round = 0; round < 20; round++) {
      const before = socket.of("1").length;
      socket.start("1", VIDEO_EVENTS);
      await socket.message(() => socket.of("1").length > before);
      socket.send({ id: "1", type: "complete" });
    }
    socket.start("1", VIDEO_EVENTS);
    await sleep(50);
    expect(socket.of("1").filter(({ type }) => type !== "next")).toEqual([]);
  });

  test("executes queries and mutations", async () => {
    const socket = await openWith(await server.openSession());
    const [next, complete] = await socket.run(
      "1",
      "query ($n: Int) { session { answers(last: $n) { edges { cursor } } } }",
      { n: 3 },
    );
    expect(next).toEqual({
      id: "1",
      type: "next",
      payload: { data: { session: { answers: { edges: [] } } } },
    });
    expect(complete).toEqual({ id: "1", type: "complete" });
    const [result] = await socket.run("2", "mutation { endSession { deleted { videos } } }");
    expect(result!.payload).toEqual({ data: { endSession: { deleted: { videos: 0 } } } });
  });

  test("closes with 1009 for a message of more than 128 KB, and names the other ways", async () => {
    const socket = await open();
    await socket.init();
    socket.send({ type: "ping", payload: { text: "a".repeat(127 * 1024) } });
    await socket.message(({ type }) => type === "pong");
    socket.send({ type: "ping", payload: { text: "a".repeat(128 * 1024) } });
    const { code, reason } = await socket.closed;
    expect(code).toBe(1009);
    expect(reason).toContain("128 KB");
    expect(reason).toContain("POST, to /graphql or as files to /transcripts");
  });

  test.each(["h2c", "h2c, websocket", "TLS/1.2"])(
    "answers a request that would rather speak %s as it stands",
    async (upgrade) => {
      const headers = { Connection: "Upgrade, HTTP2-Settings", Upgrade: upgrade, "HTTP2-Settings": "" };
      const path = `/graphql?query=${encodeURIComponent("{ __typename }")}`;
      const { status } = await rawUpgrade(path, { ...headers, "Apollo-Require-Preflight": "1" });
      expect(status).toBe(200);
    },
  );

  test("closes with 4409 also where the id is longer than a close frame", async () => {
    const socket = await openWith(await server.openSession());
    const id = `${"🫖".repeat(40)}`;
    socket.start(id, VIDEO_EVENTS);
    socket.start(id, VIDEO_EVENTS);
    const { code, reason } = await socket.closed;
    expect(code).toBe(4409);
    expect(reason).toMatch(/^Subscriber for (🫖)+$/u);
  });

  test("takes an empty operationName for none, as over HTTP", async () => {
    const token = await server.openSession();
    const socket = await openWith(token);
    const payload = { query: "query A { session { id } }", operationName: "" };
    socket.send({ id: "1", type: "subscribe", payload });
    expect((await socket.first("1")).payload.data.session.id).toEqual(expect.any(String));
  });

  test("refuses upgrades elsewhere, and survives those that make no sense", async () => {
    expect((await rawUpgrade("/")).status).toBe(404);
    expect((await rawUpgrade("//")).status).toBe(404);
    expect((await rawUpgrade("http://[/")).status).toBe(404);
    expect((await rawUpgrade("/graphql", { "Sec-WebSocket-Key": "short" })).status).toBe(400);
    const left = connect(Number(new URL(server.url).port), "127.0.0.1");
    left.write("GET /elsewhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    left.resetAndDestroy();
    const socket = await open();
    await socket.init();
  });
});

describe("an operation over a WebSocket that cannot be executed", () => {
  const nested = (levels: number, inner: string) =>
    `${"ofType { ".repeat(levels)} ${inner} ${"}".repeat(levels)}`;

  test.each([
    ["a syntax error", "{ session { "],
    ["a document of nothing but a comment", "# nothing"],
    ["an unknown field", "{ session { nothing } }"],
    ["several mistakes", "{ session { nothing, never } unknown }"],
    ["an operation without a name among others", "query A { session { id } } query B { session { id } }"],
    ["a fragment that spreads itself", "{ ...A } fragment A on Query { session { id } ...A }"],
    [
      "fragments that spread each other",
      "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A session { id } }",
    ],
    ["too many levels", `{ __type(name: "Video") { ${nested(12, "name")} } }`],
    [
      "too high a cost",
      "{ session { answers { edges { node { sources { video { transcript { text } } } } } } } }",
    ],
    ["too many tokens", `{ ${Array.from({ length: 900 }, (_, n) => `a${n}: __typename`).join(" ")} }`],
    ["a missing variable", "query ($id: ID!) { video(id: $id) { id } }"],
    ["a wrong argument", '{ search(query: "tea", first: -1) { text } }'],
    ["a string that never ends", '{ video(id: "abc) { id } }'],
  ])("fails alone for %s, with what HTTP says", async (_, query) => {
    const token = await server.openSession();
    const { errors } = await server.execute(query, {}, token);
    expect(errors).toBeDefined();

    const socket = await openWith(token);
    const [message] = await socket.run("bad", query);
    const payload = message!.type === "error" ? message!.payload : message!.payload.errors;
    expect(payload).toEqual(errors);
    const [next] = await socket.run("good", SESSION);
    expect(next!.payload.data.session.id).toEqual(expect.any(String));
  });

  test("says nothing of an error inside the server, like HTTP", async () => {
    const token = await server.openSession();
    const socket = await openWith(token);
    const { answers } = server.services;
    const find = vi.spyOn(answers, "find").mockRejectedValue(new Error("secret: password=1234"));
    try {
      const query = `{ answer(id: "00000000-0000-7000-8000-000000000000") { id } }`;
      const { errors } = await server.execute(query, {}, token);
      const [message] = await socket.run("1", query);
      const extensions = { code: "INTERNAL_SERVER_ERROR", requestId: expect.any(String) };
      expect(errors![0]!.extensions).toEqual(extensions);
      expect(message!.payload).toEqual({ data: { answer: null }, errors: [{ ...errors![0]!, extensions }] });
      socket.start("2", ANSWER_EVENTS, { id: "00000000-0000-7000-8000-000000000000" });
      expect(await codeOf(socket, "2")).toBe("INTERNAL_SERVER_ERROR");
      expect(JSON.stringify(socket.messages)).not.toContain("secret");
    } finally {
      find.mockRestore();
    }
  });
});

describe("authorization over a WebSocket", () => {
  test.each([
    ["connectionParams.authorization", (value: string) => ({ payload: { authorization: value } })],
    ["connectionParams.Authorization", (value: string) => ({ payload: { Authorization: value } })],
    [
      "connectionParams.headers.authorization",
      (value: string) => ({ payload: { headers: { AUTHORIZATION: value } } }),
    ],
    ["the upgrade request's header", (value: string) => ({ headers: { authorization: value } })],
  ])("takes the token from %s", async (_, place) => {
    const token = await server.openSession();
    const { headers = {}, payload } = place(`bearer ${token}`) as { headers?: object; payload?: object };
    const socket = await open({ headers: headers as Record<string, string> });
    await socket.init(payload);
    const [next] = await socket.run("1", SESSION);
    expect(next!.payload.errors).toBeUndefined();
  });

  test.each([
    ["no token", undefined],
    ["a token that opens nothing", { authorization: "Bearer nothing" }],
    ["one that is no token", { authorization: ["a"], headers: null }],
  ])("lets anyone connect with %s, to be told at each operation", async (_, payload) => {
    const socket = await open();
    await socket.init(payload);
    await socket.run("query", SESSION);
    expect(await codeOf(socket, "query")).toBe("UNAUTHENTICATED");
    await socket.run("subscription", VIDEO_EVENTS);
    expect(await codeOf(socket, "subscription")).toBe("UNAUTHENTICATED");
    const [opened] = await socket.run("mutation", "mutation { session { token } }");
    expect(opened!.payload.data.session.token).toEqual(expect.any(String));
    expect(socket.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("closes a socket that stays without a session with 4401", async () => {
    const socket = await open();
    await socket.init();
    expect(await socket.closed).toMatchObject({ code: 4401 });
  });

  test("gives a socket without a session few operations", async () => {
    const socket = await open();
    await socket.init();
    slowDown();
    for (let id = 0; id < 20; id++) socket.start(String(id), "mutation { session { created } }");
    const refused = await eventually(() => socket.messages.find(({ type }) => type === "error"));
    expect(refused.payload[0].extensions.code).toBe("LIMIT_REACHED");
  });

  test("authorizes each operation anew", async () => {
    const token = await server.openSession();
    const socket = await openWith(token);
    await socket.run("before", SESSION);
    await expireIn(server, token, -1000);
    await socket.run("after", SESSION);
    expect(await codeOf(socket, "before")).toBeUndefined();
    expect(await codeOf(socket, "after")).toBe("SESSION_EXPIRED");
  });

  test("tells each open operation that the session has expired, then closes with 4401", async () => {
    chat.play([...words(3), createGate().wait]);
    const token = await newSession();
    await expireIn(server, token, 1500);
    const id = await ask(server, token, "How hot?");
    const socket = await openWith(token);
    socket.start("1", VIDEO_EVENTS);
    socket.start("2", ANSWER_EVENTS, { id });
    expect(await socket.closed).toMatchObject({ code: 4401 });
    for (const operation of ["1", "2"]) {
      const messages = socket.of(operation);
      expect(messages[0]!.type).toBe("next");
      expect(messages.at(-1)).toMatchObject({
        type: "error",
        payload: [{ extensions: { code: "SESSION_EXPIRED" } }],
      });
    }
    await untilNobodyListens();
  });

  test("tells each open operation that the session was deleted, then closes with 4401", async () => {
    const token = await server.openSession();
    const socket = await openWith(token);
    const other = await openWith(await server.openSession());
    other.start("1", VIDEO_EVENTS);
    socket.start("1", VIDEO_EVENTS);
    await socket.run("2", SESSION);
    await server.request("mutation { endSession { sessionId } }", {}, token);
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect(socket.of("1").at(-1)).toMatchObject({
      type: "error",
      payload: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
    expect(other.of("1").filter(({ type }) => type !== "next")).toEqual([]);
  });

  test("refuses an operation more than MAX_SUBSCRIPTIONS_PER_SOCKET until another has ended", async () => {
    const socket = await openWith(await newSession());
    for (let id = 0; id <= MAX_SUBSCRIPTIONS; id++) socket.start(String(id), VIDEO_EVENTS);
    expect(await codeOf(socket, String(MAX_SUBSCRIPTIONS))).toBe("LIMIT_REACHED");
    expect(await codeOf(socket, String(MAX_SUBSCRIPTIONS - 1))).toBeUndefined();
    socket.send({ id: "0", type: "complete" });
    socket.start("again", VIDEO_EVENTS);
    expect(await codeOf(socket, "again")).toBeUndefined();
  });

  test("refuses a socket more than MAX_SOCKETS_PER_SESSION until another has left", async () => {
    const token = await server.openSession();
    const sockets = await Promise.all(Array.from({ length: MAX_SOCKETS }, () => openWith(token)));
    const refused = await open();
    refused.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    expect(await refused.closed).toMatchObject({ code: 4429 });
    expect(refused.messages).toEqual([]);
    sockets[0]!.socket.terminate();
    await sockets[0]!.closed;
    await eventually(() => openWith(token).catch(() => null));
  });

  test("forgets sockets that leave while they are authorized", async () => {
    const token = await server.openSession();
    for (let round = 0; round < 3 * MAX_SOCKETS; round++) {
      const socket = await open();
      socket.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
      socket.socket.terminate();
    }
    await eventually(() => openWith(token).catch(() => null));
    // The socket that stays listens for the end of its session.
    await eventually(() => listeners.topics.length === 1);
    expect(listeners.topics[0]).toMatch(/^session-ended:/);
  });
});

describe("readers that are slow, or gone", () => {
  test("are pinged, and cut off where no pong comes", async () => {
    const token = await server.openSession();
    const dead = await open({ autoPong: false });
    await dead.init({ authorization: `Bearer ${token}` });
    dead.start("1", VIDEO_EVENTS);
    const alive = await openWith(token);
    let pings = 0;
    alive.socket.on("ping", () => pings++);
    expect(await dead.closed).toMatchObject({ code: 1006 });
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
    expect(pings).toBeGreaterThan(2);
    await eventually(() => listeners.topics.length === 1);
  });

  test("are not blamed for a server that stood still", async () => {
    const socket = await openWith(await server.openSession());
    let stoodStill = false;
    socket.socket.once("ping", () => {
      // The pong is on its way, and the server's next heartbeat comes before it is read.
      const until = performance.now() + 2 * LIMITS.stalledMs;
      while (performance.now() < until);
      stoodStill = true;
    });
    await eventually(() => stoodStill);
    await socket.run("1", SESSION);
    expect(socket.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("get what was added meanwhile in one piece, and keep no more than that in memory", async () => {
    const patient = await startTestServer({ dependencies: { chat, embedding: createFakeEmbedding() } });
    chat.play(
      Array.from({ length: 300 }, () => "word ".repeat(100)),
      2,
    );
    const token = await patient.openSession();
    await addReadyTranscript(patient, token);
    const id = await ask(patient, token, "How hot?");
    const socket = await openSocket(patient.url);
    await socket.init({ authorization: `Bearer ${token}` });
    const held: number[] = [];
    const { send } = WebSocket.prototype;
    const sending = vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (
      this: WebSocket,
      ...parameters: unknown[]
    ) {
      held.push(this.bufferedAmount);
      Reflect.apply(send, this, parameters);
    });
    try {
      const aliases = Array.from({ length: 100 }, (_, n) => `t${n}: text`).join(" ");
      socket.start(
        "1",
        `subscription ($id: ID!) { answerEvents(id: $id) { __typename cursor ... on AnswerDelta { offset ${aliases} } ... on AnswerCitation { citation { number } } } }`,
        { id },
      );
      await socket.first("1");
      socket.socket.pause();
      const whole = await readAnswer(patient, id, token);
      socket.socket.resume();
      await socket.message((each) => each.id === "1" && each.type === "complete");

      const reader = createAnswerReader();
      for (const { type, payload } of socket.of("1")) {
        if (type === "next")
          reader.apply({ ...payload.data.answerEvents, text: payload.data.answerEvents.t0 });
      }
      expect(reader.text).toBe(whole.text);
      expect(reader.events.length).toBeLessThan(whole.events.length);
      // The one that waits for the operating system to take it.
      expect(Math.max(...held)).toBe(0);
    } finally {
      sending.mockRestore();
    }
  });

  test("are dropped with 1013 when they take nothing for too long, while others go on", async () => {
    const token = await newSession();
    const id = await bigAnswer(token);
    const socket = await openWith(token);
    socket.start(
      "1",
      `subscription ($id: ID!) { answerEvents(id: $id) { ... on AnswerCompleted { answer { ${copies(80)} } } } }`,
      { id },
    );
    await socket.first("1");
    socket.socket.pause();
    const other = await openWith(await newSession());
    other.start("1", VIDEO_EVENTS);
    await other.first("1");
    // The other's session, its videos and their transcript.
    await eventually(() => listeners.topics.length === 3);
    expect((await readAnswer(server, id, token)).names.at(-1)).toBe("AnswerCompleted");
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
    socket.socket.resume();
    expect([1013, 1006]).toContain((await socket.closed).code);
    expect(await server.services.metrics.registry.metrics()).toMatch(
      /^video_rag_readers_dropped_total\{transport="websocket"\} [1-9]/m,
    );
  });

  test("are dropped with 1013 when they take none of the results of several operations", async () => {
    const token = await newSession();
    const id = await bigAnswer(token);
    const socket = await openWith(token);
    socket.socket.pause();
    for (let query = 0; query < MAX_SUBSCRIPTIONS; query++)
      socket.start(String(query), `query ($id: ID!) { answer(id: $id) { ${copies(10)} } }`, { id });
    await untilNobodyListens();
    socket.socket.resume();
    expect([1013, 1006]).toContain((await socket.closed).code);
  });

  test("cannot make the server pile up pongs", async () => {
    const socket = await openWith(await server.openSession());
    socket.socket.pause();
    const flood = async () => {
      while (socket.socket.readyState === WebSocket.OPEN) {
        for (let n = 0; n < 2000; n++) socket.socket.ping("a".repeat(125));
        await sleep(1);
        if (socket.socket.bufferedAmount > 1024 * 1024) await sleep(20);
      }
    };
    void flood();
    // The server cuts it off: nothing is left of the session's socket.
    await untilNobodyListens();
    socket.socket.resume();
    expect([1013, 1006]).toContain((await socket.closed).code);
  });

  /** Of 300 KB. */
  async function bigAnswer(token: string): Promise<string> {
    chat.play(Array.from({ length: 60 }, () => "word ".repeat(1000)));
    const id = await ask(server, token, "How hot?");
    await readAnswer(server, id, token);
    return id;
  }
  const copies = (count: number) => Array.from({ length: count }, (_, n) => `t${n}: text`).join(" ");
});

describe("while the database is away", () => {
  test("a subscription that cannot begin has its client connect again, and a query is answered", async () => {
    const socket = await openWith(await newSession());
    const away = vi
      .spyOn(server.services.answers, "find")
      .mockRejectedValue(new UnavailableError("The database cannot be reached", 1000));
    onTestFinished(() => away.mockRestore());
    socket.start("1", `query ($id: ID!) { answer(id: $id) { text } }`, { id: "a" });
    const answered = await eventually(() => socket.messages.find(({ id }) => id === "1"));
    expect(JSON.stringify(answered)).toContain("UNAVAILABLE");
    socket.start("2", ANSWER_EVENTS, { id: "01890000-0000-7000-8000-000000000001" });
    expect(await socket.closed).toMatchObject({ code: 1013 });
  });
});

describe("a server that stops", () => {
  async function startWriting(env: Record<string, string> = {}) {
    const gate = createGate();
    const pieces = [...words(3), gate.wait, ...words(3)];
    const stopping = await startTestServer({
      env,
      dependencies: { chat: fakeChat({ pieces }), embedding: createFakeEmbedding() },
    });
    const token = await stopping.openSession();
    await addReadyTranscript(stopping, token);
    return { stopping, token, gate };
  }

  test("fails its readiness, and closes with 1012 who has not got the rest of an answer in time", async () => {
    const { stopping, token, gate } = await startWriting({ STOP_GRACE_SECONDS: "1" });
    const idle = countListeners(stopping.services);
    const id = await ask(stopping, token, "How hot?");
    const sockets = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = await openSocket(stopping.url);
        await socket.init({ authorization: `Bearer ${token}` });
        socket.start("1", ANSWER_EVENTS, { id });
        socket.start("2", VIDEO_EVENTS);
        await socket.first("1");
        return socket;
      }),
    );
    const closing = stopping.close();
    const ready = await fetch(new URL("/health/ready", stopping.url));
    expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
    for (const { closed } of sockets) expect(await closed).toMatchObject({ code: 1012 });
    await closing;
    gate.open();
    expect(idle.topics).toEqual([]);
  });

  test("writes on for its readers, and for those who come meanwhile", async () => {
    const { stopping, token, gate } = await startWriting();
    const id = await ask(stopping, token, "How hot?");
    // A client of its own, which stays as the server closes.
    const client = createTestClient(stopping.url);
    const { reader, ended } = followAnswer(client, id, token);
    await eventually(() => reader.text !== "");
    const closing = stopping.close();
    const late = followAnswer(client, id, token);
    await eventually(() => late.reader.text === reader.text);
    gate.open();
    for (const each of [await ended, await late.ended]) {
      expect(each.names.at(-1)).toBe("AnswerCompleted");
      expect(each.names).not.toContain("AnswerRestarted");
    }
    await closing;
  });
});

/** An upgrade request as it stands, and what comes back: an HTTP status, or the code that the socket is closed with. */
async function rawUpgrade(path: string, headers: Record<string, string> = {}, url = server.url) {
  const lines = Object.entries({
    Host: "127.0.0.1",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": Buffer.alloc(16, 1).toString("base64"),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  let received = Buffer.alloc(0);
  socket.on("data", (data: Buffer) => (received = Buffer.concat([received, data])));
  socket.on("error", () => {});
  const isAnswered = () => closeCode(received) ?? /^HTTP\/1\.1 [^1]/.test(String(received));
  await Promise.race([once(socket, "close"), eventually(isAnswered, { withinMs: 5000 })]);
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(String(received))?.[1]), code: closeCode(received) };
}

/** Of a close frame right after the headers. */
function closeCode(received: Buffer): number | undefined {
  const frame = received.subarray(received.indexOf("\r\n\r\n") + 4);
  return frame[0] === 0x88 && frame.length >= 4 ? frame.readUInt16BE(2) : undefined;
}
