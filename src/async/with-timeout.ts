/**
 * Waits until `closing` settles, `limitMs` at most: closing a connection waits for its other side, which may be frozen or
 * cut off. undefined: it has not settled. Rejects where `closing` does.
 */
export async function withTimeout<T>(
  limitMs: number,
  closing: Promise<T> | undefined,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limitMs)));
  try {
    return await Promise.race([closing, limit]);
  } finally {
    clearTimeout(timer);
  }
}
