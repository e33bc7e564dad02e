import { createHash } from "node:crypto";
import { currentFields, currentSpan } from "./log-fields.ts";

/** Length of a session's hash in hexadecimal digits: enough to tell the sessions of a log apart. */
const HASH_LENGTH = 12;

/** A session's id as logs have it: it leads from line to line, and not to the session. */
export const sessionHash = (sessionId: string): string =>
  createHash("sha256").update(sessionId).digest("hex").slice(0, HASH_LENGTH);

/** For pino's `mixin`: what is added to each line. */
export function logMixin(): Record<string, string> {
  const fields = currentFields();
  if (!fields) return {};
  const span = currentSpan();
  const { requestId, sessionId, answer, transcript } = fields;
  return {
    ...(requestId && { requestId }),
    ...(sessionId && { session: sessionHash(sessionId) }),
    ...(answer && { answer }),
    ...(transcript && { transcript }),
    ...(span && { trace_id: span.spanContext().traceId }),
  };
}
