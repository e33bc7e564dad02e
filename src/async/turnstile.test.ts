import { expect, test } from "vitest";
import { runFor } from "./owner.ts";
import { createTurnstile } from "./turnstile.ts";

/** A turnstile whose rounds the test begins. */
function manual() {
  const rounds: (() => void)[] = [];
  const turnstile = createTurnstile((callback) => void rounds.push(callback));
  const nextRound = async () => {
    for (const callback of rounds.splice(0)) callback();
    // What was resolved goes on.
    for (let at = 0; at < 5; at++) await Promise.resolve();
  };
  return { ...turnstile, nextRound };
}

test("lets one through at once, and of the others one in each round, in the order they came", async () => {
  const { enter, pass, nextRound } = manual();
  const passed: string[] = [];
  const come = (name: string, by: () => Promise<void>) => void by().then(() => passed.push(name));
  come("first", enter);
  come("second", enter);
  come("third", pass);
  await Promise.resolve();
  await Promise.resolve();
  expect(passed).toEqual(["first"]);
  await nextRound();
  expect(passed).toEqual(["first", "second"]);
  await nextRound();
  expect(passed).toEqual(["first", "second", "third"]);
});

test("one who passes again waits behind those who came before", async () => {
  const { enter, pass, nextRound } = manual();
  const passed: string[] = [];
  const run = async (name: string) => {
    await enter();
    for (let turn = 1; turn <= 3; turn++) {
      passed.push(`${name}${turn}`);
      await pass();
    }
  };
  void run("a");
  void run("b");
  for (let round = 0; round < 8; round++) await nextRound();
  expect(passed).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
});

test("owners take turns, whatever the number of their works", async () => {
  const { enter, pass, nextRound } = manual();
  const passed: string[] = [];
  const run = async (name: string) => {
    await enter();
    for (let turn = 1; turn <= 2; turn++) {
      passed.push(`${name}${turn}`);
      await pass();
    }
  };
  for (const name of ["a", "b", "c"]) runFor("one", () => void run(name));
  runFor("other", () => void run("x"));
  for (let round = 0; round < 8; round++) await nextRound();
  expect(passed.filter((name) => name.startsWith("x"))).toEqual(["x1", "x2"]);
  expect(passed.indexOf("x2")).toBeLessThan(passed.indexOf("b2"));
  expect(passed).toHaveLength(8);
});

test("is free again where nobody waits", async () => {
  const { enter, nextRound } = manual();
  await enter();
  await nextRound();
  await expect(enter()).resolves.toBeUndefined();
});
