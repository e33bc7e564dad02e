import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

// It makes a database, and embeds a talk.
test(
  "the demo plays the whole job, leaves nothing behind, and ends with 0",
  { timeout: 120_000 },
  async () => {
    const temporary = await mkdtemp(join(tmpdir(), "video-rag-demo-test-"));
    onTestFinished(() => rm(temporary, { recursive: true, force: true }));

    const { output, errors, code } = await runDemo([], { TMPDIR: temporary });

    expect(errors).toBe("");
    expect(code).toBe(0);
    expect(output).toMatch(/^video-rag at http:\/\/127\.0\.0\.1:\d+\/graphql, a server of this demo's own$/m);
    expect(output).toMatch(/READY +100 %\n +5:49 of talk in \d+ passages/);
    expect(output).toMatch(/Summarise this talk\n +The main points:\n[^]*\[\d\]\n +\[\d\] \d:\d\d to /);
    expect(output).toMatch(
      /Where should I keep my tea\?\n +“[^\n]*cupboard[^\n]*\[\d\]\n +\[\d\] 3:\d\d to [34]:\d\d “/,
    );
    // The README shows this answer beside one of a model.
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const shown = /^\| text \| (.+?) \|/m.exec(readme)![1]!.split("<br>");
    for (const part of shown) expect(output).toContain(part);
    expect(output).toMatch(/Ask what the talk does not answer: [^\n]*\n[^\n]*\n +\(not found/);
    expect(output).toMatch(/connection cut after \d+ characters/);
    expect(output).toMatch(/\d+ \+ [1-9]\d* characters: the same text as the server has stored/);
    expect(output).toMatch(/deleted: videos 1, passages \d+, answers 5\n$/);
    // oxlint-disable-next-line no-control-regex
    expect(output).not.toMatch(/\u001b/);
    expect(await readdir(temporary)).toEqual([]);
  },
);

test("the demo says what went wrong, and ends with 1", async () => {
  const { errors, code } = await runDemo(["http://127.0.0.1:1/graphql"]);

  expect(errors).toContain("The demo failed: ");
  expect(code).toBe(1);
});

async function runDemo(parameters: string[], env: Record<string, string> = {}) {
  const demo = fileURLToPath(new URL("demo.ts", import.meta.url));
  const child = spawn(process.execPath, [demo, ...parameters], {
    // Nothing of the settings around it: the embedded models are to answer.
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { output, errors, code };
}
