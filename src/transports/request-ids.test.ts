import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionHash } from "../observability/log-mixin.ts";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { createFakeTranscripts, fakeUrl } from "../testing/fakes/fake-transcripts.ts";
import { fakeChat } from "../testing/fakes/fake-models.ts";
import { eventually } from "../testing/eventually.ts";
import { createRecordedLog } from "../testing/logging/recorded-log.ts";
import { openStream } from "../testing/network/http-stream.ts";
import { openSocket } from "../testing/network/raw-socket.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const FAULT = "A request failed";
const ASK = 'mutation { ask(question: "At what temperature does water boil?") { answer { id } } }';

const log = createRecordedLog();
const chat = fakeChat();
let server: TestServer;
let token: string;
let session: string;

beforeAll(async () => {
  server = await startTestServer({
    logger: log.logger,
    dependencies: { chat, fetchTranscript: createFakeTranscripts().fetchTranscript },
  });
  token = await server.openSession();
  const { session: opened } = await server.services.sessions.getOrCreate(token);
  session = sessionHash(opened.id);
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});
beforeEach(() => void log.lines.splice(0));

const failing = () =>
  vi.spyOn(server.services.answers, "ask").mockImplementationOnce(async () => {
    // A later turn, in which the work of others may have been.
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error("a fault");
  });

const post = (query: string, headers: Record<string, string> = {}) =>
  fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query }),
  });
type Failed = { errors: [{ extensions: Record<string, unknown> }] };

describe("over HTTP", () => {
  it("a request's id is taken, and sent back", async () => {
    const response = await post("{ server { version } }", { "x-request-id": "0af7:abc/1.2=+~@-_" });
    expect(response.headers.get("x-request-id")).toBe("0af7:abc/1.2=+~@-_");
  });

  it.each(["", "two words", "a".repeat(129), '{"json":1}', "semi;colon", "%0a"])(
    "another is made in place of %j",
    async (given) => {
      const response = await post("{ server { version } }", { "x-request-id": given });
      expect(response.headers.get("x-request-id")).toMatch(UUID);
    },
  );

  it("pages of other origins may read it", async () => {
    const response = await post("{ server { version } }", { origin: "http://localhost:5173" });
    expect(response.headers.get("access-control-expose-headers")).toContain("x-request-id");
  });

  it("the id is in the errors that an operator must find again, and in their log lines", async () => {
    failing();
    const response = await post(ASK, { "x-request-id": "failed-1" });
    const { errors } = (await response.json()) as Failed;
    expect(errors[0].extensions).toEqual({ code: "INTERNAL_SERVER_ERROR", requestId: "failed-1" });
    expect(log.linesOf(FAULT)).toEqual([expect.objectContaining({ requestId: "failed-1", session })]);
  });

  it("the id is not in the client's own errors", async () => {
    const response = await post("{ nothing }", { "x-request-id": "mistake" });
    const { errors } = (await response.json()) as Failed;
    expect(errors[0].extensions).toEqual({ code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it("requests at once keep theirs apart", async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `at-once-${index}`);
    const failed = vi.spyOn(server.services.answers, "ask").mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error("a fault");
    });
    const found = await Promise.all(
      ids.map(async (id) => {
        const { errors } = (await (await post(ASK, { "x-request-id": id })).json()) as Failed;
        return errors[0].extensions["requestId"];
      }),
    );
    failed.mockRestore();
    expect(found).toEqual(ids);
    expect(
      log
        .linesOf(FAULT)
        .map(({ requestId }) => requestId)
        .toSorted(),
    ).toEqual(ids);
  });

  it("a stream of server-sent events has it", async () => {
    const stream = await openStream(server.url, {
      query: "subscription { sessionEvents { __typename } }",
      token,
      headers: { accept: "text/event-stream", "x-request-id": "stream-1" },
    });
    expect(stream.headers["x-request-id"]).toBe("stream-1");
    failing();
    const failed = await openStream(server.url, {
      query: ASK,
      token,
      headers: { accept: "text/event-stream", "x-request-id": "stream-2" },
    });
    await failed.until(/"requestId":"stream-2"/);
  });
});

describe("over a WebSocket", () => {
  const acknowledged = async (socket: Awaited<ReturnType<typeof openSocket>>, params: object = {}) => {
    await socket.init({ authorization: `Bearer ${token}`, ...params });
    const { payload } = await socket.message(({ type }) => type === "connection_ack");
    return payload.requestId as string;
  };

  it("the id of the upgrade request is the socket's, and its operations are numbered", async () => {
    const socket = await openSocket(server.url, { headers: { "x-request-id": "socket-1" } });
    expect(await acknowledged(socket)).toBe("socket-1");
    failing();
    failing();
    await socket.run("a", ASK);
    await socket.run("b", ASK);
    const ids = ["a", "b"].map((id) => socket.of(id)[0]!.payload.errors[0].extensions.requestId);
    expect(ids).toEqual(["socket-1.1", "socket-1.2"]);
    expect(log.linesOf(FAULT)).toEqual(
      ids.map((requestId) => expect.objectContaining({ requestId, session })),
    );
  });

  it("connection_init may name another", async () => {
    const socket = await openSocket(server.url, { headers: { "x-request-id": "socket-2" } });
    expect(await acknowledged(socket, { "X-Request-Id": "of-the-app" })).toBe("of-the-app");
  });

  it("one is made where none can be taken, and is in the response of the upgrade", async () => {
    let header: unknown;
    const socket = await openSocket(server.url, {
      headers: { "x-request-id": "not one" },
      finishRequest(request) {
        request.on("upgrade", ({ headers }) => (header = headers["x-request-id"]));
        request.end();
      },
    });
    const id = await acknowledged(socket, { "x-request-id": 5 });
    expect(id).toMatch(UUID);
    expect(header).toBe(id);
  });
});

it.each([
  ["to another path", "/nowhere", "13"],
  ["of another version", "/graphql", "7"],
])("a handshake %s is refused with its id", async (_, path, version) => {
  const headers = { connection: "Upgrade", upgrade: "websocket", "x-request-id": "refused-1" };
  const request = get(new URL(path, server.url), {
    headers: { ...headers, "sec-websocket-version": version },
  });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBeGreaterThanOrEqual(400);
  expect(response.headers["x-request-id"]).toBe("refused-1");
});

describe("what a request causes", () => {
  async function addReady(number: number) {
    await post(`mutation { addVideos(urls: ["${fakeUrl(number)}"]) { results { __typename } } }`, {
      "x-request-id": `adds-${number}`,
    });
    await eventually(() => log.linesOf("A transcript is ready").length > 0);
  }

  it("an ingest tells the request that added the video, and its session", async () => {
    await addReady(71);
    const [line] = log.linesOf("A transcript is ready");
    expect(line).toMatchObject({ requestId: "adds-71", session, transcript: expect.stringMatching(UUID) });
  });

  it("a run tells the request that asked, its answer and its session", async () => {
    chat.play([async () => Promise.reject(new Error("a fault"))]);
    await addReady(72);
    const response = await post(ASK, { "x-request-id": "asks-1" });
    const { data } = (await response.json()) as { data: { ask: { answer: { id: string } } } };
    const { id } = data.ask.answer;
    await readAnswer(server, id, token);
    for (const message of ["An answer failed", "An answer has ended"])
      expect(log.linesOf(message)).toEqual([
        expect.objectContaining({ requestId: "asks-1", session, answer: id }),
      ]);
  });
});
