import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { AnswerIntervals } from "../../answers/intervals.ts";
import { WITHOUT_RATE_LIMITS } from "./without-rate-limits.ts";

/** Where Node.js keeps compiled code, so that not every process compiles the program anew. */
const COMPILE_CACHE = fileURLToPath(new URL("../../../node_modules/.cache/compiled", import.meta.url));

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The program itself, in a process of its own, as an operator starts it, but without rate limits; with `answerIntervals`, by a main file of tests
 * that takes them. Killed when the test that started it has finished; with `isKept` by whoever started it.
 */
export function startServerProcess(
  env: Record<string, string>,
  answerIntervals?: Partial<AnswerIntervals>,
  { isKept = false } = {},
) {
  const command = answerIntervals
    ? [fileOf("main-with-intervals.ts"), JSON.stringify(answerIntervals)]
    : [fileOf("../../start.js")];
  const child = spawn(process.execPath, command, {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...WITHOUT_RATE_LIMITS,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  let noticed = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      noticed();
    });
  }
  // "close" comes after all output, "exit" may come before.
  const ended = once(child, "close").then(([code, signal]) => {
    noticed();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const killAfterTest = () =>
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await ended;
    });
  if (!isKept) killAfterTest();

  /** The first match in what the process printed. Rejects where it ends without. */
  async function printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (child.exitCode !== null || child.signalCode !== null) {
        await ended;
        const last = pattern.exec(output);
        if (last) return last;
        throw new Error(`The process ended without printing ${String(pattern)}:\n${output}`);
      }
      await new Promise<void>((resolve) => (noticed = resolve));
    }
  }

  return {
    pid: child.pid!,
    /** What it printed to stdout and stderr, in the order in which it was read. */
    get output() {
      return output;
    },
    /** What it printed to stderr. */
    get errors() {
      return errors;
    },
    ended,
    printed,
    /** Where it serves GraphQL, once it does. */
    url: async () => (await printed(/Open Apollo Sandbox: (\S+)/))[1]!,
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      return ended;
    },
  };
}
