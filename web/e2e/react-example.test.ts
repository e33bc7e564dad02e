import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { build, preview } from "vite";
import { SAMPLE } from "../../src/testing/client/sample-session.ts";
import { createTestClient } from "../../src/testing/client/test-client.ts";
import { startCuttableProxy } from "../../src/testing/network/cuttable-proxy.ts";
import { launchChromium } from "./harness/chromium.ts";
import { startServer, type ServerUnderTest } from "./harness/server.ts";
import { useStandIns } from "./harness/stand-ins.ts";

const ROOT = fileURLToPath(new URL("../../examples/react", import.meta.url));
const WORDS = Array.from({ length: 60 }, (_, index) => `word${index} 🍵 `);
const CHUNKS = [...WORDS, "Green tea wants water of eighty degrees [1]."];
const QUESTION = "How hot?";

const standIns = useStandIns({ always: { chunks: CHUNKS } });
let browser: Browser;
let server: ServerUnderTest;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer(standIns.env())]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The example as it is built for a server, in a new profile. */
async function openExample(graphql: string): Promise<Page> {
  const outDir = await mkdtemp(join(tmpdir(), "video-rag-react-"));
  const app = {
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  } as const;
  await build({ ...app, define: { "import.meta.env.VITE_GRAPHQL_URL": JSON.stringify(graphql) } });
  const host = await preview({ ...app, preview: { host: "127.0.0.1", port: 0 } });
  const context = await browser.newContext({ locale: "en-US" });
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(String(error.error())));
  // Built for development, React and Apollo Client say what is wrong.
  context.on("console", (message) => {
    const isOfConnection = message.text().startsWith("WebSocket connection to");
    if (/error|warning/.test(message.type()) && !isOfConnection) faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    await host.close();
    await rm(outDir, { recursive: true, force: true });
    expect(faults, "errors of scripts").toEqual([]);
  });
  const page = await context.newPage();
  await page.goto(host.resolvedUrls!.local[0]!);
  return page;
}

async function start(page: Page, content: string) {
  await page.getByRole("button", { name: "Start a session" }).click();
  await page.getByLabel("Links, or a transcript").fill(content);
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("list", { name: "Videos" }).getByText("READY").waitFor();
}

/** Over HTTP, with the page's own token. */
async function request(page: Page, query: string) {
  const token = await page.evaluate(() => sessionStorage.getItem("token"));
  return createTestClient(`${server.origin}/graphql`).request(query, {}, token!);
}

test("the React example shows an answer whole that a cut, a reload and a crash of the server came into", async () => {
  const proxy = await startCuttableProxy(`${server.origin}/graphql`);
  const page = await openExample(proxy.url);
  standIns.youTube.setVideo("tealeaves01", { title: "Leaves" });
  await start(page, "https://youtu.be/tealeaves01");
  // The first to write it falls silent in the middle, until the server restarts.
  standIns.openAI.behave({ on: "chat", chunks: CHUNKS, hangAfter: 40, delayMs: 20 });
  await page.getByLabel("Your question").fill(QUESTION);
  await page.getByRole("button", { name: "Ask" }).click();
  const answer = page.getByRole("article", { name: QUESTION });
  const shown = async () => (await answer.getByRole("paragraph").textContent()) ?? "";
  await expect.poll(shown).toContain("word3 ");
  const { connections } = proxy;
  proxy.cut();
  await expect.poll(shown).toContain("word39 ");
  await expect.poll(() => proxy.connections).toBeGreaterThan(connections);
  await page.reload();
  await expect.poll(shown).toContain("word39 ");
  await server.kill();
  await server.start();

  await expect.poll(shown).toContain("[1]");
  const { session } = await request(page, "{ session { answers { edges { node { status text } } } } }");
  const [{ node }] = session.answers.edges;
  expect(node.status).toBe("COMPLETED");
  expect(await shown()).toBe(node.text);
  expect(node.text).toContain("word59");
  await page.reload();
  await expect.poll(shown).toBe(node.text);
  const link = answer.getByRole("link", { name: "[1]" });
  expect(await link.getAttribute("href")).toMatch(
    /^https:\/\/www\.youtube\.com\/watch\?v=tealeaves01&t=\d+s$/,
  );
});

test("the React example shows what others do in its session", async () => {
  const page = await openExample(`${server.origin}/graphql`);
  await start(page, SAMPLE.content);
  const { session } = await request(page, "{ session { videos { id } } }");
  await request(page, `mutation { removeVideo(id: "${session.videos[0].id}") { videoId } }`);
  await expect.poll(() => page.getByRole("list", { name: "Videos" }).getByRole("listitem").count()).toBe(0);
  await request(page, `mutation { ask(question: "${QUESTION}") { answer { id } } }`);
  await page.getByRole("article", { name: QUESTION }).getByRole("alert").waitFor();
});

test("the React example says that its session is over, and opens another", async () => {
  const page = await openExample(`${server.origin}/graphql`);
  await start(page, SAMPLE.content);
  await request(page, "mutation { endSession { sessionId } }");
  await page.getByText("Your session has ended").waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem("token"))).toBeNull();
  await start(page, SAMPLE.content);

  await page.evaluate(() => sessionStorage.setItem("token", "of a session that has expired"));
  await page.reload();
  await page.getByText("Your session has ended").waitFor();
  await start(page, SAMPLE.content);
});
