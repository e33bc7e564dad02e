import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { bytesTaken } from "../bytes-taken.ts";
import { createUnreadBytes } from "../unread-bytes.ts";
import { PacedResponse } from "./paced-response.ts";

/** More than the operating system keeps for a reader on this machine. */
const LARGE = "a".repeat(32_000_000);
const STALLED_MS = 1000;

/** Both ends of a response whose reader has stopped, and the time of the test. */
async function connect() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const responded = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => {
    response.flushHeaders();
    responded.resolve(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const request = get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", agent: false });
  const [reader] = (await once(request, "response")) as [IncomingMessage];
  reader.on("error", () => {});
  reader.pause();
  onTestFinished(() => {
    request.destroy();
    server.close();
  });
  const response = await responded.promise;
  const onDropped = vi.fn<() => void>();
  /** Lets the time pass after which a reader is dropped that took nothing, and what comes be polled. */
  const pass = async () => {
    vi.advanceTimersByTime(STALLED_MS);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  };
  return {
    reader,
    response,
    paced: new PacedResponse(response, {
      stalledMs: STALLED_MS,
      unread: createUnreadBytes(Infinity),
      onDropped,
    }),
    onDropped,
    pass,
  };
}

test.each(["write", "end"] as const)(
  "%s(): a reader who keeps taking bytes of a large text is not dropped, and one who stops is",
  async (method) => {
    const { reader, response, paced, onDropped, pass } = await connect();
    const closed = new AbortController();
    const written = method === "write" ? paced.write(LARGE, closed.signal) : paced.end(LARGE);
    const isRejected = Promise.resolve(written).then(
      () => false,
      () => true,
    );
    for (let round = 0; round < 4; round++) {
      const before = bytesTaken(response.socket);
      reader.resume();
      await eventually(() => bytesTaken(response.socket) > before, { everyMs: 1 });
      reader.pause();
      await pass();
    }
    expect(response.socket!.writableLength).toBeGreaterThan(0);
    expect(onDropped).not.toHaveBeenCalled();

    // Once the operating system is full again.
    let taken = -1;
    await eventually(() => taken === (taken = bytesTaken(response.socket)), { everyMs: 50 });
    for (let round = 0; round < 2; round++) await pass();
    expect(onDropped).toHaveBeenCalledTimes(1);
    // What waits rejects, so that its caller breaks the stream; where nobody waits, it is broken already.
    expect([await isRejected, response.destroyed]).toEqual([method === "write", method === "end"]);
  },
);
