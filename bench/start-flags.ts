import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The flags of Node that `npm start` of a checkout sets. */
export async function startFlags(checkout: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
