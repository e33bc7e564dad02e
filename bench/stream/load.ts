import { readAnswers } from "./load/answers.ts";
import { timeAsks } from "./load/asks.ts";
import { cycle } from "./load/cycles.ts";
import { timeFirstDeltas } from "./load/first-deltas.ts";
import { closeIdle, openIdle } from "./load/idle.ts";
import { openSessions } from "./sessions.ts";

/* The load generator, in a process of its own. It runs one of these commands at a time for its parent. */

const commands = { readAnswers, timeAsks, cycle, timeFirstDeltas, openIdle, closeIdle, openSessions };

export type Commands = typeof commands;

process.on("message", async ({ name, args }: { name: keyof Commands; args: never[] }) => {
  try {
    const command = commands[name] as (...given: never[]) => unknown;
    process.send!({ result: await command(...args) });
  } catch (error) {
    process.send!({ error: (error as Error).stack ?? String(error) });
  }
});

process.stdout.write("http://127.0.0.1:0/load\n");
