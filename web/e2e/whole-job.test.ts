import { expect, test } from "vitest";
import type { Cue } from "../../src/captions/cue.ts";
import { playerIn } from "./harness/player.ts";
import { useStandIns } from "./harness/stand-ins.ts";
import { addLinks, addSample, answerTo, ask, card, citations, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const standIns = useStandIns();
const { open } = useBrowser(standIns.env);

/** A line every five seconds. */
const SAID = [
  "Good evening, and welcome to this talk about coffee.",
  "A burr grinder cuts every bean to the same size.",
  "Espresso wants water of ninety three degrees.",
  "A paper filter holds the oils back.",
  "The French press leaves them in the cup.",
  "Store the beans in a tin, away from the light.",
  "Frozen beans keep their smell for three months.",
  "Descale the machine with citric acid every second month.",
  "Milk should never become hotter than sixty five degrees.",
  "Thank you for listening, and good night.",
];
const CUES: Cue[] = SAID.map((text, index) => ({ startMs: index * 5000, endMs: index * 5000 + 5000, text }));

test("a new visitor adds the sample in one click, asks what is suggested, and sees where it is said", async () => {
  const { page, thumbnails, players } = await open();
  await page.getByText(/no AI model is connected/).click();
  await page.getByText("OPENAI_BASE_URL").waitFor();
  await addSample(page);
  await card(page, "Five things that go wrong with tea")
    .getByText(/chapters/)
    .waitFor();

  const suggested = page.getByRole("button", { name: /\?$/ });
  await suggested.first().waitFor();
  expect(await suggested.count()).toBeGreaterThan(1);
  const question = (await suggested.first().innerText()).trim();
  await suggested.first().click();
  await isWhole(answerTo(page, question));

  const answer = await ask(page, "Where should I keep my tea?");
  await isWhole(answer);
  const [chip] = await citations(answer).all();
  const [, quote] = /“(.*)”/.exec((await chip!.textContent())!)!;
  await chip!.focus();
  await page.getByText(quote!, { exact: true }).and(page.locator("[popover] *")).waitFor();
  await chip!.click();
  const pane = page.getByRole("region", { name: "Video and transcript" });
  const marked = pane.locator("mark");
  await expect.poll(async () => (await marked.allInnerTexts()).join(" ")).toContain("worst place");
  expect(await marked.first().isVisible()).toBe(true);
  // An upload has no player, and nothing has been asked of YouTube.
  expect(await pane.locator("iframe").count()).toBe(0);
  expect([thumbnails, players]).toEqual([[], []]);
});

test("a question that nothing answers is told so, above what the answer says", async () => {
  const { page } = await open();
  await addSample(page);
  const answer = await ask(page, "What is the capital of Mongolia?");
  await isWhole(answer);
  expect(await answer.innerText()).toContain("Your videos do not answer this");
});

test("an answer that is not sure looks like one, above the nearest that is said", async () => {
  const { page } = await open();
  await addSample(page);
  const answer = await ask(page, "How long does oolong keep in the freezer?");
  await isWhole(answer);
  const text = await answer.innerText();
  expect(text).toContain("Not sure. This is the nearest that is said");
  expect(text).toContain("Oolong is in between");
});

test("an answer is asked again, copied with links, and deleted", async () => {
  const { page, context } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await addSample(page);
  const question = "How long should black tea steep?";
  const answer = await ask(page, question);
  await isWhole(answer);
  await answer.getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("[1]");
  await answer.getByRole("button", { name: "Ask again" }).click();
  await expect.poll(() => answerTo(page, question).count()).toBe(2);
  await isWhole(answerTo(page, question).last());
  await answerTo(page, question).first().getByRole("button", { name: "Delete" }).click();
  await expect.poll(() => answerTo(page, question).count()).toBe(1);
  const reloaded = await context.newPage();
  await reloaded.goto(page.url());
  await answerTo(reloaded, question).waitFor();
  expect(await answerTo(reloaded, question).count()).toBe(1);
});

test("the player loads with consent alone, and the line that is said is the one that is marked", async () => {
  standIns.youTube.setVideo("coffeetalk1", { title: "Coffee talk", cues: CUES, durationMs: 50_000 });
  const { page, thumbnails, players } = await open();
  await addLinks(page, "https://www.youtube.com/watch?v=coffeetalk1");
  await card(page, "Coffee talk").getByRole("button", { name: "Coffee talk", exact: true }).waitFor();
  const answer = await ask(page, "How hot should the water for espresso be?");
  await isWhole(answer);
  await citations(answer).first().click();
  const pane = page.getByRole("region", { name: "Video and transcript" });
  const current = pane.locator('[aria-current="true"]');
  await pane.getByRole("button", { name: /^Play from/ }).waitFor();
  expect([thumbnails, players]).toEqual([[], []]);

  await pane.getByRole("button", { name: /^Play from/ }).click();
  const player = await playerIn(page);
  expect(player.url.pathname).toBe("/embed/coffeetalk1");
  await expect.poll(() => player.isPlaying()).toBe(true);
  expect(players).toHaveLength(1);
  for (const [seconds, line] of [
    [17, SAID[3]],
    [42.5, SAID[8]],
    [6, SAID[1]],
  ] as const) {
    await player.seek(seconds);
    await expect.poll(() => current.innerText()).toContain(line);
    expect(await current.count()).toBe(1);
  }
  // It goes on by itself.
  await player.setRate(4);
  await expect.poll(() => current.innerText(), { timeout: 10_000 }).toContain(SAID[4]);
  await player.setRate(1);

  await pane.getByRole("searchbox", { name: "Find in the transcript" }).fill("citric");
  await expect.poll(() => pane.getByRole("listitem").count()).toBe(1);
  await pane.getByRole("button", { name: /citric acid/ }).click();
  await expect.poll(() => pane.getByRole("listitem").count()).toBe(SAID.length);
  await expect.poll(() => current.innerText()).toContain(SAID[7]);
  await expect.poll(() => player.time()).toBeGreaterThanOrEqual(35);
  expect(await player.time()).toBeLessThan(45);
});

test("which videos are asked can be chosen", async () => {
  standIns.youTube.setVideo("coffeetalk2", { title: "Coffee again", cues: CUES, durationMs: 50_000 });
  const { page } = await open();
  await addSample(page);
  await addLinks(page, "https://youtu.be/coffeetalk2");
  await card(page, "Coffee again").getByRole("checkbox").uncheck();
  await page.getByText("Asking 1 of 2 videos").waitFor();
  const answer = await ask(page, "How hot should the water for espresso be?");
  await isWhole(answer);
  expect(await answer.innerText()).not.toContain("ninety three");
  await page.getByRole("button", { name: "Ask all" }).click();
  const all = await ask(page, "How hot should the water for an espresso be?");
  await isWhole(all);
  expect(await all.innerText()).toContain("ninety three");
});
