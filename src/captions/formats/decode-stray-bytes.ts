const NEXT_LINE = "\u0085";
const C1 = /[\u0080-\u009F]/;
const C1_ALL = /[\u0080-\u009F]/g;
const OTHER_THAN_LATIN_1 = /[\u0100-\uFFFF]/;

/**
 * Text whose bytes were read as Latin-1, put right: bytes of UTF-8, and the quotes, dashes and ellipses that Windows-1252
 * has where Latin-1 has controls (C1). NEL (U+0085), where it is the only one of them, breaks a line.
 */
export function decodeStrayBytes(content: string): string {
  if (!C1.test(content)) return content;
  if (!C1.test(content.replaceAll(NEXT_LINE, ""))) return content.replaceAll(NEXT_LINE, "\n");
  const decoder = new TextDecoder("windows-1252");
  return (
    asUtf8(content) ??
    content.replace(C1_ALL, (control) => decoder.decode(Uint8Array.of(control.charCodeAt(0))))
  );
}

function asUtf8(content: string): string | undefined {
  if (OTHER_THAN_LATIN_1.test(content)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(content, "latin1"));
  } catch {
    return undefined;
  }
}
