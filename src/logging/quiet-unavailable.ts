import type { LogFn, Logger } from "pino";
import { unavailableCause } from "../errors/errors.ts";

/** Level of pino below which entries pass: warn. */
const WARN = 40;

/**
 * Hook of pino that leaves out warnings and errors that an `UnavailableError` caused: the part that is in trouble logs it, once for
 * all that fail meanwhile.
 */
export function quietUnavailable(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
  const [first] = args as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (level >= WARN && unavailableCause(error)) return;
  method.apply(this, args);
}
