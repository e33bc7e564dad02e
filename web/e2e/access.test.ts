import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousFindings } from "./harness/axe.ts";
import { screenshotPath } from "./harness/screenshots.ts";
import { useStandIns } from "./harness/stand-ins.ts";
import { addLinks, addSample, answerTo, ask, card, citations, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const standIns = useStandIns();
const browser = useBrowser(standIns.env);

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 740 };
const QUESTION = "Where should I keep my tea?";

const pane = (page: Page) => page.getByRole("region", { name: "Video and transcript" });

/** Whether nothing is wider than the window. */
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test.each([
  ["light", { viewport: DESKTOP, colorScheme: "light" }],
  ["dark", { viewport: DESKTOP, colorScheme: "dark" }],
  ["phone", { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme: "light" }],
] as const)("axe-core finds nothing serious, and all fits: %s", async (name, options) => {
  standIns.youTube.setVideo("nocaptions1", { title: "Silent", tracks: [] });
  const { page } = await browser.open(options);
  await page.getByRole("button", { name: /sample talk/i }).waitFor();
  await expect.soft(seriousFindings(page), "at first").resolves.toEqual([]);
  expect.soft(await fits(page)).toBe(true);
  await page.screenshot({ path: screenshotPath(`${name} first`) });

  await addLinks(page, "https://youtu.be/nocaptions1");
  await page.getByText("It has no captions").first().waitFor();
  await addSample(page);
  await expect.soft(seriousFindings(page), "with videos").resolves.toEqual([]);
  expect.soft(await fits(page)).toBe(true);
  await page.screenshot({ path: screenshotPath(`${name} videos`) });

  const answer = await ask(page, QUESTION);
  await isWhole(answer);
  await expect.soft(seriousFindings(page), "with an answer").resolves.toEqual([]);
  expect.soft(await fits(page)).toBe(true);
  await page.screenshot({ path: screenshotPath(`${name} answer`) });

  await citations(answer).first().click();
  await pane(page).getByRole("list", { name: "Transcript" }).waitFor();
  await expect.soft(seriousFindings(page), "with the transcript").resolves.toEqual([]);
  expect.soft(await fits(page)).toBe(true);
  await page.screenshot({ path: screenshotPath(`${name} transcript`) });
});

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      return element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
    });
    if (focused !== null && name.test(focused)) return;
  }
  throw new Error(`Tab does not come to ${String(name)}`);
}

test("the keyboard alone is enough, and the focus comes back to where it was", async () => {
  const { page } = await browser.open({ viewport: DESKTOP });
  await page.getByRole("button", { name: /sample talk/i }).waitFor();
  await tabTo(page, /sample talk/i);
  await page.keyboard.press("Enter");
  await card(page, "Five things that go wrong with tea")
    .getByText(/uploaded/)
    .waitFor();
  await tabTo(page, /Your question/);
  await page.keyboard.type(QUESTION);
  await page.keyboard.press("Enter");
  const answer = answerTo(page, QUESTION);
  await isWhole(answer);
  await tabTo(page, /^Citation 1\D/);
  await page.keyboard.press("Enter");
  await pane(page).waitFor();
  expect(await pane(page).evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await tabTo(page, /Find in the transcript/);
  await page.keyboard.type("spices");
  await expect.poll(() => pane(page).getByRole("listitem").count()).toBeLessThan(5);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await pane(page).waitFor({ state: "detached" });
  const focused = () => page.locator(":focus").textContent();
  await expect.poll(focused).toMatch(/^Citation 1\D/);
});

test("a screen reader hears that an answer begins, and reads it when it is whole", async () => {
  const { page } = await browser.open();
  await addSample(page);
  await isWhole(await ask(page, QUESTION));
  const said = page.getByRole("status").filter({ hasText: /^Answer: / });
  expect(await said.innerText()).toContain("tin with a tight lid");
});
