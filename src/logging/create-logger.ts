import { logMixin } from "../observability/log-mixin.ts";
import { createFoldRepeats } from "./fold-repeats.ts";
import { quietUnavailable } from "./quiet-unavailable.ts";
import pino, { type DestinationStream, type LogFn, type Logger } from "pino";

const REDACTED = "[redacted]";
/** Shorter values occur in ordinary lines, and protect nothing. */
const MIN_SECRET_CHARS = 6;

/**
 * The logger, which writes JSON lines to stdout, or to `destination`. In place of `secrets` a line has [redacted], wherever they stand in it: providers and
 * proxies repeat in their errors what they were sent. Lines have the fields of the work that they are about (see `LogFields`). Those that
 * repeat one are counted (see `createFoldRepeats`).
 */
export function createLogger(
  { level, secrets }: { level: string; secrets: string[] },
  destination?: DestinationStream,
): Logger {
  const written = secretForms(secrets);
  const redact = (line: string) => written.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
  const foldRepeats = createFoldRepeats();
  function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, lineLevel: number) {
    const fold = (...passed: unknown[]) =>
      foldRepeats.call(this, passed as Parameters<LogFn>, method, lineLevel);
    quietUnavailable.call(this, args, fold, lineLevel);
  }
  const hooks = { logMethod, ...(written.length > 0 && { streamWrite: redact }) };
  return pino({ level, hooks, mixin: logMixin }, destination);
}

/** Secrets as they stand in JSON, in a URL and in JSON of a URL; the longest first, since one may be within another. */
function secretForms(secrets: string[]): string[] {
  const forms = secrets
    .filter((secret) => secret.length >= MIN_SECRET_CHARS)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length);
}
