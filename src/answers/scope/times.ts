/** Words for units of time in all languages; a number stands before or behind them. */
const HOURS = "h|hours?|stunden?|horas?|heures?|or[ae]|u(?:ur|ren)|час[а-я]*|घंटे?|时间?|小时|時間|ساع(?:ة|ات)";
const MINUTES =
  "m|min|mins|minutes?|minuten?|minutos?|minut[oi]|минут[а-я]*|мин|मिनट|分钟|分鐘|分|الدقيقة|دقيقة|دقائق";
const SECONDS =
  "s|sec|secs|seconds?|sekunden?|segundos?|secondes?|second[oi]|seconden|секунд[а-я]*|сек|सेकंड|秒|الثانية|ثانية|ثوان";

const CLOCK = /(?<![\p{N}:.])(?:(?<hours>\d{1,2}):)?(?<minutes>\d{1,3}):(?<seconds>[0-5]\d)(?![\p{N}:])/u;
const BEFORE = String.raw`(?<![\p{N}:.])`;
const SPELT = new RegExp(
  [
    `${BEFORE}(?:(?<hours>\\d{1,2}) ?(?:${HOURS}) ?)?(?<minutes>\\d{1,3}) ?(?:${MINUTES})(?: ?(?<seconds>\\d{1,2}) ?(?:${SECONDS})?)?(?![a-zа-я\\p{M}\\p{N}])`,
    `(?<![\\p{L}\\p{N}])(?:${MINUTES}) ?(?<minutes2>\\d{1,3})(?![\\p{N}:.])(?: ?(?:${SECONDS}) ?(?<seconds2>\\d{1,2}))?`,
    `${BEFORE}(?<hours3>\\d{1,2}) ?(?:${HOURS})(?![a-zа-я\\p{M}\\p{N}])`,
    `${BEFORE}(?<seconds4>\\d{1,4}) ?(?:${SECONDS})(?![a-zа-я\\p{M}\\p{N}])`,
    `(?<![\\p{L}\\p{N}])(?:${SECONDS}) ?(?<seconds5>\\d{1,4})(?![\\p{N}:.])`,
  ].join("|"),
  "u",
);

/** A time in a video: "12:30", "minute 5", "4 min 10". `isClock`: written with colons. */
export type FoundTime = { timeMs: number; isClock: boolean; from: number; to: number };

/** The first time that a folded text names. */
export function findTime(text: string): FoundTime | undefined {
  const clock = CLOCK.exec(text);
  const match = clock ?? SPELT.exec(text);
  if (!match) return undefined;
  const read = (unit: string): number =>
    Number(
      Object.entries(match.groups ?? {}).find(([name, digits]) => name.startsWith(unit) && digits)?.[1] ?? 0,
    );
  const seconds = (read("hours") * 60 + read("minutes")) * 60 + read("seconds");
  return {
    timeMs: seconds * 1000,
    isClock: clock !== null,
    from: match.index,
    to: match.index + match[0].length,
  };
}
