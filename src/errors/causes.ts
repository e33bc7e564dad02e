/** An error and what caused it, the outermost first. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** The messages of an error and of its causes as one line. */
export const reasonOf = (error: unknown): string =>
  [...new Set(causesOf(error).map(({ message }) => message.replaceAll(/\s+/g, " ").trim()))]
    .filter(Boolean)
    .join(": ") || String(error);
