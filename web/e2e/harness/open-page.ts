import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { screenshotPath } from "./screenshots.ts";
import { answerPlayer, PLAYER_HOST } from "./player.ts";

/** A page in a browser that has no other, and what it did that it should not. */
export type OpenedPage = {
  page: Page;
  context: BrowserContext;
  /** Addresses on other hosts that it asked for, but for thumbnails and the player. */
  foreign: string[];
  /** Requests for thumbnails and for the player. */
  thumbnails: string[];
  players: string[];
  /** What its Content-Security-Policy refused. */
  violations: string[];
  /** Errors of its scripts. */
  faults: string[];
};

const THUMBNAIL_HOST = /\.ytimg\.com$/;
const THUMBNAIL = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="480" height="360" fill="#357"/></svg>`;

/**
 * Opens an address in a new profile. Only the server is reached: thumbnails and YouTube's player have stand-ins, any other
 * host is refused. When the test has finished the profile is gone, and the test fails where the page asked for another host,
 * broke its policy, or threw.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { allowed?: { foreign?: boolean } } = {},
): Promise<OpenedPage> {
  const { allowed = {}, ...contextOptions } = options;
  const context = await browser.newContext({ locale: "en-US", ...contextOptions });
  const opened = { foreign: [], thumbnails: [], players: [], violations: [], faults: [] };
  const { foreign, thumbnails, players, violations, faults }: Record<keyof typeof opened, string[]> = opened;
  const { host } = new URL(url);
  await context.route(
    (address) => address.host !== host && /^https?:$/.test(address.protocol),
    async (route: Route) => {
      const address = new URL(route.request().url());
      if (THUMBNAIL_HOST.test(address.hostname)) {
        thumbnails.push(address.href);
        return route.fulfill({ contentType: "image/svg+xml", body: THUMBNAIL });
      }
      if (address.hostname === PLAYER_HOST) {
        players.push(address.href);
        return answerPlayer(route);
      }
      foreign.push(address.href);
      return route.abort("connectionrefused");
    },
  );
  await context.exposeBinding("reportViolation", (_source, violation: string) => {
    violations.push(violation);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) => {
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`${effectiveDirective} ${blockedURI} in ${sourceFile}`);
    });
  });
  context.on("weberror", (error) => faults.push(String(error.error())));
  const page = await context.newPage();
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail")
      for (const [index, each] of context.pages().entries())
        await each.screenshot({ path: screenshotPath(`failed ${task.name} ${index + 1}`) }).catch(() => {});
    await context.close();
    if (!allowed.foreign) expect(foreign, "requests for other hosts").toEqual([]);
    expect(violations, "refusals of the Content-Security-Policy").toEqual([]);
    expect(faults, "errors of scripts").toEqual([]);
  });
  await page.goto(url);
  return { page, context, foreign, thumbnails, players, violations, faults };
}
