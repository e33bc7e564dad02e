import { expect, test } from "vitest";
import { runAtOnce, runInTurns, type Steps } from "./steps.ts";

/** A clock, and steps that each take so many milliseconds of it. */
function timed(count: number, stepMs: number) {
  let time = 0;
  function* steps(): Steps<number> {
    for (let step = 0; step < count; step++) {
      time += stepMs;
      yield;
    }
    return count;
  }
  return { steps: steps(), now: () => time };
}

test("others run each time a turn is over", async () => {
  const { steps, now } = timed(100, 4);
  const turns: number[] = [];
  const yieldTurn = async () => void turns.push(now());
  expect(await runInTurns(steps, { turnMs: 10, now, yieldTurn })).toBe(100);
  // Turns of three steps, the first of which goes over 10 ms.
  expect(turns).toEqual(Array.from({ length: 33 }, (_, turn) => (turn + 1) * 12));
});

test("what is short is done in one turn", async () => {
  const { steps, now } = timed(2, 4);
  const yieldTurn = () => Promise.reject(new Error("No turn was over"));
  expect(await runInTurns(steps, { turnMs: 10, now, yieldTurn })).toBe(2);
});

test("an abort ends it between two turns, with its reason", async () => {
  const { steps, now } = timed(100, 4);
  const controller = new AbortController();
  const yieldTurn = async () => controller.abort(new Error("stopped"));
  const running = runInTurns(steps, { signal: controller.signal, turnMs: 10, now, yieldTurn });
  await expect(running).rejects.toThrow("stopped");
  expect(now()).toBe(12);
});

test("at once, steps give the same", () => {
  expect(runAtOnce(timed(5, 1).steps)).toBe(5);
});
