import pino from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import { createSessionEnds } from "../sessions/session-ends.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { videoEvents } from "./video-events.ts";
import type { Video } from "./video.ts";
import type { Videos } from "./videos.ts";

afterEach(() => void vi.useRealTimers());

test("a change that comes while the videos are first read is not lost", async () => {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const session = { id: "s", expiresAt: new Date(Date.now() + 60_000) } as Session;
  const video = { id: "v", transcript: { id: "t", status: "EMBEDDING", progress: 0.5 } };
  const videos = {
    async list() {
      const read = structuredClone(video);
      // Another process is done in just this moment, and says so.
      video.transcript = { ...video.transcript, status: "READY", progress: 1 };
      bus.publish("transcript:t");
      return [read as unknown as Video];
    },
  } as unknown as Videos;

  const sessionEnds = createSessionEnds({ sessions: {} as Sessions, bus });
  const statuses: string[] = [];
  for await (const event of videoEvents(session, {
    videos,
    sessionEnds,
    bus,
    database: { isExclusive: true },
  })) {
    if (event.__typename === "VideoUpdated") statuses.push(event.video.transcript.status);
    if (statuses.at(-1) === "READY") break;
  }
  expect(statuses.at(-1)).toBe("READY");
});

/** A reader of one video, who is never woken. */
function unwokenReader(database: { isExclusive: boolean }) {
  vi.useFakeTimers();
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const session = { id: "s", expiresAt: new Date(Date.now() + 3_600_000) } as Session;
  const transcript = { id: "t", status: "EMBEDDING" };
  const list = vi.fn<Videos["list"]>(async () => [
    { id: "v", transcript: { ...transcript } } as unknown as Video,
  ]);
  const videos = { list } as unknown as Videos;
  const sessionEnds = createSessionEnds({ sessions: {} as Sessions, bus });
  const events = videoEvents(session, { videos, sessionEnds, bus, database });
  const statuses: string[] = [];
  const reading = (async () => {
    for await (const event of events) {
      if (event.__typename === "VideoUpdated") statuses.push(event.video.transcript.status);
    }
  })();
  return { events, list, reading, statuses, transcript };
}

test("a change that nobody was told of is found before long, and what is unchanged is not sent again", async () => {
  const { events, reading, statuses, transcript } = unwokenReader({ isExclusive: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(statuses).toEqual(["EMBEDDING"]);
  transcript.status = "READY";
  await vi.advanceTimersByTimeAsync(30_000);
  expect(statuses).toEqual(["EMBEDDING", "READY"]);
  await events.return!();
  await reading;
  expect(vi.getTimerCount()).toBe(0);
});

test("a reader who waits is left to wait while the database is away", async () => {
  const { events, list, reading, statuses, transcript } = unwokenReader({ isExclusive: false });
  await vi.advanceTimersByTimeAsync(1000);
  const { length } = list.mock.calls;
  const implementation = list.getMockImplementation()!;
  list.mockRejectedValue(new Error("The database is away"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(list.mock.calls.length).toBeGreaterThan(length);
  transcript.status = "READY";
  list.mockImplementation(implementation);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(statuses).toEqual(["EMBEDDING", "READY"]);
  await events.return!();
  await reading;
});

test("where there is one process only, nothing is read but what changes", async () => {
  const { events, list, reading } = unwokenReader({ isExclusive: true });
  await vi.advanceTimersByTimeAsync(1000);
  const { length } = list.mock.calls;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(list).toHaveBeenCalledTimes(length);
  await events.return!();
  await reading;
});
