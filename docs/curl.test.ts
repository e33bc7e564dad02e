import { execFile, spawnSync } from "node:child_process";
import { readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, onTestFinished, test } from "vitest";
import { createFakeEmbedding } from "../src/testing/fakes/fake-embedding.ts";
import { eventually } from "../src/testing/eventually.ts";
import { startTestServer } from "../src/testing/server/test-server.ts";
import { temporaryDirectory } from "../src/testing/temporary-directory.ts";

const EXAMPLES = fileURLToPath(new URL("../examples", import.meta.url));
const IN_THE_PAGES = "http://127.0.0.1:4000";

/** Not every machine that can run the server has curl. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.skipIf(!hasCurl)("the commands of docs/api.md send a transcript and get it back", async () => {
  const page = await readFile(new URL("api.md", import.meta.url), "utf8");
  const commands = fromMarkdown(page)
    .children.filter((node) => node.type === "code")
    .map(({ value }) => value)
    .filter((code) => code.startsWith(`curl ${IN_THE_PAGES}`));
  expect(commands).toHaveLength(2);
  const [upload, download] = commands as [string, string];

  const server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
  onTestFinished(async () => {
    await server.close();
    await server.database.drop();
  });
  const token = await server.openSession();
  const directory = await temporaryDirectory();
  await symlink(EXAMPLES, join(directory, "examples"));
  const run = async (command: string, env: Record<string, string>) => {
    const text = command.replaceAll(IN_THE_PAGES, new URL(server.url).origin);
    const { stdout } = await promisify(execFile)("sh", ["-euc", text], {
      cwd: directory,
      env: { PATH: process.env["PATH"] ?? "", token, ...env },
    });
    return stdout;
  };

  const { videoId, warnings } = JSON.parse(await run(upload, {})) as { videoId: string; warnings: string[] };
  expect(warnings).toEqual([]);
  await eventually(async () => {
    const { video } = await server.request(
      "query ($id: ID!) { video(id: $id) { status } }",
      { id: videoId },
      token,
    );
    return video.status === "READY";
  });
  expect(await run(download, { id: videoId })).toContain("Take a tin with a tight lid");
  const [file] = (await readdir(directory)).filter((name) => name.endsWith(".vtt"));
  expect(await readFile(join(directory, file!), "utf8")).toMatch(/^WEBVTT/);
});
