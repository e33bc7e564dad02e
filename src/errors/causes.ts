/** An error and what caused it, the outermost first. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** The messages of an error and of its causes as one line. */
export const reasonOf = (error: unknown): string =>
  [...new Set(causesOf(error).map((cause) => messageOf(cause).replaceAll(/\s+/g, " ").trim()))]
    .filter(Boolean)
    .join(": ") || String(error);

/** Node.js gives one without a message where a name has several addresses, and none of them takes the connection. */
const messageOf = (error: Error): string =>
  error instanceof AggregateError && error.message === ""
    ? error.errors.map(reasonOf).join("; ")
    : error.message;
