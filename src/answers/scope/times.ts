import { numeralsOf } from "../../text/numbers/numerals.ts";

/** Words for units of time in all languages, and their letters, which stand only behind a number. */
const HOUR = "hours?|stunden?|horas?|heures?|or[ae]|u(?:ur|ren)|час[а-я]*|घंटे?|时间?|小时|時間|ساع(?:ة|ات)";
const MINUTE =
  "min|mins|minutes?|minuten?|minuut|minutos?|minut[oi]|минут[а-я]*|мин|मिनट|分钟|分鐘|分|(?:ال)?دقيقة|(?:ال)?دقائق";
const SECOND =
  "sec|secs|seconds?|sekunden?|segundos?|secondes?|second[oi]|seconden|секунд[а-я]*|сек|सेकंड|秒|(?:ال)?ثانية|ثوان";
const [HOURS, MINUTES, SECONDS] = [`h|${HOUR}`, `m|${MINUTE}`, `s|${SECOND}`];
/** Half of a video. */
const HALF = "half|halfte|mitad|moitie|meta|metade|helft|половин[а-я]+|आधे|半分?|نصف";
export const UNIT = `(?<unit>${HOUR}|${MINUTE}|${SECOND}|${HALF})`;
/** A number behind which one of these stands counts time. */
export const NO_UNIT = `(?! ?(?:${HOURS}|${MINUTES}|${SECONDS})(?![\\p{L}\\p{M}]))`;

/** Not behind a number, or a sign. */
const BEFORE = String.raw`(?<![\p{N}:.]|(?:^|[\s(])[-−–])`;
const CLOCK_SOURCE = String.raw`(?:(?<hours>\d{1,2}):(?=[0-5]?\d:))?(?<minutes>\d{1,3}):(?<seconds>[0-5]\d)(?![\p{N}:])`;
const CLOCK = new RegExp(`${BEFORE}${CLOCK_SOURCE}`, "u");
/** "At 3.20", with nothing else: as likely a number otherwise. */
const DOTTED = /^(?:at|bei|um|a|en|alle|op|na|no|в|на) (?<minutes>\d{1,2})\.(?<seconds>[0-5]\d)(?=\W*$)/u;
const NO_LETTER = String.raw`(?![a-zа-я\p{M}\p{N}])`;
const SPELT = new RegExp(
  [
    `${BEFORE}(?:(?<hours>\\d{1,2}) ?(?:${HOURS}) ?)?(?<minutes>\\d{1,3}) ?(?:${MINUTES})(?: ?(?<seconds>\\d{1,2}) ?(?:${SECONDS})?)?${NO_LETTER}`,
    `(?<![\\p{L}\\p{N}'])(?:${MINUTE}) ?(?<minutes2>\\d{1,3})(?!\\p{N}|[:.]\\p{N})(?: ?(?:${SECOND}) ?(?<seconds2>\\d{1,2}))?`,
    `${BEFORE}(?<hours3>\\d{1,2}) ?(?:${HOURS})${NO_LETTER}`,
    `${BEFORE}(?<seconds4>\\d{1,4}) ?(?:${SECONDS})${NO_LETTER}`,
    `(?<![\\p{L}\\p{N}'])(?:${SECOND}) ?(?<seconds5>\\d{1,4})(?!\\p{N}|[:.]\\p{N})`,
  ].join("|"),
  "u",
);
/** "1h02m", "3m20s". */
const COMPACT = /^\d+(?:h\d+(?:m(?:in)?)?(?:\d+s?)?|m(?:in)?\d+s?)$/u;

/** Words between two times, and before and behind one, in all languages. */
const UNTIL = new RegExp(
  `^ ?(?:[-–—~〜]|to|and|until|till|bis|und|hasta|a|y|jusqu'a|et|al|alle|e|as|ate|tot|en|до|по|и|से|और|到|至|から|الى|و) ?(?:the |le |las? |les |as |den )?${CLOCK_SOURCE}(?: ?के बीच)?`,
  "u",
);
const SINCE =
  /(?<!\p{L})(?:between|from|zwischen|von|ab|entre|de|desde|a partir d[ea]|tra|fra|dalle|da|das|tussen|van|между|с|от|从|從|بين|من)(?: the| le| las?| les| as| den)? ?$/u;
const SIDES = {
  BEFORE:
    /(?<!\p{L})(?:(?:right |just |shortly )?before|(?:kurz )?vor|antes d[eao]s?|avant|prima d[ie]l{0,2}e?|voor|перед|до|قبل)(?: the| el| la| as)? ?$/u,
  AFTER:
    /(?<!\p{L})(?:(?:right |just |shortly )?after|(?:kurz )?nach|despues de|apres|dopo(?: le)?|depois d[eao]s?|na|после|بعد)(?: the| el| la| as)? ?$/u,
} as const;
const SIDES_BEHIND = {
  BEFORE: /^ ?(?:से पहले|के पहले|之前|以前|より前|の前)/u,
  AFTER: /^ ?(?:के बाद|之后|之後|以后|以後|より後|の後|以降)/u,
} as const;

export type TimeSide = keyof typeof SIDES;

/**
 * A time in a video: "12:30", "minute 5", "4 min 10". `isPlace`: written as a place in one and not as a length; `spanMs`:
 * how long it is from there ("from 2:00 to 3:00"), or up to there for the end; `timeShare`: the part of the video before
 * it; `side`: before or behind it is meant. `from` and `to` are with the words that say so.
 */
export type FoundTime = {
  timeMs?: number;
  timeShare?: number;
  spanMs?: number;
  side?: TimeSide;
  isPlace: boolean;
  from: number;
  to: number;
};

/** The first time that a folded text names. */
export function findTime(text: string): FoundTime | undefined {
  const clock = CLOCK.exec(text) ?? DOTTED.exec(text);
  const match = clock ?? SPELT.exec(text);
  if (!match) return undefined;
  const timeMs = readMs(match);
  const isPlace =
    clock !== null ||
    COMPACT.test(match[0]) ||
    match.groups?.["minutes2"] !== undefined ||
    match.groups?.["seconds5"] !== undefined;
  let from = match.index;
  let to = from + match[0].length;
  if (clock === null) return { timeMs, isPlace, from, to };
  const until = UNTIL.exec(text.slice(to));
  const spanMs = until ? readMs(until) - timeMs : 0;
  if (spanMs > 0) {
    to += until![0].length;
    from = SINCE.exec(text.slice(0, from))?.index ?? from;
    return { timeMs, spanMs, isPlace, from, to };
  }
  for (const side of ["BEFORE", "AFTER"] as const) {
    const before = SIDES[side].exec(text.slice(0, from));
    const behind = SIDES_BEHIND[side].exec(text.slice(to));
    if (before || behind)
      return { timeMs, side, isPlace, from: before?.index ?? from, to: to + (behind?.[0].length ?? 0) };
  }
  return { timeMs, isPlace, from, to };
}

function readMs({ groups }: RegExpExecArray): number {
  const read = (unit: string): number =>
    Number(Object.entries(groups ?? {}).find(([name, digits]) => name.startsWith(unit) && digits)?.[1] ?? 0);
  return ((read("hours") * 60 + read("minutes")) * 60 + read("seconds")) * 1000;
}

/** The first or last part of a video that a folded text names ("the last five minutes", "the second half"). */
export function findSpan(text: string, span: RegExp, language: string): FoundTime | undefined {
  for (let start = 0; ;) {
    const match = span.exec(text.slice(start));
    if (!match) return undefined;
    const { first, second, count, unit } = match.groups as Record<string, string | undefined>;
    const number = count === undefined ? 1 : readCount(count, language);
    const from = start + match.index;
    if (number === undefined) {
      // "In the first minute": the word before is no number.
      start = from + match[0].indexOf(count!) + count!.length;
      continue;
    }
    const place = { isPlace: true, from, to: from + match[0].length };
    if (IS_HALF.test(unit!))
      return { ...(first === undefined ? { timeShare: 0.5 } : { timeMs: 0 }), ...place };
    if (second !== undefined) return undefined;
    const spanMs = number * 1000 * (IS_SECOND.test(unit!) ? 1 : IS_MINUTE.test(unit!) ? 60 : 3600);
    return { timeMs: first === undefined ? Infinity : 0, spanMs, ...place };
  }
}

const [IS_HALF, IS_MINUTE, IS_SECOND] = [HALF, MINUTE, SECOND].map(
  (unit) => new RegExp(`^(?:${unit})$`, "u"),
) as [RegExp, RegExp, RegExp];

/** "A few minutes" are some three. */
const FEW = /^(?:few|couple(?: of)?|paar|pocos|quelques|pochi|poucos|несколько|कुछ|几|數|数|بضع)$/u;
const DIGITS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  八: 8,
  十: 10,
};
const WORDS: Record<string, number> = {
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  десять: 10,
  दो: 2,
  तीन: 3,
  पांच: 5,
  दस: 10,
  الخمس: 5,
  خمس: 5,
  عشر: 10,
};

function readCount(word: string, language: string): number | undefined {
  if (/^\d+$/u.test(word)) return Number(word);
  if (FEW.test(word)) return 3;
  return numeralsOf(language)?.phrases.get(word)?.value ?? DIGITS[word] ?? WORDS[word];
}
