import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../node_modules/.cache/web-e2e/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

/** Where tests put what they saw, and what there was to see when one failed. */
export const screenshotPath = (name: string): string => `${FOLDER}${name.replaceAll(/\W+/g, "-")}.png`;
