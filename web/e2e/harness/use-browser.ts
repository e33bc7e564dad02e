import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchChromium } from "./chromium.ts";
import { openPage } from "./open-page.ts";
import { startServer, type ServerUnderTest } from "./server.ts";

type Options = BrowserContextOptions & { path?: string; origin?: string; allowed?: { foreign?: boolean } };

/** A browser and a server for the tests of a file. `env`: asked for once the file's own `beforeAll` have run. */
export function useBrowser(env: () => Record<string, string> = () => ({})) {
  let browser: Browser | undefined;
  let server: ServerUnderTest | undefined;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer(env())]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get server() {
      return server!;
    },
    /** Opens the page, or another path, in a profile of its own. */
    open: ({ path = "/", origin = server!.origin, ...options }: Options = {}) =>
      openPage(browser!, origin + path, options),
  };
}
