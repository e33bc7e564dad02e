import pino from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { createBus } from "../../database/pubsub.ts";
import type { Session } from "../../sessions/session.ts";
import type { VideoStatus } from "../../transcripts/transcript.ts";
import type { Video } from "../../videos/video.ts";
import type { Videos } from "../../videos/videos.ts";
import type { AnswerWait } from "../answer.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { waitForVideos } from "./wait-for-videos.ts";

const logger = pino({ level: "silent" });
const NEVER_MS = 1_000_000;

/** The wait of an answer for one video, whose status tests change. */
function startWait({
  maxWaitMs = NEVER_MS,
  waitPollMs = NEVER_MS,
}: {
  maxWaitMs?: number;
  waitPollMs?: number;
}) {
  const bus = createBus({ url: null, logger, notify: async () => {} });
  const unlisten = vi.fn<() => void>();
  const transcript = { id: "t", status: "EMBEDDING" as VideoStatus, title: null, language: null };
  const list = vi.fn<Videos["list"]>(async () => [
    { id: "v", transcript: { ...transcript } } as unknown as Video,
  ]);
  const storeWait = vi.fn<AnswerStore["storeWait"]>(async () => true);
  const waiting: AnswerWait = { videoIds: ["v"], until: new Date(Date.now() + maxWaitMs).toISOString() };
  const told: (string[] | null)[] = [];
  const controller = new AbortController();
  onTestFinished(() => controller.abort(new Error("The test has ended")));
  let listeners = 0;
  const wait = (change: Partial<typeof transcript> = {}) => {
    Object.assign(transcript, change);
    const waited = waitForVideos(
      { id: "a", leaseId: "l", attempt: 1 },
      {
        id: "a",
        question: "How hot?",
        videoIds: null,
        session: { id: "s" } as Session,
        waiting,
        leftOut: [],
        historyBefore: null,
        requestId: null,
        traceParent: null,
        attemptTraceParent: null,
        kept: null,
      },
      { waiting: (next) => void told.push(next && next.videoIds) },
      {
        store: { storeWait },
        videos: { list },
        bus: {
          ...bus,
          listen(topic, listener) {
            listeners++;
            const end = bus.listen(topic, listener);
            return () => {
              listeners--;
              unlisten();
              end();
            };
          },
        },
        logger,
        waitPollMs,
        storeRetryMs: 5,
      },
      controller.signal,
    );
    waited.catch(() => {});
    return waited;
  };
  return { bus, transcript, list, storeWait, told, controller, wait, waiting, listeners: () => listeners };
}

test("a video that becomes READY while the wait begins is not overlooked", async () => {
  const { bus, transcript, list, wait, listeners } = startWait({});
  const read = list.getMockImplementation()!;
  list.mockImplementationOnce(async (session) => {
    const before = await read(session);
    // Nobody listens to this yet.
    transcript.status = "READY";
    bus.publish("transcript:t");
    return before;
  });
  expect(await wait()).toBe(true);
  expect(listeners()).toBe(0);
});

test("the end of the wait is stored before it is told, and the readers are told of nothing after it", async () => {
  const { bus, transcript, list, storeWait, told, wait } = startWait({});
  const waited = wait();
  await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2));
  storeWait.mockImplementationOnce(async () => {
    expect(told.at(-1)).toEqual(["v"]);
    return true;
  });
  transcript.status = "READY";
  bus.publish("transcript:t");
  await waited;
  expect(storeWait).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ id: "a" }),
    { waiting: null, leftOut: [] },
    expect.anything(),
  );
  expect(told.at(-1)).toBeNull();
});

test("a wake-up that is lost is made up for", async () => {
  const { transcript, list, wait } = startWait({ waitPollMs: 20 });
  const waited = wait();
  await vi.waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(2));
  transcript.status = "READY";
  expect(await waited).toBe(true);
});

test("many wake-ups make for few looks", async () => {
  const { bus, transcript, list, wait } = startWait({});
  const waited = wait();
  await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2));
  let wakeUps = 0;
  let isOver = false;
  onTestFinished(() => void (isOver = true));
  (function wakeUp() {
    if (isOver) return;
    wakeUps++;
    bus.publish("transcript:t");
    setImmediate(wakeUp);
  })();
  await vi.waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(4));
  expect(wakeUps).toBeGreaterThan(5 * list.mock.calls.length);
  isOver = true;
  transcript.status = "READY";
  bus.publish("transcript:t");
  await waited;
});

test("reports of progress alone make for no other plan", async () => {
  const { bus, transcript, list, wait } = startWait({});
  let reads = 0;
  const counted = () => ({
    ...transcript,
    get title() {
      reads++;
      return null;
    },
  });
  list.mockImplementation(async () => [{ id: "v", transcript: counted() } as unknown as Video]);
  const waited = wait();
  // A plan reads titles too, not only the look for what has changed.
  await vi.waitFor(() => expect(reads).toBeGreaterThan(1));
  reads = 0;
  const looks = list.mock.calls.length;
  bus.publish("transcript:t");
  await vi.waitFor(() => expect(reads).toBeGreaterThan(0));
  await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toBe(list.mock.calls.length - looks);
  transcript.status = "READY";
  bus.publish("transcript:t");
  await waited;
});

test("a database that is away holds up the wait, and does not end it", async () => {
  const { bus, transcript, list, storeWait, wait } = startWait({});
  list.mockRejectedValueOnce(new Error("The database is away"));
  const waited = wait();
  await vi.waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(2));
  storeWait.mockRejectedValueOnce(new Error("The database is away"));
  transcript.status = "FAILED";
  bus.publish("transcript:t");
  expect(await waited).toBe(true);
  expect(storeWait).toHaveBeenCalledTimes(2);
});

test("a run that lost its lease meanwhile writes nothing", async () => {
  const { storeWait, told, wait } = startWait({});
  storeWait.mockResolvedValue(false);
  expect(await wait({ status: "READY" })).toBe(false);
  expect(told).toEqual([["v"]]);
});

test("a wait that is taken over after its time ends at once, and leaves its videos out", async () => {
  const { storeWait, wait } = startWait({ maxWaitMs: -1 });
  await wait();
  expect(storeWait.mock.calls[0]![1]).toEqual({ waiting: null, leftOut: ["v"] });
});

test("a wait that is stopped leaves nothing behind", async () => {
  const { list, controller, wait, listeners } = startWait({});
  const waited = wait();
  await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2));
  controller.abort(new Error("cancelled"));
  await expect(waited).rejects.toThrow("cancelled");
  expect(listeners()).toBe(0);
});
