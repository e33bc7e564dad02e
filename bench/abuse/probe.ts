import { monitorEventLoopDelay } from "node:perf_hooks";

/*
 * Loaded ahead of a server under test, by `--import`, whatever checkout it is from. Reports over IPC what its main thread
 * did: the longest turn of its event loop, in processor time, so that what else runs on the machine does not count, and as
 * others had to wait for it.
 */

export type Turns = {
  /** Most processor time of the main thread between two ticks, in milliseconds. */
  longestTurnMs: number;
  /** Longest delay of the event loop, in milliseconds. */
  longestDelayMs: number;
  /** Turns of more than 50 ms of processor time. */
  longTurns: number;
};

const LONG_MS = 50;
const RESOLUTION_MS = 5;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let longest = 0;
let longTurns = 0;
let before = process.threadCpuUsage();
setInterval(() => {
  const now = process.threadCpuUsage();
  const turnMs = (now.user - before.user + now.system - before.system) / 1000;
  before = now;
  longest = Math.max(longest, turnMs);
  if (turnMs > LONG_MS) longTurns++;
}, RESOLUTION_MS).unref();

process.on("message", (what) => {
  if (what !== "turns") return;
  const turns: Turns = {
    longestTurnMs: longest,
    longestDelayMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS),
    longTurns,
  };
  longest = 0;
  longTurns = 0;
  delays.reset();
  process.send!(turns);
});
process.channel?.unref();
