/** The names in a list with commas between. Ends the program where one is unknown. */
export function chosen(list: string, known: string[]): string[] {
  const names = list.split(",");
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  process.stderr.write(`Unknown: ${unknown.join()}. Known: ${known.join()}\n`);
  process.exit(1);
}
