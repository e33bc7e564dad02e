/** Waits for something that ends, but no longer than `limitMs`: a connection that does not close ends with the process. */
export async function within(limitMs: number, ending: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([ending, limit]);
  clearTimeout(timer);
}
