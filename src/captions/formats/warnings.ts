/** Nobody reads more. */
export const MAX_WARNINGS = 20;
const MAX_QUOTED_CHARS = 60;

/** What was left out or guessed while a transcript was read, for the person who supplied it. */
export function createWarnings() {
  const list: string[] = [];
  let more = 0;
  return {
    /** `line` counts from 1; undefined: it concerns no line. */
    add(line: number | undefined, text: string): void {
      if (list.length < MAX_WARNINGS - 1) list.push(line === undefined ? text : `Line ${line}: ${text}`);
      else more += 1;
    },
    /** At most 20, the last of which tells how many more there were. */
    list: (): string[] => (more === 0 ? [...list] : [...list, `${more} more of the kind.`]),
  };
}

export type Warnings = ReturnType<typeof createWarnings>;

/** A piece of the content as a warning shows it. */
export function quoted(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  if (line.length <= MAX_QUOTED_CHARS) return `“${line}”`;
  return `“${line.slice(0, MAX_QUOTED_CHARS).toWellFormed()}…”`;
}
