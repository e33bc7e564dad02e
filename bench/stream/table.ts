import { markdownTable } from "../table.ts";

/** Prints a table in Markdown. */
export function table(head: string[], rows: string[][]) {
  process.stdout.write(`\n${markdownTable(head, rows)}\n\n`);
}
