import { existsSync } from "node:fs";
import { PAGE_DIRECTORIES } from "../../../src/transports/http/pages/built-pages.ts";
import { findChromium } from "./chromium.ts";

/** Says what is missing before the first test is run. */
export default function setup() {
  findChromium();
  const missing = Object.values(PAGE_DIRECTORIES).filter((directory) => !existsSync(directory));
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(", ")}. Run npm run build.`);
}
