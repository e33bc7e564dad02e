import { expect, test } from "vitest";
import { createFairLimit } from "./fair-limit.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Works of a limit that end when the test says so, in the order in which they began. */
function heldWorks(options: { most: number; mostOfOwner: number }) {
  const limit = createFairLimit(options);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, signal?: AbortSignal) =>
    limit(
      name[0]!,
      () => {
        began.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      },
      signal,
    );
  const end = async (name: string) => {
    ends.get(name)!();
    await settled();
  };
  return { began, run, end };
}

test("owners take turns, however many works of one wait", async () => {
  const { began, run, end } = heldWorks({ most: 1, mostOfOwner: 1 });
  for (const name of ["a1", "a2", "a3", "a4", "b1", "b2"]) void run(name);
  await settled();
  for (const name of ["a1", "a2", "b1", "a3"]) await end(began.at(-1) ?? name);
  expect(began.slice(0, 2)).toEqual(["a1", "a2"]);
  expect(began.slice(2).toSorted()).toEqual(["a3", "b1", "b2"]);
});

test("no owner has more under way than it may, and another's place is free meanwhile", async () => {
  const { began, run, end } = heldWorks({ most: 2, mostOfOwner: 1 });
  for (const name of ["a1", "a2"]) void run(name);
  await settled();
  expect(began).toEqual(["a1"]);
  void run("b1");
  await settled();
  expect(began).toEqual(["a1", "b1"]);
  await end("a1");
  expect(began).toEqual(["a1", "b1", "a2"]);
});

test("a work that nobody waits for any more is never begun, and takes no place", async () => {
  const { began, run, end } = heldWorks({ most: 1, mostOfOwner: 1 });
  void run("a1");
  const left = new AbortController();
  const dropped = run("a2", left.signal);
  void run("a3");
  left.abort(new Error("left"));
  await expect(dropped).rejects.toThrow("left");
  await end("a1");
  expect(began).toEqual(["a1", "a3"]);
  await expect(run("a4", left.signal)).rejects.toThrow("left");
});

test("a work that fails gives its place back", async () => {
  const limit = createFairLimit({ most: 1, mostOfOwner: 1 });
  await expect(limit("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await limit("a", async () => 1)).toBe(1);
});
