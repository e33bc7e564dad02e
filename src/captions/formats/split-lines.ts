/** Lines whatever ends them (LF, CR, CR LF or CR CR LF), without a byte order mark. */
export function splitLines(content: string): string[] {
  return content
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\r\n", "\n")
    .split(/\r\n|\r|\n/);
}
