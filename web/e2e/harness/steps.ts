import type { Locator, Page } from "playwright-core";

/** Adds the sample talk, and waits until it is read. */
export async function addSample(page: Page): Promise<void> {
  await page.getByRole("button", { name: /sample talk/i }).click();
  await card(page, "Five things that go wrong with tea")
    .getByText(/uploaded/)
    .waitFor();
}

/** Pastes links and adds them. */
export async function addLinks(page: Page, links: string): Promise<void> {
  await page.getByLabel(/paste links/i).fill(links);
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

/** The card of a video, by its title. */
export const card = (page: Page, title: string): Locator =>
  page.getByRole("region", { name: /^Videos/ }).getByRole("listitem", { name: title });

/** Asks, and gives the answer, which may not have begun. */
export async function ask(page: Page, question: string): Promise<Locator> {
  await page.getByRole("textbox", { name: "Your question" }).fill(question);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const answer = answerTo(page, question);
  await answer.waitFor();
  return answer;
}

export const answerTo = (page: Page, question: string): Locator =>
  page.getByRole("article", { name: question });

/** Waits until an answer is written to its end. */
export const isWhole = (answer: Locator): Promise<void> =>
  answer.getByRole("button", { name: /ask again/i }).waitFor();

/** The chips of its citations. */
export const citations = (answer: Locator): Locator => answer.getByRole("button", { name: /^Citation/ });

/** Says yes to the question before something is deleted. */
export const confirm = (page: Page): Promise<void> =>
  page
    .getByRole("dialog")
    .getByRole("button", { name: /^(Delete|Clear)/ })
    .click();
