import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import pino from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createBus } from "./pubsub.ts";
import { eventually } from "../testing/eventually.ts";
import { startTcpProxy } from "../testing/network/tcp-proxy.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";

const logger = pino({ level: "silent" });

function start(options: Partial<Parameters<typeof createBus>[0]> & { url: string }) {
  const bus = createBus({ logger, notify: async () => {}, ...options });
  onTestFinished(() => bus.close());
  return bus;
}

describe("a wake-up that cannot be sent", () => {
  /** Nothing listens there: these tests are about what is sent. */
  const url = "postgresql://127.0.0.1:1/none";
  const topicsOf = (payload: string) => payload.split(" ").slice(1);

  test("is sent again, with all others, until it is", async () => {
    const sent: string[][] = [];
    let failures = 4;
    const bus = start({
      url,
      intervals: { resendMs: 5 },
      async notify(payload) {
        if (failures-- > 0) throw new Error("The database is away");
        sent.push(topicsOf(payload));
      },
    });
    bus.publish("session:a");
    bus.publish("session:b", "ingest");
    await eventually(() => sent.length > 0);
    expect(sent[0]!.toSorted()).toEqual(["ingest", "session:a", "session:b"]);
    await sleep(100);
    expect(sent).toHaveLength(1);
  });

  test("is given up after some tries, and never holds up what comes later", async () => {
    const notify = vi.fn<(payload: string) => Promise<void>>();
    notify.mockRejectedValue(new Error("The database is away"));
    const bus = start({ url, intervals: { resendMs: 1 }, notify });
    bus.publish("session:a");
    await eventually(() => notify.mock.calls.length === 6);
    await sleep(100);
    expect(notify).toHaveBeenCalledTimes(6);
    notify.mockResolvedValue();
    bus.publish("session:b");
    await sleep(100);
    expect(notify.mock.calls.slice(6).map(([payload]) => topicsOf(payload))).toEqual([["session:b"]]);
  });

  test("is not sent any more once the bus is closed", async () => {
    const notify = vi.fn<(payload: string) => Promise<void>>();
    notify.mockRejectedValue(new Error("The database is away"));
    const bus = start({ url, intervals: { resendMs: 20 }, notify });
    bus.publish("session:a");
    await eventually(() => notify.mock.calls.length === 2);
    await bus.close();
    bus.publish("session:b");
    await sleep(200);
    expect(notify).toHaveBeenCalledTimes(3);
  });
});

describe.runIf(onPostgreSQL)("the connection that listens", () => {
  test("is made anew where it carries nothing any more, though nobody said so", async () => {
    const direct = new URL(process.env["TEST_DATABASE_URL"]!);
    const proxy = await startTcpProxy({ host: direct.hostname, port: Number(direct.port || 5432) });
    onTestFinished(() => proxy.close());
    const url = new URL(direct);
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    const bus = start({ url: url.href, intervals: { reconnectMs: 50, checkMs: 100, checkLimitMs: 200 } });
    const client = new pg.Client({ connectionString: direct.href });
    await client.connect();
    onTestFinished(() => client.end());
    const other = start({
      url: direct.href,
      notify: (payload) => client.query("select pg_notify('video_rag', $1)", [payload]),
    });

    let heard = 0;
    bus.listen("session:a", () => heard++);
    const isHeard = async () => {
      const before = heard;
      other.publish("session:a");
      await sleep(50);
      return heard > before;
    };
    await eventually(isHeard);
    // A connection that answers is left alone: a new one would wake everyone.
    await sleep(200);
    const calm = heard;
    await sleep(500);
    expect(heard).toBe(calm);

    proxy.silence();
    expect(await isHeard()).toBe(false);
    const before = heard;
    // What was said meanwhile is lost: everyone is woken to look again.
    await eventually(() => heard > before);
    await eventually(isHeard);
  });

  describe("is tried by a notification of its own, and", () => {
    const url = process.env["TEST_DATABASE_URL"]!;
    async function startTried(isSent: () => boolean) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      onTestFinished(() => client.end());
      return start({
        url,
        intervals: { checkMs: 50, checkLimitMs: 40, reconnectMs: 20 },
        async notify(payload) {
          if (isSent()) await client.query("select pg_notify('video_rag', $1)", [payload]);
        },
      });
    }

    test("is well once that has arrived, without waking anyone", async () => {
      const bus = await startTried(() => true);
      expect(bus.listening()).toBe("connecting");
      let woken = 0;
      bus.listen("session:a", () => woken++);
      await eventually(() => bus.listening() === "ok");
      // By the connection, once.
      expect(woken).toBe(1);
    });

    test("is deaf where it does not arrive, until it does", async () => {
      let passes = false;
      const bus = await startTried(() => passes);
      await eventually(() => bus.listening() === "deaf");
      passes = true;
      await eventually(() => bus.listening() === "ok");
      passes = false;
      await eventually(() => bus.listening() === "deaf");
      expect(bus.listening()).toBe("deaf");
    });

    test("is not called deaf where the database takes no notification", async () => {
      const tries = vi.fn<() => boolean>();
      tries.mockReturnValueOnce(true).mockImplementation(() => {
        throw new Error("The database is away");
      });
      const bus = await startTried(tries);
      await eventually(() => tries.mock.calls.length > 4);
      expect(bus.listening()).toBe("ok");
    });
  });

  test("is told of as long as it is not there", () => {
    const bus = start({ url: "postgresql://127.0.0.1:1/none" });
    expect(bus.listening()).toBe("connecting");
  });
});

test("nobody else is listened to where no other process uses the database", () => {
  const bus = createBus({ url: null, logger, notify: async () => {} });
  expect(bus.listening()).toBeNull();
});
