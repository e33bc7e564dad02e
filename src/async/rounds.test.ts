import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectionArrived, nextRound } from "./rounds.ts";
import { createTurnstile } from "./turnstile.ts";

const CONNECTIONS = 200;

/** How many works pass a turnstile, one after the other, until so many connections have been accepted. */
async function worksWhileConnecting(onConnection: () => void): Promise<number> {
  const { pass } = createTurnstile();
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket);
    onConnection();
    socket.on("error", () => {});
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: CONNECTIONS });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, "127.0.0.1").on("error", () => {}));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  let works = 0;
  while (accepted.length < CONNECTIONS) {
    await pass();
    works += 1;
  }
  return works;
}

test("many connections are accepted between two works", async () => {
  expect(await worksWhileConnecting(connectionArrived)).toBeLessThan(CONNECTIONS / 4);
});

test("work goes on though connections arrive in every round", async () => {
  let isOver = false;
  const arrive = () => {
    connectionArrived();
    if (!isOver) setImmediate(arrive);
  };
  arrive();
  onTestFinished(() => void (isOver = true));
  await expect(new Promise<string>((resolve) => nextRound(() => resolve("works")))).resolves.toBe("works");
});
