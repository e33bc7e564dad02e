/**
 * The longest wait that is honoured: no quota of YouTube or OpenAI lasts longer than a day, and a header of 1e15 seconds
 * would make a date that cannot be stored.
 */
export const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/**
 * The wait that a response asks for, in milliseconds from `now`, `MAX_RETRY_AFTER_MS` at most: OpenAI's
 * `retry-after-ms`, else `Retry-After`, which holds seconds or an HTTP date. Undefined where it has neither.
 */
export function readRetryAfterMs(
  headers: { get(name: string): string | null } | undefined,
  now = Date.now(),
): number | undefined {
  const wait = numberOf(headers?.get("retry-after-ms")) ?? secondsOrDate(headers?.get("retry-after"), now);
  return wait === undefined ? undefined : Math.min(wait, MAX_RETRY_AFTER_MS);
}

function secondsOrDate(value: string | null | undefined, now: number): number | undefined {
  if (!value) return undefined;
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1000;
  // A date names its month, where Date.parse also takes a negative number for a year.
  const at = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function numberOf(value: string | null | undefined): number | undefined {
  const number = value?.trim() ? Number(value) : NaN;
  return number >= 0 ? number : undefined;
}
