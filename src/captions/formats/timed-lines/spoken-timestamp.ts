/**
 * Beside each time YouTube's transcript panel keeps the same time in words, for screen readers; copying the panel copies
 * it too: "0:04", then "4 seconds" on the next line or glued between the time and the words ("0:044 secondshey").
 */
const UNITS = {
  hours:
    "hours?|stunden?|horas?|heures?|or[ae]|uren|uur|час(?:ов|а)?|годин[аи]?|godzin[ay]?|saat|timmar|timme|jam|giờ|時間|小时|小時|시간|घंट[ाे]|ساعات|ساعة",
  minutes:
    "minutes?|minuten?|minutos?|minut[oi]|minuut|минут[аы]?|хвилин[аи]?|minut[ay]?|dakika|minuter|menit|phút|分钟|分鐘|分|분|मिनट|دقائق|دقيقة",
  seconds:
    "seconds?|sekunden?|segundos?|secondes?|second[oi]|seconden?|секунд[аы]?|sekund[ay]?|saniye|sekunder|detik|giây|秒钟|秒鐘|秒|초|सेकंड|ثوان[يٍ]?|ثانية",
} as const;
const JOINT = String.raw`(?:\s*[,،、]\s*|\s+(?:and|und|y|et|e|en|и|i|och|और)\s+|\s*و\s*|\s+)?`;

const UNIT_PATTERNS = Object.entries(UNITS).map(([unit, words]) => ({
  unit: unit as keyof typeof UNITS,
  pattern: new RegExp(String.raw`^(\d{1,4})\s*(?:${words})`, "iu"),
}));
const JOINT_AT_START = new RegExp(`^${JOINT}`, "iu");

/**
 * The text without the time in words at its beginning, or undefined where it does not begin with that. Only the words for
 * exactly `timeMs` (whole milliseconds) count: "4 seconds" at 0:05 was spoken.
 */
export function stripSpokenTimestamp(text: string, timeMs: number): string | undefined {
  const seconds = Math.floor(timeMs / 1_000);
  const expected = {
    hours: Math.floor(seconds / 3_600),
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
  let rest = text.trimStart();
  let hasUnit = false;
  for (const { unit, pattern } of UNIT_PATTERNS) {
    const match = pattern.exec(hasUnit ? rest.replace(JOINT_AT_START, "") : rest);
    if (match !== null && Number(match[1]) === expected[unit]) {
      rest = (hasUnit ? rest.replace(JOINT_AT_START, "") : rest).slice(match[0].length);
      hasUnit = true;
    } else if (expected[unit] !== 0) return undefined;
  }
  return hasUnit ? rest : undefined;
}
