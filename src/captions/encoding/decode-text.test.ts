import { describe, expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";

const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
};

describe("without a word about it", () => {
  const TEXT = "0:00 Grüner Tee, 緑茶 🫖";
  test.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16, little end first", utf16(`\uFEFF${TEXT}`, false)],
    ["UTF-16, big end first", utf16(`\uFEFF${TEXT}`, true)],
  ])("%s is read", (_, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, warning: null });
  });
  test("an empty file is empty", () => {
    expect(decodeText(Buffer.alloc(0))).toEqual({ text: "", warning: null });
  });
});

/** Single-byte encodings, each with a text that is written in it. */
const SINGLE_BYTE = {
  "windows-1252":
    "0:00 L’été, “vous” êtes très à l’aise — ça va ?\n0:05 Nous parlons du café français à Paris, déjà.",
  "windows-1251": "0:00 Здравствуйте, сегодня мы говорим о чае.\n0:05 Вода должна быть горячей.",
  "windows-1250": "0:00 Dzień dobry, dziś mówimy o herbacie, żółtej i świeżej.\n0:05 Woda musi być gorąca.",
  "iso-8859-7": "0:00 Καλημέρα, σήμερα μιλάμε για το τσάι και το νερό.",
  "windows-1256": "0:00 مرحبا، اليوم نتحدث عن الشاي والماء الساخن.",
};

/** The bytes of a text in an encoding that has one for each character, by what `TextDecoder` makes of each byte. */
function encode(text: string, encoding: string): Uint8Array {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const chars = [...new TextDecoder(encoding).decode(all)];
  return Uint8Array.from(text, (char) => chars.indexOf(char));
}

describe("with a word about it", () => {
  test.each(Object.entries(SINGLE_BYTE))("%s is read", (encoding, text) => {
    const read = decodeText(encode(text, encoding));
    expect(read).toEqual({ text, warning: expect.stringContaining(`read as ${encoding}`) });
  });

  test.each([
    ["shift_jis", "82b182f182c982bf82cd8141", "こんにちは、"],
    ["euc-kr", "bec8b3e7c7cfbcbcbfe4", "안녕하세요"],
    ["gb18030", "b4f3bcd2bac3a3acbdf1ccecced2c3c7c0b4ccb8ccb8b2e8a1a3", "大家好，今天我们来谈谈茶。"],
    ["big5", "a46aae61a66ea141a4b5a4d1a7daadcca8d3bdcdbdcdaff9a143", "大家好，今天我們來談談茶。"],
  ])("%s is read", (_, hex, text) => {
    const line = Buffer.concat([Buffer.from("0:00 "), Buffer.from(hex, "hex"), Buffer.from("\n")]);
    const read = decodeText(Buffer.concat(Array.from({ length: 5 }, () => line)));
    expect(read.text).toBe(`0:00 ${text}\n`.repeat(5));
    expect(read.warning).toContain("not in UTF-8");
  });

  test.each([false, true])("UTF-16 without a byte order mark is read (big end first: %s)", (isBigEndian) => {
    const text = "0:00 Green tea is hot.\n0:05 “Quite.”";
    const read = decodeText(utf16(text, isBigEndian));
    expect(read).toEqual({ text, warning: expect.stringContaining("utf-16") });
  });

  test("one umlaut in English is Windows-1252", () => {
    const text = "0:00 The tea is hei\u00DF, as they say.\n0:05 And so on.";
    expect(decodeText(encode(text, "windows-1252"))).toMatchObject({ text });
  });

  test("UTF-8 that is cut in a character stays UTF-8", () => {
    const whole = Buffer.from("0:00 Grüner Tee ist heiß, sagt man über ihn, für später: ä");
    const read = decodeText(whole.subarray(0, -1));
    expect(read.text).toContain("Grüner Tee ist heiß");
    expect(read.warning).toMatch(/^A character of the file could not be read/);
  });
});

test("any bytes are read", () => {
  for (let seed = 1; seed < 200; seed++) {
    const bytes = Uint8Array.from({ length: seed * 7 }, (_, at) => (at * at * seed + at * 31) % 256);
    expect(typeof decodeText(bytes).text).toBe("string");
  }
});
