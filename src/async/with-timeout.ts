/**
 * Waits until `closing` settles, `limitMs` at most: closing a connection waits for its other side, which may be frozen or
 * cut off. Rejects where `closing` does.
 */
export async function withTimeout(limitMs: number, closing: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  try {
    await Promise.race([closing, limit]);
  } finally {
    clearTimeout(timer);
  }
}
