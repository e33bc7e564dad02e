import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createMessageTurns, type TurnTaker } from "./message-turns.ts";

/** Sockets whose every message takes 4 ms of a clock of the test's own, in turns of 10 ms. */
function startTurns() {
  let clock = 0;
  const handled: string[] = [];
  const turns = createMessageTurns({ turnMs: 10, now: () => clock });
  const open = (name: string) => {
    const socket: TurnTaker & { isPaused: boolean } = {
      isPaused: false,
      onMessage(message) {
        clock += 4;
        handled.push(name + message);
      },
      pause: () => void (socket.isPaused = true),
      resume: () => void (socket.isPaused = false),
    };
    return { socket, send: (message: string) => turns.take(socket, Buffer.from(message)) };
  };
  return { turns, handled, open };
}

test("messages are handled at once while the turn has time, the rest in later turns, in order", async () => {
  const { handled, open } = startTurns();
  const { socket, send } = open("a");
  for (const message of "123456") send(message);
  expect(handled).toEqual(["a1", "a2", "a3"]);
  expect(socket.isPaused).toBe(true);
  await nextTurn();
  await nextTurn();
  expect(handled).toEqual(["a1", "a2", "a3", "a4", "a5", "a6"]);
  expect(socket.isPaused).toBe(false);
});

test("a flood of one socket lets others in, one message after the other", async () => {
  const { handled, open } = startTurns();
  const flood = open("a");
  const other = open("b");
  for (const message of "123456789") flood.send(message);
  other.send("1");
  other.send("2");
  await nextTurn();
  await nextTurn();
  expect(handled.slice(3, 8)).toEqual(["a4", "b1", "a5", "b2", "a6"]);
});

test("what a socket has sent is forgotten when it has closed", async () => {
  const { turns, handled, open } = startTurns();
  const { socket, send } = open("a");
  for (const message of "12345") send(message);
  turns.leave(socket);
  await nextTurn();
  await nextTurn();
  expect(handled).toEqual(["a1", "a2", "a3"]);
});
