import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { playerIn } from "./harness/player.ts";
import { useStandIns } from "./harness/stand-ins.ts";
import { addLinks, addSample, card, citations, ask, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const standIns = useStandIns();
const { open } = useBrowser(standIns.env);

const LINES = 120;
const QUESTION = "What is the secret of good coffee?";
/** Lines of two seconds, each with a number. */
const cues = Array.from({ length: LINES }, (_, index) => ({
  startMs: index * 2000,
  endMs: index * 2000 + 2000,
  text: index === 60 ? "The secret of good coffee is a fresh grind." : `This is sentence number ${index}.`,
}));
beforeAll(() => {
  standIns.youTube.setVideo("longcoffee1", { title: "Coffee", durationMs: LINES * 2000, cues });
});

/** The place of a citation, with the player at it. */
async function openPlace() {
  const { page } = await open();
  await addLinks(page, "https://youtu.be/longcoffee1");
  await card(page, "Coffee").getByRole("button", { name: "Coffee", exact: true }).waitFor();
  const answer = await ask(page, QUESTION);
  await isWhole(answer);
  await citations(answer).first().click();
  await page.getByRole("button", { name: /^Play from/ }).click();
  return { page, player: await playerIn(page) };
}

/** The line that is marked as being said: its second, and whether all of it is in sight. */
const currentLine = (page: Page) =>
  page.evaluate(() => {
    const line = document.querySelector('[aria-current="true"]');
    const list = line?.closest("ol");
    if (!line || !list) return { second: -1, isInSight: false };
    const [box, frame] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
    const [minutes, seconds] = (/\d+:\d+/.exec(line.textContent ?? "")?.[0] ?? "0:0").split(":").map(Number);
    return {
      second: (minutes ?? 0) * 60 + (seconds ?? 0),
      isInSight: box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1,
    };
  });

test("at three times the speed the line that is said is marked, and in sight", async () => {
  const { page, player } = await openPlace();
  await player.seek(20);
  await player.setRate(3);
  for (const second of [30, 50, 70]) {
    await expect.poll(() => player.time()).toBeGreaterThan(second);
    const secondsAway = async () => {
      const [line, time] = await Promise.all([currentLine(page), player.time()]);
      return line.isInSight ? Math.abs(line.second + 1 - time) : Number.POSITIVE_INFINITY;
    };
    // Half a line, and what the player plays between two looks.
    await expect.poll(secondsAway).toBeLessThan(3);
  }
});

test("whoever scrolls away is left alone, and comes back with a button", async () => {
  const { page } = await openPlace();
  const isInSight = async () => (await currentLine(page)).isInSight;
  await expect.poll(isInSight).toBe(true);
  await page.getByRole("list", { name: "Transcript" }).hover();
  await page.mouse.wheel(0, -4000);
  const back = page.getByRole("button", { name: "Back to current" });
  await back.waitFor();
  await expect.poll(isInSight).toBe(false);
  await back.click();
  await expect.poll(isInSight).toBe(true);
  expect(await back.count()).toBe(0);
});

test("an uploaded transcript is shown without a player", async () => {
  const { page, players } = await open();
  await addSample(page);
  await page.getByRole("button", { name: "Five things that go wrong with tea", exact: true }).click();
  await page.getByRole("list", { name: "Transcript" }).getByText("My name is Ida").waitFor();
  expect(await page.getByRole("button", { name: /^Play from/ }).count()).toBe(0);
  expect(players).toEqual([]);
});
