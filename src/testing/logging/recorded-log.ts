import { createLogger } from "../../logging/create-logger.ts";

export type LogLine = { msg: string; level: number } & Record<string, unknown>;

/** A logger as the program has it, and the lines that it wrote. */
export function createRecordedLog() {
  const lines: LogLine[] = [];
  const logger = createLogger(
    { level: "info", secrets: [] },
    { write: (line) => void lines.push(JSON.parse(line) as LogLine) },
  );
  /** The lines with this message. */
  const linesOf = (message: string) => lines.filter(({ msg }) => msg === message);
  return { logger, lines, linesOf };
}
