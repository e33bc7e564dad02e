import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import pino from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { eventually } from "../../testing/eventually.ts";
import { bytesTaken } from "../bytes-taken.ts";
import { TRANSPORT_LIMITS } from "../limits.ts";
import { createUnreadBytes } from "../unread-bytes.ts";
import type { PacedSocket } from "./paced-socket.ts";
import { acceptWebSockets } from "./ws-adapter.ts";

/** More than the operating system keeps for a reader on this machine. */
const LARGE = 32_000_000;
/** Two heartbeats, which the tests beat themselves. */
const LIMITS = { ...TRANSPORT_LIMITS, heartbeatMs: 1_000_000, stalledMs: 2_000_000, lingerMs: 10 };

/** Both ends of a WebSocket. */
async function connect() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const opened = Promise.withResolvers<PacedSocket>();
  const onDropped = vi.fn<() => void>();
  const sockets = acceptWebSockets({
    server,
    path: "/",
    limits: LIMITS,
    connections: { refusal: () => null },
    unread: createUnreadBytes(Infinity),
    open(socket) {
      opened.resolve(socket);
      return { onMessage() {}, onClose() {} };
    },
    onDropped,
    onClosed: () => {},
    logger: pino({ level: "silent" }),
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on("error", () => {});
  onTestFinished(async () => {
    client.terminate();
    await sockets.dispose();
    server.close();
  });
  await once(client, "open");
  return { client, socket: await opened.promise, onDropped };
}

const tcpOf = (webSocket: WebSocket) => (webSocket as unknown as { _socket: Socket })["_socket"];

test("a reader who keeps taking bytes of a large result is not dropped, and one who stops is", async () => {
  const { client, socket, onDropped } = await connect();
  const near = tcpOf(client);
  const far = tcpOf(socket.webSocket);
  near.pause();
  void socket.sendResult("a".repeat(LARGE));
  for (let beats = 0; beats < 5; beats++) {
    const before = bytesTaken(far);
    near.resume();
    await eventually(() => bytesTaken(far) > before, { everyMs: 1 });
    near.pause();
    expect(socket.webSocket.bufferedAmount).toBeGreaterThan(0);
    socket.onHeartbeat();
    // What others get meanwhile is no reason either.
    void socket.sendResult("b");
    socket.send("c");
  }
  expect(socket.isOpen).toBe(true);
  expect(onDropped).not.toHaveBeenCalled();

  // Once the operating system is full again.
  let taken = -1;
  await eventually(() => taken === (taken = bytesTaken(far)), { everyMs: 50 });
  for (let beats = 0; beats <= 2; beats++) socket.onHeartbeat();
  expect(onDropped).toHaveBeenCalledTimes(1);
  near.resume();
  expect([1013, 1006]).toContain((await once(client, "close"))[0]);
});

test("a client who sends and does not read is dropped for what it was sent in vain", async () => {
  const { client, socket, onDropped } = await connect();
  tcpOf(client).pause();
  await eventually(() => {
    for (let n = 0; n < 1000; n++) socket.send("a".repeat(1000));
    return !socket.isOpen;
  });
  expect(onDropped).toHaveBeenCalledTimes(1);
});

test("a reader whose pong never comes is cut off, however little it is sent", async () => {
  const { client, socket, onDropped } = await connect();
  tcpOf(client).pause();
  for (let beats = 0; beats < 4; beats++) {
    socket.onHeartbeat();
    await socket.sendResult("a");
  }
  expect(onDropped).toHaveBeenCalledTimes(1);
});
