import { AsyncResource } from "node:async_hooks";
import type { LogFn, Logger } from "pino";
import { currentFields } from "../observability/log-fields.ts";

/** How long lines that repeat one are counted before their number is written. */
const WINDOW_MS = 10_000;
/** Lines that are counted at a time, at most: any further one is written. */
const MAX_FOLDED = 1000;
/** Level of pino below which each line is written: warn. */
const WARN = 40;
const ERROR = 50;

type LogMethod = (this: Logger, args: Parameters<LogFn>, method: LogFn, level: number) => void;

/** `schedule`: calls back after so many milliseconds; tests replace it. */
type FoldOptions = { schedule?: (end: () => void, ms: number) => void };

/** Lines that repeat one; `writeLast`: writes the last of them, with their number. */
type Repeats = { count: number; writeLast: (count: number) => void };

/**
 * Hook of pino that writes a warning or an error that repeats once, and at the end of ten seconds, or of the process, the last one with the number of
 * all that came meanwhile. Lines repeat one of the same level, message and code of error. What is about one answer or one
 * transcript repeats only a line about the same, and so does an error that ends a request, whose client was given its id.
 */
export function createFoldRepeats({ schedule = scheduleQuietly }: FoldOptions = {}): LogMethod {
  const folded = new Map<string, Repeats>();

  return function fold(args, method, level) {
    const line = level >= WARN ? read(args as unknown[]) : null;
    if (!line) return method.apply(this, args);
    const key = JSON.stringify([level, line.message, codeOf(line.fields), subjectOf(line.fields, level)]);
    const repeats = folded.get(key);
    if (!repeats) {
      if (folded.size < MAX_FOLDED) {
        const begun: Repeats = { count: 0, writeLast: () => {} };
        folded.set(key, begun);
        schedule(() => {
          folded.delete(key);
          if (begun.count > 0) begun.writeLast(begun.count);
        }, WINDOW_MS);
      }
      return method.apply(this, args);
    }
    repeats.count += 1;
    // With the fields of the work that it is about.
    repeats.writeLast = AsyncResource.bind((count: number) => {
      const times = count === 1 ? "once more" : `${count} times`;
      const text = `${line.message} (repeated ${times} within ${WINDOW_MS / 1000} s)`;
      method.call(this, { ...line.fields, repeated: count }, text);
    });
  };
}

type Fields = Record<string, unknown>;

/** The fields and the message of a line; null where it has no message of its own. */
function read([first, second, ...values]: unknown[]): { fields: Fields; message: string } | null {
  if (values.length > 0) return null;
  if (typeof first === "string") return second === undefined ? { fields: {}, message: first } : null;
  if (first instanceof Error) return { fields: { err: first }, message: String(second ?? first.message) };
  return typeof second === "string" ? { fields: first as Fields, message: second } : null;
}

/** The code of the error that a line is about; without one, its words. */
function codeOf({ code, err, error, reason }: Fields): unknown {
  const { code: ofError, message } = (err ?? {}) as { code?: unknown; message?: unknown };
  return code ?? ofError ?? message ?? error ?? reason;
}

function subjectOf(fields: Fields, level: number): unknown {
  const { answer, transcript, requestId } = { ...currentFields(), ...fields } as Fields;
  return [answer, transcript, level >= ERROR && requestId];
}

/** Ends of windows that are to come. */
const pending = new Set<() => void>();
process.on("exit", () => pending.forEach((end) => end()));

/** Calls back after so many milliseconds, or as the process ends. */
function scheduleQuietly(end: () => void, ms: number): void {
  pending.add(end);
  setTimeout(() => {
    pending.delete(end);
    end();
  }, ms).unref();
}
