import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { openPage } from "./harness/open-page.ts";
import { startServer, type ServerUnderTest } from "./harness/server.ts";

let browser: Browser;
let server: ServerUnderTest;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("the page opens, asks no other host for anything, and breaks none of its policy", async () => {
  const { page, thumbnails, players } = await openPage(browser, server.origin);
  await page.getByRole("main").waitFor();
  expect(await page.title()).not.toBe("");
  expect([thumbnails, players]).toEqual([[], []]);
});

test("what breaks the policy is noticed here", async () => {
  const { page, violations } = await openPage(browser, server.origin);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
  });
  await expect.poll(() => violations.splice(0)).toHaveLength(1);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});

test("/graphql goes on to GraphiQL where Apollo's Sandbox cannot be loaded", async () => {
  const { page, foreign } = await openPage(browser, `${server.origin}/graphql`, {
    allowed: { foreign: true },
  });
  await page.waitForURL(`${server.origin}/graphiql`);
  await page.getByRole("tab", { name: "OpenSession" }).waitFor();
  expect(foreign.join()).toContain("apollographql.com");
});

test("GraphiQL opens a session, fills its token in for the other steps, and streams", async () => {
  const { page } = await openPage(browser, `${server.origin}/graphiql`);
  const editor = page.getByRole("region", { name: "Operation Editor" });
  const open = async (name: string) => {
    await page.getByRole("tab", { name }).click();
    await editor.getByText(name, { exact: true }).waitFor();
  };
  const execute = page.getByRole("button", { name: /execute query/i });
  const response = page.getByRole("region", { name: /result window/i });
  await open("OpenSession");
  await execute.click();
  await response.getByText(/"token"/).waitFor();
  await open("AddTranscript");
  await page.getByRole("region", { name: "Headers" }).getByText("Authorization").waitFor();
  const sent = page.waitForRequest((request) => request.postData()?.includes("addTranscript") === true);
  await execute.click();
  expect((await sent).headers()["authorization"]).toMatch(/^Bearer [\w-]{20,}$/);
  await response.getByText(/"video"/).waitFor();
  await open("WatchVideos");
  await execute.click();
  await response.getByText(/READY/).waitFor();
  await open("Ask");
  await execute.click();
  await response.getByText(/"answer"/).waitFor();
  await open("WatchAnswer");
  await execute.click();
  await response.getByText(/AnswerCompleted/).waitFor();
});

test("without a network, but for the server itself, GraphiQL is whole", async () => {
  const { page, context } = await openPage(browser, `${server.origin}/graphiql`);
  const failed: string[] = [];
  context.on("requestfailed", (request) => failed.push(request.url()));
  onTestFinished(() => expect(failed).toEqual([]));
  await page
    .getByRole("button", { name: /documentation explorer/i })
    .first()
    .click();
  await page.getByText("Mutation").first().waitFor();
});
