import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Environment variables of a checkout that turn off its limits by address and session, as its settings name them. */
export async function limitsOff(checkout: string): Promise<Record<string, string>> {
  const source = await readFile(join(checkout, "src/config.ts"), "utf8");
  const names = source.matchAll(
    /^\s*([A-Z_]*_PER_(?:SECOND|MINUTE|HOUR|DAY|WINDOW)[A-Z_]*|RATE_[A-Z_]+|[A-Z_]+_PER_ADDRESS[A-Z_]*): /gm,
  );
  return Object.fromEntries([...names].map(([, name]) => [name!, "0"]));
}
