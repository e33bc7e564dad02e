import { isUtf8 } from "node:buffer";
import { analyse } from "chardet";

/** The text of a file, and what was guessed of it, for the person who sent it (null: nothing). */
export type DecodedText = { text: string; warning: string | null };

/** The bytes that tell one encoding from another, of which no more are looked at: from the first that is not ASCII on. */
const SAMPLE_BYTES = 16_000;

/**
 * Decodes a text file: by its byte order mark, as UTF-8 where it is that, else in the encoding of the Web that its
 * bytes look most like. Characters that cannot be read become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), warning: null };
  const wide = wideEncoding(bytes);
  if (wide !== null) return guessed(new TextDecoder(wide).decode(bytes), wide);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), warning: null };
  } catch {
    return decodeOther(bytes);
  }
}

/** Whether a file is surely UTF-8 or UTF-16, so that decoding it takes some milliseconds. */
export const isUtf = (bytes: Uint8Array): boolean =>
  encodingOfMark(bytes) !== null || wideEncoding(bytes) !== null || isUtf8(bytes);

function encodingOfMark([first, second]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** UTF-16 without a mark: of every two bytes one is 0, wherever the text is ASCII. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 1000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  const most = sample.length * 0.2;
  if (odd > most && even * 20 < odd) return "utf-16le";
  return even > most && odd * 20 < even ? "utf-16be" : null;
}

/** U+FFFD. */
const REPLACEMENT = 0xfffd;

function decodeOther(bytes: Uint8Array): DecodedText {
  const utf8 = new TextDecoder().decode(bytes);
  let unreadable = 0;
  let readable = 0;
  for (let index = 0; index < utf8.length; index += 1) {
    const code = utf8.charCodeAt(index);
    if (code === REPLACEMENT) unreadable += 1;
    else if (code > 0x7f) readable += 1;
  }
  if (readable > unreadable) {
    return {
      text: utf8,
      warning: `${unreadable === 1 ? "A character" : `${unreadable} characters`} of the file could not be read as UTF-8: save it as UTF-8.`,
    };
  }
  for (const encoding of likelyEncodings(bytes)) {
    const text = new TextDecoder(encoding).decode(bytes);
    if (!text.includes("\uFFFD")) return guessed(text, encoding);
  }
  return guessed(new TextDecoder("windows-1252").decode(bytes), "windows-1252");
}

/** The encodings that bytes may be in, most likely first, by the names that `TextDecoder` knows. */
function likelyEncodings(bytes: Uint8Array): string[] {
  const at = bytes.findIndex((byte) => byte > 0x7f);
  const found = analyse(bytes.subarray(at, at + SAMPLE_BYTES)).map(({ name }) => name.toLowerCase());
  return found.filter((name) => LEGACY.has(name));
}

/** What chardet tells apart and files are written in; ISO 8859-1 and -9 are read as the Windows encodings that hold them. */
const LEGACY = new Set(
  [
    ["big5", "euc-jp", "euc-kr", "gb18030", "shift_jis", "koi8-r", "iso-2022-jp"],
    [1, 2, 5, 6, 7, 8, 9].map((part) => `iso-8859-${part}`),
    [1250, 1251, 1252, 1253, 1254, 1255, 1256].map((page) => `windows-${page}`),
  ].flat(),
);

const guessed = (text: string, encoding: string): DecodedText => ({
  text,
  warning: `The file is not in UTF-8 and was read as ${new TextDecoder(encoding).encoding}: save it as UTF-8 where letters look wrong.`,
});
