import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createGate } from "../../src/testing/fakes/fake-models.ts";
import { youtubeRefusals } from "../../src/testing/youtube/youtube-behaviour.ts";
import { useStandIns } from "./harness/stand-ins.ts";
import { addLinks, ask, card, isWhole } from "./harness/steps.ts";
import { useBrowser } from "./harness/use-browser.ts";

const standIns = useStandIns();
const { open } = useBrowser(standIns.env);

const list = (page: Page) => page.getByRole("region", { name: /^Videos/ }).locator("li[aria-labelledby]");

/** Drops files onto the page, as a person does from another window. */
async function drop(page: Page, files: { name: string; content: string }[]) {
  const dropped = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, content } of given) transfer.items.add(new File([content], name));
    return transfer;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("main", type, { dataTransfer: dropped });
}

test("a video without captions says so, and takes a transcript that is pasted instead", async () => {
  standIns.youTube.setVideo("nocaptions1", { title: "Silent", ...youtubeRefusals.captionsDisabled });
  const { page } = await open();
  await addLinks(page, "https://youtu.be/nocaptions1");
  await list(page).getByText("It has no captions").waitFor();
  await list(page).getByRole("button", { name: "Upload instead" }).click();
  await page
    .getByRole("textbox", { name: "Transcript of this video" })
    .fill("0:00 The moon has no air.\n0:05 So its sky is black, also by day.");
  await list(page).getByRole("button", { name: "Add it" }).click();
  await expect.poll(() => list(page).innerText()).toContain("uploaded");
  expect(await list(page).count()).toBe(1);
  const answer = await ask(page, "Why is the sky of the moon black?");
  await isWhole(answer);
  expect(await answer.innerText()).toContain("no air");
});

test("a refusal that passes says when it is tried again, and is tried at once on a click", async () => {
  standIns.youTube.setVideo("awayvideo01", { title: "Later", ...youtubeRefusals.serverError });
  const { page } = await open();
  await addLinks(page, "https://youtu.be/awayvideo01");
  await list(page).getByText("YouTube did not answer", { exact: true }).waitFor();
  expect(await list(page).innerText()).toMatch(/again/i);
  standIns.youTube.setVideo("awayvideo01", { title: "Later" });
  await list(page).getByRole("button", { name: "Try now" }).click();
  await card(page, "Later").getByRole("button", { name: "Later", exact: true }).waitFor();
  expect(await list(page).count()).toBe(1);
});

test("a playlist and links beside it come in at once, and what is no link is told", async () => {
  standIns.youTube.setPlaylist("PLaaaaaaaaaaaaaaaa", {
    title: "All of it",
    youtubeIds: ["playlist001", "playlist002", "playlist003"],
  });
  const { page } = await open();
  await addLinks(
    page,
    "https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaaaa https://youtu.be/besides0001 https://example.com/nothing",
  );
  await expect.poll(() => list(page).count()).toBe(4);
  await page.getByRole("alert").getByText("example.com").waitFor();
  for (const id of ["playlist001", "playlist003", "besides0001"])
    await card(page, `Video ${id}`)
      .getByRole("button", { name: `Video ${id}`, exact: true })
      .waitFor();
  await page.getByRole("button", { name: "Remove Video playlist002" }).click();
  await expect.poll(() => list(page).count()).toBe(3);
});

test("files are dropped anywhere on the page, and one that is no transcript is told", async () => {
  const { page } = await open();
  await drop(page, [
    { name: "Moon.srt", content: "1\n00:00:01,000 --> 00:00:04,000\nThe moon has no air.\n" },
    { name: "Sun.vtt", content: "WEBVTT\n\n00:01.000 --> 00:04.000\nThe sun is a star.\n" },
    { name: "Picture.png", content: "\u0089PNG\r\n\u001a\n\0\0\0" },
  ]);
  await card(page, "Moon")
    .getByText(/uploaded/)
    .waitFor();
  await card(page, "Sun")
    .getByText(/uploaded/)
    .waitFor();
  await page.getByRole("alert").getByText("Picture.png").waitFor();
  expect(await list(page).count()).toBe(2);
});

test("a link that is added before the session is open waits for it", async () => {
  standIns.youTube.setVideo("earlylink01", { title: "Early" });
  const { page } = await open();
  // Else it would still store the token that is to be cleared.
  await page.getByRole("button", { name: /session: .* left/i }).waitFor();
  const opening = createGate();
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("mutation OpenSession")) await opening.wait();
    await route.continue();
  });
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await addLinks(page, "https://youtu.be/earlylink01");
  opening.open();
  await card(page, "Early").getByRole("button", { name: "Early", exact: true }).waitFor();
  expect(await list(page).count()).toBe(1);
});

test("links that the server does not take now come back into the field", async () => {
  const { page } = await open();
  const refusal = {
    message: "Too many videos were added: try again in a minute.",
    extensions: { code: "RATE_LIMITED", retryAfterMs: 60_000 },
  };
  await page.route("**/graphql", (route) =>
    route.request().postData()?.includes("addVideos")
      ? route.fulfill({ status: 429, json: { errors: [refusal] } })
      : route.fallback(),
  );
  const links = "https://youtu.be/backvideo01\nhttps://youtu.be/backvideo02";
  await addLinks(page, links);
  await page.getByText("Too many videos were added").waitFor();
  await expect.poll(() => page.getByLabel(/paste links/i).inputValue()).toBe(links);
});
