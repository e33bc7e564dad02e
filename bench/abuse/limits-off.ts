import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Environment variables that turn off the limits by address and session of a checkout; none for one that has no limits. */
export async function limitsOff(checkout: string): Promise<Record<string, string>> {
  const source = await readFile(join(checkout, "src/limits/limits.ts"), "utf8").catch(() => "");
  const names = source.matchAll(/^\s*([A-Z_]+_PER_(?:MINUTE|HOUR|DAY)_PER_[A-Z]+):/gm);
  return {
    ...Object.fromEntries([...names].map(([, name]) => [name!, "0"])),
    // All connections come from one address; a checkout that does not know the setting ignores it.
    MAX_CONNECTIONS_PER_ADDRESS: "0",
  };
}
