import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";
import { expect, onTestFinished, test, vi } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { Connection, type OperationStream, type ProtocolHooks } from "./protocol.ts";

const FAULT = [{ message: "Something went wrong", extensions: { code: "INTERNAL_SERVER_ERROR" } }];

/** A connection that is acknowledged, without any socket. `read`: when the reader takes each result. */
async function connect(hooks: Partial<ProtocolHooks<null>> = {}, read = async () => {}) {
  const sent: { type: string; id?: string; payload?: unknown }[] = [];
  const faults: unknown[] = [];
  const close = vi.fn<(code: number, reason: string) => void>(() => void (socket.isOpen = false));
  const socket = {
    protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
    isOpen: true,
    async sendResult(message: string) {
      sent.push(JSON.parse(message));
      await read();
    },
    send: (message: string) => void sent.push(JSON.parse(message)),
    close,
  };
  const connection = new Connection<null>(socket, null, {
    initWaitMs: 1000,
    onConnect: async () => {},
    onSubscribe: () => streamOf("waits"),
    onStreamError: () => [{ message: "The stream broke" }],
    onFault(error) {
      faults.push((error as Error).message);
      return FAULT;
    },
    ...hooks,
  });
  onTestFinished(() => connection.onClose());
  const receive = (message: object) => connection.onMessage(JSON.stringify(message));
  receive({ type: "connection_init" });
  await eventually(() => sent.length === 1 || close.mock.calls.length > 0);
  const subscribe = (id: string) => receive({ id, type: "subscribe", payload: { query: "{ a }" } });
  return { connection, sent, faults, close, receive, subscribe };
}

function streamOf(...results: unknown[]): OperationStream {
  return {
    next: () =>
      results[0] === "waits"
        ? new Promise(() => {})
        : Promise.resolve(
            results.length > 0
              ? { done: false, value: { result: results.shift() as object } }
              : { done: true, value: undefined },
          ),
    return: async () => {},
  };
}

const failing = (message: string) => () => {
  throw new Error(message);
};

test("results come one after the other, then the completion", async () => {
  const { sent, subscribe } = await connect({
    onSubscribe: () => streamOf({ data: { a: 1 } }, { data: { a: 2 } }),
  });
  subscribe("1");
  await eventually(() => sent.at(-1)?.type === "complete");
  expect(sent).toEqual([
    { type: "connection_ack" },
    { id: "1", type: "next", payload: { data: { a: 1 } } },
    { id: "1", type: "next", payload: { data: { a: 2 } } },
    { id: "1", type: "complete" },
  ]);
});

test.each<[string, () => OperationStream]>([
  ["the subscription", failing("fault")],
  ["next()", () => ({ ...streamOf(), next: failing("fault") })],
  ["a result that is no JSON", () => streamOf({ toJSON: failing("fault") })],
])("what throws in %s ends its operation alone, masked", async (_, open) => {
  const { sent, faults, close, subscribe } = await connect({
    onSubscribe: vi
      .fn<() => OperationStream>()
      .mockReturnValueOnce(streamOf("waits"))
      .mockImplementation(open),
  });
  subscribe("other");
  subscribe("1");
  await eventually(() => sent.length > 1);
  expect(sent.slice(1)).toEqual([{ id: "1", type: "error", payload: FAULT }]);
  expect(faults).toEqual(["fault"]);
  // The id is free, and nothing was closed.
  subscribe("1");
  await eventually(() => sent.length > 2);
  expect(sent.at(-1)).toEqual({ id: "1", type: "error", payload: FAULT });
  expect(close).not.toHaveBeenCalled();
});

test("what throws where a broken stream is told ends its operation alone", async () => {
  const { sent, faults, subscribe } = await connect({
    onSubscribe: () => ({ ...streamOf(), next: () => Promise.reject(new Error("broken")) }),
    onStreamError: failing("fault"),
  });
  subscribe("1");
  await eventually(() => sent.length > 1);
  expect(sent.at(-1)).toEqual({ id: "1", type: "error", payload: FAULT });
  expect(faults).toEqual(["fault"]);
});

test.each<[string, OperationStream["return"]]>([
  ["throws", failing("fault")],
  ["rejects", () => Promise.reject(new Error("fault"))],
])("a stream whose return() %s is left all the same", async (_, leave) => {
  const { connection, faults, receive, subscribe } = await connect({
    onSubscribe: () => ({ ...streamOf("waits"), return: leave }),
  });
  subscribe("1");
  receive({ id: "1", type: "complete" });
  subscribe("1");
  connection.onClose();
  await eventually(() => faults.length === 2 && connection.operationCount === 0);
  expect(faults).toHaveLength(2);
});

test("operations that were stopped count as long as their results are unread", async () => {
  const reading = Promise.withResolvers<void>();
  const onSubscribe = () => streamOf({ data: { a: 1 } });
  const { connection, sent, receive, subscribe } = await connect({ onSubscribe }, () => reading.promise);
  for (let count = 1; count <= 3; count++) {
    subscribe("1");
    await eventually(() => sent.length === 1 + count);
    receive({ id: "1", type: "complete" });
  }
  expect(connection.operationCount).toBe(3);
  reading.resolve();
  await eventually(() => connection.operationCount === 0);
});

test("an operation that was stopped counts until its work has ended", async () => {
  const ends = Promise.withResolvers<void>();
  const onSubscribe = () => ({ ...streamOf("waits"), return: () => ends.promise });
  const { connection, receive, subscribe } = await connect({ onSubscribe });
  for (const id of ["1", "1", "1"]) {
    subscribe(id);
    receive({ id, type: "complete" });
  }
  expect(connection.operationCount).toBe(3);
  ends.resolve();
  await eventually(() => connection.operationCount === 0);
});

test("a message that is nested too deep, or has too many values, closes the socket and logs nothing", async () => {
  for (const payload of [`[${"1,".repeat(30_000)}1]`, `${'{"a":'.repeat(60_000)}1${"}".repeat(60_000)}`]) {
    const { connection, close, faults, sent } = await connect();
    connection.onMessage(
      `{"id":"1","type":"subscribe","payload":{"query":"{ a }","variables":{"a":${payload}}}}`,
    );
    expect(close).toHaveBeenCalledWith(CloseCode.BadRequest, expect.stringMatching(/nested|values/));
    expect([faults, sent]).toEqual([[], [{ type: "connection_ack" }]]);
  }
});

test("a ping whose payload is nested too deep to be sent back is an invalid message", async () => {
  const { connection, close, sent, faults } = await connect();
  const nested = (depth: number) =>
    `{"type":"ping","payload":{"a":${"[".repeat(depth)}${"]".repeat(depth)}}}`;
  connection.onMessage(nested(100));
  expect(sent.at(-1)).toMatchObject({ type: "pong" });
  connection.onMessage(nested(60_000));
  expect(close).toHaveBeenCalledWith(CloseCode.BadRequest, expect.stringContaining("nested"));
  expect(faults).toEqual([]);
});

test("a connection that cannot be judged is closed with 4500", async () => {
  const { close, sent, faults } = await connect({ onConnect: async () => failing("fault")() });
  expect(close).toHaveBeenCalledWith(CloseCode.InternalServerError, "Internal server error");
  expect([sent, faults]).toEqual([[], ["fault"]]);
});

test("nothing is taken from a socket that is closing", async () => {
  const onSubscribe = vi.fn<() => OperationStream>();
  const { receive, subscribe, close } = await connect({ onSubscribe });
  receive({ type: "what" });
  subscribe("1");
  expect(close).toHaveBeenCalledTimes(1);
  expect(onSubscribe).not.toHaveBeenCalled();
});
