import { expect, test, vi } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { createLogTail } from "./log-tail.ts";
import { emptyState, type AnswerState } from "./state.ts";

const RUNNING: AnswerState = { ...emptyState(1), sourceIds: [], text: "so far" };
const NEVER_MS = 1_000_000;

/** A tail of a log that another replica writes, with what wakes it. */
function startTail({
  pollMs = NEVER_MS,
  ...store
}: Partial<Pick<AnswerStore, "readState" | "rowsBeyond" | "readVersions">> & { pollMs?: number }) {
  const listeners = new Map<string, () => void>();
  const changed = vi.fn<(answerId: string) => void>();
  const onError = vi.fn<(error: unknown) => void>();
  const tail = createLogTail({
    store: {
      readState: async () => ({ ...RUNNING }),
      rowsBeyond: async () => [],
      readVersions: async () => [],
      ...store,
    },
    bus: {
      listen(topic: string, listener: () => void) {
        listeners.set(topic, listener);
        return () => listeners.delete(topic);
      },
    } as never,
    changed,
    onError,
    pollMs,
  });
  return { tail, changed, onError, wake: (topic: string) => listeners.get(topic)!() };
}

test("a new reader is served while wake-ups never cease", async () => {
  let wakeAgain = () => {};
  // As from many replicas that write: there is another wake-up during each reading.
  const { tail, wake } = startTail({
    async rowsBeyond() {
      wakeAgain();
      return new Promise((resolve) => setImmediate(resolve, []));
    },
  });
  tail.follow("old");
  await tail.read("old");
  wakeAgain = () => wake("answer-log");
  wake("answer-log");
  tail.follow("new");
  expect(await tail.read("new")).toMatchObject({ text: "so far" });
  wakeAgain = () => {};
  tail.close();
});

test("a wake-up that comes while the answer's row is read makes for another reading", async () => {
  const row = Promise.withResolvers<AnswerState>();
  const readState = vi
    .fn<AnswerStore["readState"]>()
    .mockReturnValueOnce(row.promise)
    .mockResolvedValue({ ...RUNNING, text: "to its end", status: "COMPLETED" });
  const { tail, wake } = startTail({ readState });
  tail.follow("a");
  const reading = tail.read("a");
  await eventually(() => readState.mock.calls.length === 1);
  wake("answer:a");
  row.resolve({ ...RUNNING });
  await reading;
  expect(await eventually(() => tail.cached("a")?.status === "COMPLETED")).toBe(true);
  tail.close();
});

test("an answer's row that could not be read is read again at the next wake-up", async () => {
  const readState = vi
    .fn<AnswerStore["readState"]>()
    .mockRejectedValueOnce(new Error("The database is away"))
    .mockResolvedValue({ ...RUNNING });
  const { tail, onError } = startTail({ readState });
  tail.follow("a");
  expect(await tail.read("a")).toBeNull();
  expect(onError).toHaveBeenCalledTimes(1);
  expect(await tail.read("a")).toMatchObject({ text: "so far" });
  tail.close();
});

test("readers are woken by rows that bring something new, and by no others", async () => {
  const row = {
    answer_id: "a",
    attempt: 1,
    start_offset: 0,
    end_offset: 6,
    text: "so far",
    citations: [],
    source_ids: null,
  };
  let rows = [row];
  const { tail, changed, wake } = startTail({ rowsBeyond: async () => rows });
  tail.follow("a");
  await tail.read("a");
  expect(changed).toHaveBeenCalledTimes(1);
  rows = [row, { ...row, start_offset: 6, end_offset: 12, text: ", more" }];
  wake("answer-log");
  await eventually(() => changed.mock.calls.length === 2);
  expect(tail.cached("a")?.text).toBe("so far, more");
  tail.close();
});

test("a wait that begins, changes and ends is noticed, also where the wake-up is lost", async () => {
  const waiting = { videoIds: ["v"], until: "2026-01-01T00:01:00.000Z" };
  const row: AnswerState = { ...emptyState(1), waiting };
  const { tail, changed, wake } = startTail({
    readState: async () => structuredClone(row),
    readVersions: async () => [
      { id: "a", status: row.status, attempt: row.attempt, waiting: row.waiting, bytes: 0 },
    ],
    pollMs: 10,
  });
  tail.follow("a");
  expect(await tail.read("a")).toMatchObject({ waiting });
  row.waiting = { ...waiting, videoIds: ["w"] };
  wake("answer:a");
  await vi.waitFor(() => expect(tail.cached("a")).toMatchObject({ waiting: { videoIds: ["w"] } }));
  changed.mockClear();
  row.waiting = null;
  await vi.waitFor(() => expect(tail.cached("a")).toMatchObject({ waiting: null }));
  expect(changed).toHaveBeenCalledWith("a");
  tail.close();
});

test("a wait is over once there are sources, though the row that was read still has it", async () => {
  const waiting = { videoIds: ["v"], until: "2026-01-01T00:01:00.000Z" };
  const sources = {
    answer_id: "a",
    attempt: 1,
    start_offset: 0,
    end_offset: 0,
    text: "",
    citations: [],
    source_ids: ["p"],
  };
  const { tail, wake } = startTail({
    readState: async () => ({ ...emptyState(1), waiting }),
    rowsBeyond: vi.fn<AnswerStore["rowsBeyond"]>().mockResolvedValueOnce([]).mockResolvedValue([sources]),
  });
  tail.follow("a");
  await tail.read("a");
  wake("answer-log");
  await vi.waitFor(() => expect(tail.cached("a")).toMatchObject({ waiting: null, sourceIds: ["p"] }));
  tail.close();
});
