import { expect, test } from "vitest";
import { startCuttableProxy } from "../../src/testing/network/cuttable-proxy.ts";
import { useStandIns } from "./harness/stand-ins.ts";
import { addSample, answerTo, ask, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const WORDS = Array.from({ length: 60 }, (_, index) => `word${index} `);
const WHOLE = WORDS.join("").trim();
const QUESTION = "What is said of tea?";

const standIns = useStandIns({ always: { chunks: WORDS, delayMs: 80 } });
const browser = useBrowser(standIns.env);

/** Opens the page with an answer that is being written. */
async function openMidAnswer(options: Parameters<typeof browser.open>[0] = {}) {
  const opened = await browser.open(options);
  await addSample(opened.page);
  const answer = await ask(opened.page, QUESTION);
  await expect.poll(() => answer.innerText()).toContain("word3");
  expect(await answer.innerText()).not.toContain("word59");
  return { ...opened, answer };
}

const text = async (answer: ReturnType<typeof answerTo>) =>
  (await answer.innerText()).replaceAll(/\s+/g, " ");

test("the page says which model answers", async () => {
  const { page } = await browser.open();
  await page.getByText(/Answers are written by/).waitFor();
  expect(await page.getByText(/Answers are written by/).innerText()).toContain("gpt-4o-mini");
});

test("a reload in the middle of an answer shows what there was, and goes on", async () => {
  const { page } = await openMidAnswer();
  await page.reload();
  const answer = answerTo(page, QUESTION);
  await expect.poll(() => answer.innerText()).toContain("word3");
  await isWhole(answer);
  expect(await text(answer)).toContain(WHOLE);
});

test("a connection that breaks is opened again, and the answer goes on where it was", async () => {
  const proxy = await startCuttableProxy(browser.server.origin);
  const { answer } = await openMidAnswer({ origin: new URL(proxy.url).origin });
  const before = proxy.connections;
  proxy.cut();
  await isWhole(answer);
  expect(await text(answer)).toContain(WHOLE);
  expect(proxy.connections).toBeGreaterThan(before);
});

test("the switch cuts the connection, which says so, and lets it come back", async () => {
  const { page, answer } = await openMidAnswer();
  await page.getByRole("button", { name: /^Connection/ }).click();
  const cut = page.getByRole("switch", { name: "Cut my connection" });
  await cut.click();
  await answer.getByText(/You cut the connection/).waitFor();
  const { length } = await text(answer);
  await cut.click();
  await isWhole(answer);
  expect(await text(answer)).toContain(WHOLE);
  expect(length).toBeLessThan(WHOLE.length);
});

test("an answer is whole though the server was killed and started again", async () => {
  const { page, answer } = await openMidAnswer();
  await browser.server.kill();
  await page.getByRole("button", { name: "Connection: Reconnecting" }).waitFor();
  await browser.server.start();
  await isWhole(answer);
  expect(await text(answer)).toContain(WHOLE);
});

test("an answer is whole though the server was stopped and started again in its middle", async () => {
  const { answer } = await openMidAnswer();
  await browser.server.restart();
  await isWhole(answer);
  expect(await text(answer)).toContain(WHOLE);
});

test("an answer is stopped, and what there was of it stays", async () => {
  const { answer } = await openMidAnswer();
  await answer.getByRole("button", { name: "Stop" }).click();
  await isWhole(answer);
  expect(await text(answer)).toContain("word3");
  expect(await text(answer)).not.toContain("word59");
});
