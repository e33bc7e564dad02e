import type { DestinationStream } from "pino";

/** Log lines for people who read them in a terminal, each on one line but for stacks. Without colours where NO_COLOR is set. */
export async function readableLines(terminal: NodeJS.WriteStream): Promise<DestinationStream> {
  const { default: pretty } = await import("pino-pretty");
  return pretty({
    destination: terminal,
    sync: true,
    singleLine: true,
    ignore: "pid,hostname",
    translateTime: "SYS:HH:MM:ss",
    colorize: terminal.hasColors(),
  });
}
