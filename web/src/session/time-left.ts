export const WARN_MS = 120_000;

/** Whole minutes above two, as "12 min"; below, "1:05". Empty once nothing is left. */
export function formatTimeLeft(ms: number): string {
  if (ms <= 0) return "";
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** `today at 19:46`, `tomorrow at 19:46`, or with the day. `now`: milliseconds since the epoch. */
export function formatWhen(iso: string, now: number, locale?: string): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  if (at.toDateString() === new Date(now).toDateString()) return `today at ${time}`;
  if (at.toDateString() === tomorrow.toDateString()) return `tomorrow at ${time}`;
  return `${at.toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" })} at ${time}`;
}
