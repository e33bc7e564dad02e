import { expect, test } from "vitest";
import { createGate } from "../../testing/fakes/fake-models.ts";
import { createOneAtATime } from "./one-at-a-time.ts";

test("the work of a key waits for what was asked before it, failed or not; that of another does not", async () => {
  const oneAtATime = createOneAtATime();
  const gate = createGate();
  const done: string[] = [];
  const first = oneAtATime("a", async () => {
    await gate.wait();
    done.push("a1");
    throw new Error("no");
  });
  const second = oneAtATime("a", async () => void done.push("a2"));
  await oneAtATime("b", async () => void done.push("b"));
  expect(done).toEqual(["b"]);
  gate.open();
  await expect(first).rejects.toThrow("no");
  await second;
  expect(done).toEqual(["b", "a1", "a2"]);
});
