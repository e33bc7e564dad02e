import { expect, test, vi } from "vitest";
import { createSharedWork } from "./shared-work.ts";

/** Work that ends when it is told to, or when it is aborted. */
function createWork() {
  let finish = (_result: string) => {};
  const work = vi.fn<(signal: AbortSignal) => Promise<string>>(
    (signal) =>
      new Promise((resolve, reject) => {
        finish = resolve;
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  );
  return { work, finish: (result: string) => finish(result) };
}
const never = new AbortController().signal;

test("is done once for all who ask under a key at a time, and again afterwards", async () => {
  const share = createSharedWork<string>();
  const { work, finish } = createWork();
  const both = Promise.all([share("a", work, never), share("a", work, never)]);
  finish("done");
  expect(await both).toEqual(["done", "done"]);
  expect(work).toHaveBeenCalledTimes(1);
  const again = share("a", work, never);
  finish("once more");
  expect(await again).toBe("once more");
});

test("is done for each key by itself", async () => {
  const share = createSharedWork<string>();
  expect(await Promise.all([share("a", async () => "a", never), share("b", async () => "b", never)])).toEqual(
    ["a", "b"],
  );
});

test("goes on while one waits for it, and is aborted when nobody does", async () => {
  const share = createSharedWork<string>();
  const { work, finish } = createWork();
  const [first, second] = [new AbortController(), new AbortController()];
  const one = share("a", work, first.signal);
  const other = share("a", work, second.signal);
  first.abort(new Error("gone"));
  await expect(one).rejects.toThrow("gone");
  finish("done");
  expect(await other).toBe("done");

  const alone = createWork();
  const last = new AbortController();
  const aborted = share("a", alone.work, last.signal);
  last.abort(new Error("gone too"));
  await expect(aborted).rejects.toThrow("gone too");
  expect(alone.work.mock.calls[0]![0].aborted).toBe(true);
});

test("fails for all who wait for it, and is tried again by the next", async () => {
  const share = createSharedWork<string>();
  const failing = () => Promise.reject(new Error("failed"));
  const both = await Promise.allSettled([share("a", failing, never), share("a", failing, never)]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await share("a", async () => "done", never)).toBe("done");
});

test("is not begun for one who is aborted already", async () => {
  const { work } = createWork();
  await expect(createSharedWork<string>()("a", work, AbortSignal.abort(new Error("gone")))).rejects.toThrow(
    "gone",
  );
  expect(work).not.toHaveBeenCalled();
});
