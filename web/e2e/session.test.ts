import { describe, expect, test } from "vitest";
import { useStandIns } from "./harness/stand-ins.ts";
import { addLinks, addSample, answerTo, ask, card, confirm, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const standIns = useStandIns();
const TALK = "Five things that go wrong with tea";

describe("a session", () => {
  const browser = useBrowser(standIns.env);

  test("is deleted at once, with a receipt, in every tab and in the browser", async () => {
    const { page, context } = await browser.open();
    await addSample(page);
    await isWhole(await ask(page, "Where should I keep my tea?"));
    const other = await context.newPage();
    await other.goto(page.url());
    await card(other, TALK).waitFor();

    await page.getByRole("button", { name: /session: .* left/i }).click();
    await page.getByRole("button", { name: "Delete everything now" }).click();
    await confirm(page);
    await page.getByText(/Deleted: 1 video with \d+ passages, and 1 answer/).waitFor();
    await other.getByText("Everything is deleted.").waitFor();
    for (const one of [page, other]) {
      expect(await one.getByText(TALK).count()).toBe(0);
      expect(await one.getByText("Where should I keep my tea?").count()).toBe(0);
    }
    expect(JSON.stringify(await context.storageState())).not.toMatch(/token/i);
    await page.getByRole("button", { name: "Begin again" }).click();
    await addSample(page);
  });

  test("is the same in two tabs, as things happen", async () => {
    const { page, context } = await browser.open();
    const other = await context.newPage();
    await other.goto(page.url());
    await addSample(page);
    await card(other, TALK)
      .getByText(/uploaded/)
      .waitFor();
    const question = "How long should black tea steep?";
    const answer = await ask(other, question);
    await isWhole(answerTo(page, question));
    await isWhole(answer);
    expect(await answerTo(page, question).innerText()).toBe(await answer.innerText());
    await page.getByRole("button", { name: `Remove ${TALK}` }).click();
    await expect.poll(() => card(other, TALK).count()).toBe(0);
    await page.getByRole("button", { name: "Clear" }).click();
    await confirm(page);
    await expect.poll(() => answerTo(other, question).count()).toBe(0);
  });
});

describe("a session that ends soon, and is not renewed", () => {
  const browser = useBrowser(() => ({
    ...standIns.env(),
    SESSION_EXPIRE_MINUTES: "0.5",
    SESSION_RENEW: "off",
  }));

  test("leaves what is on screen, and a way on with its videos", { timeout: 120_000 }, async () => {
    standIns.youTube.setVideo("tealeaves01", { title: "Leaves" });
    const { page } = await browser.open();
    await addLinks(page, "https://youtu.be/tealeaves01");
    await card(page, "Leaves").getByRole("button", { name: "Leaves", exact: true }).waitFor();
    const question = "When does water boil?";
    await isWhole(await ask(page, question));
    const said = await answerTo(page, question).innerText();
    await page.getByRole("alert", { name: "The session ends soon" }).waitFor({ timeout: 60_000 });
    await page.getByText("Your session has ended").waitFor({ timeout: 60_000 });
    expect(await answerTo(page, question).innerText()).toContain(said.split("\n")[1]);
    expect(await page.getByRole("textbox", { name: "Your question" }).count()).toBe(0);

    await page.getByRole("button", { name: "Go on in a new session" }).click();
    await card(page, "Leaves").getByRole("button", { name: "Leaves", exact: true }).waitFor();
    await answerTo(page, question).waitFor();
    await isWhole(await ask(page, "Where does it boil sooner?"));
  });
});

describe("a session that use renews", () => {
  const browser = useBrowser(() => ({
    ...standIns.env(),
    SESSION_EXPIRE_MINUTES: "0.4",
    SESSION_RENEW: "on-use",
  }));

  test("warns, and lives on once it is used", { timeout: 120_000 }, async () => {
    const { page } = await browser.open();
    await addSample(page);
    const warning = page.getByRole("alert", { name: "The session ends soon" });
    await warning.getByRole("button", { name: "Keep it open" }).click();
    await warning.waitFor({ state: "hidden" });
    // It comes again only after the time at which the session would have ended.
    await warning.getByRole("button", { name: "Keep it open" }).click();
    await warning.waitFor({ state: "hidden" });
    await isWhole(await ask(page, "Where should I keep my tea?"));
    expect(await page.getByText("Your session has ended").count()).toBe(0);
  });
});
