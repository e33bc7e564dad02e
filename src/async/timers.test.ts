import { createServer, connect } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { timeoutAfterPoll } from "./timers.ts";

test("what has come while the process stood still is read before time is up", async () => {
  const server = createServer((socket) => socket.write("hello")).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const socket = connect((server.address() as { port: number }).port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  const order: string[] = [];
  socket.on("data", () => order.push("read"));
  await new Promise<void>((resolve) => {
    timeoutAfterPoll(20, () => {
      order.push("time is up");
      resolve();
    });
    setImmediate(() => {
      const until = performance.now() + 100;
      while (performance.now() < until);
    });
  });
  expect(order).toEqual(["read", "time is up"]);
});

test("can be stopped", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const call = vi.fn<() => void>();
  timeoutAfterPoll(10, call)();
  vi.runAllTimers();
  expect(call).not.toHaveBeenCalled();
});
