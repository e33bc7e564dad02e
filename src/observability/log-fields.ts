import { AsyncLocalStorage } from "node:async_hooks";
import type { Span } from "@opentelemetry/api";

/** What log lines of a piece of work tell about it, beside what each line tells itself. */
export type LogFields = {
  /** The request that began the work, also where another process goes on with it. */
  requestId?: string | null;
  /** A log line has a hash of it. */
  sessionId?: string;
  answer?: string;
  transcript?: string;
};

/** `span`: the span of the work, which is the parent of those that begin within it. */
const works = new AsyncLocalStorage<{ fields: LogFields; span: Span | null }>();

/** Does work whose log lines have these fields, in place of those that the caller's have, and so does all that it starts. */
export const runWithFields = <Result>(fields: LogFields, work: () => Result): Result =>
  works.run({ fields, span: null }, work);

/** Does work that is for no request, such as what is shared by several. */
export const runWithoutFields = <Result>(work: () => Result): Result => works.exit(work);

/** Does work whose spans have this one as their parent. */
export const runWithSpan = <Result>(span: Span, work: () => Result): Result =>
  works.run({ fields: works.getStore()?.fields ?? {}, span }, work);

/** The fields of the work under way; what is added to them is in all its further lines. */
export const currentFields = (): LogFields | undefined => works.getStore()?.fields;

/** The span of the work under way; null: it has none. */
export const currentSpan = (): Span | null => works.getStore()?.span ?? null;

/** The id of the request that began the work under way; null: none did. */
export const currentRequestId = (): string | null => works.getStore()?.fields.requestId ?? null;
