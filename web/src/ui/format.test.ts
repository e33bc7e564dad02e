import { expect, test } from "vitest";
import { formatTime, languageName, speakTime } from "./format.ts";

test.each([
  [0, "0:00", "the beginning"],
  [229_999, "3:49", "3 minutes and 49 seconds"],
  [61_000, "1:01", "1 minute and 1 second"],
  [3_723_000, "1:02:03", "1 hour, 2 minutes, and 3 seconds"],
])("%i ms is %s", (ms, written, spoken) => {
  expect(formatTime(ms)).toBe(written);
  expect(speakTime(ms)).toBe(spoken);
});

test("languages have names, as far as they are known", () => {
  expect(languageName("de")).toBe("German");
  expect(languageName("not a tag")).toBe("not a tag");
});
