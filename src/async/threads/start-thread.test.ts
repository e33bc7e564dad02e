import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { scriptBeside } from "./script-beside.ts";
import { startThread } from "./start-thread.ts";

/** A thread whose modules take long to load. */
const SLOW = new URL("../../suggestions/english/english-questions.worker.ts", import.meta.url).href;
const HELPER = scriptBeside(import.meta, "start-thread").href;

test("a thread that is ended while it loads does not take the process with it", async () => {
  // In a process of its own, since a failure would end this one.
  const program = `
    import { setTimeout } from "node:timers/promises";
    const { startThread } = await import(${JSON.stringify(HELPER)});
    await Promise.all(Array.from({ length: 30 }, async (_, index) => {
      await setTimeout(index * 50);
      const { end } = startThread(new URL(${JSON.stringify(SLOW)}), { name: "slow" });
      await setTimeout(index * 20);
      await end();
    }));
    process.stdout.write("all ended");`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  expect(stdout).toBe("all ended");
});

test("a thread that cannot be loaded is ended too, and says why", async () => {
  const { worker, end } = startThread(new URL("nowhere.ts", import.meta.url), { name: "missing" });
  const failed = new Promise<Error>((resolve) => worker.once("error", (error) => resolve(error as Error)));
  await end();
  expect((await failed).message).toContain("nowhere.ts");
});
