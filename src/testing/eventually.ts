import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` gives something other than undefined, null or false, and returns it. Rejects after `withinMs`. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  { withinMs = 10_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false)
      return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${look.toString()}`);
    await sleep(everyMs);
  }
}
