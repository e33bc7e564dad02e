/** When something is tried again, as `Tries again in 3 min, at 19:32.` Times are milliseconds since the epoch. */
export function formatRetry(at: number, now: number, locale?: string): string {
  const seconds = Math.ceil((at - now) / 1000);
  if (seconds <= 0) return "Trying again…";
  const time = new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (seconds < 60) return `Tries again in ${seconds} s.`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? `Tries again in ${minutes} min, at ${time}.`
    : `Tries again in ${Math.round(minutes / 60)} h, at ${time}.`;
}
