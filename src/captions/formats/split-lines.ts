/** Lines whatever ends them (LF, CR or both), without a byte order mark. */
export function splitLines(content: string): string[] {
  return content.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
}
