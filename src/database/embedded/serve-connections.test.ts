import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { serveConnections } from "./serve-connections.ts";

const message = (type: string, body = "") =>
  Buffer.concat([Buffer.from(type), Buffer.from([0, 0, 0, 4 + body.length]), Buffer.from(body)]);

/** A session that answers each request when it is told to, and notes what it is asked. */
function createSession() {
  const asked: string[] = [];
  let answer: (response: Buffer) => void = () => {};
  const connections = serveConnections((request, onResponse) => {
    asked.push(String(request[0] === 0 ? "startup" : Buffer.from(request)));
    return new Promise((resolve) => {
      answer = (response) => {
        onResponse(response);
        resolve();
      };
    });
  });
  function connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    connections.add(port2);
    return port1;
  }
  return { asked, connections, connect, answer: (response: Buffer) => answer(response) };
}

const askedTo = (asked: string[], count: number) => vi.waitFor(() => expect(asked).toHaveLength(count));
const IDLE = message("Z", "I");
const IN_TRANSACTION = message("Z", "T");

test("a connection in a transaction has the session until it ends, and a closed one is rolled back", async () => {
  const { asked, connect, answer } = createSession();
  const [first, second] = [connect(), connect()];
  first.postMessage(message("Q", "begin"));
  await askedTo(asked, 1);
  second.postMessage(message("Q", "other"));
  answer(IN_TRANSACTION);
  first.postMessage(message("Q", "more"));
  await askedTo(asked, 2);
  expect(asked[1]).toContain("more");
  first.close();
  answer(IN_TRANSACTION);
  await askedTo(asked, 3);
  expect(asked[2]).toContain("rollback");
  answer(IDLE);
  await askedTo(asked, 4);
  expect(asked[3]).toContain("other");
});

test("closing waits for the request that runs, and begins no other", async () => {
  const { asked, connections, connect, answer } = createSession();
  const [first, second] = [connect(), connect()];
  first.postMessage(message("Q", "running"));
  await askedTo(asked, 1);
  second.postMessage(message("Q", "waiting"));
  const closed = vi.fn<() => void>();
  const closing = connections.close().then(closed);
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).not.toHaveBeenCalled();
  answer(IDLE);
  await closing;
  expect(asked).toHaveLength(1);
});

test("the second ReadyForQuery that PGlite says after an error is left out", async () => {
  const { asked, connect, answer } = createSession();
  const port = connect();
  const received: Buffer[] = [];
  port.on("message", (bytes: Uint8Array) => received.push(Buffer.from(bytes)));
  port.postMessage(Buffer.concat([message("P", "selekt"), message("S")]));
  await askedTo(asked, 1);
  answer(Buffer.concat([message("E", "wrong"), IDLE, IDLE]));
  await vi.waitFor(() => expect(received).toEqual([Buffer.concat([message("E", "wrong"), IDLE])]));
});
