/**
 * Waits until `ending` settles, `limitMs` at most: a connection's other side, which its closing waits for, may be frozen
 * or cut off. What is still open by then ends with the process.
 */
export async function withTimeout(limitMs: number, ending: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  try {
    await Promise.race([ending, limit]);
  } finally {
    clearTimeout(timer);
  }
}
