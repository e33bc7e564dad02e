/**
 * Waits for something that ends, but no longer than `limitMs`: closing a connection waits for the other side, which may
 * be frozen or cut off. What is left open then ends with the process.
 */
export async function within(limitMs: number, ending: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([ending, limit]);
  clearTimeout(timer);
}
