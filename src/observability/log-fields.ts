import { AsyncLocalStorage } from "node:async_hooks";

/** What log lines of a piece of work tell about it, beside what each line tells itself. */
export type LogFields = {
  /** The request that began the work, also where another process goes on with it. */
  requestId?: string | null;
  /** A log line has a hash of it. */
  sessionId?: string;
  answer?: string;
  transcript?: string;
};

const fields = new AsyncLocalStorage<LogFields>();

/** Does work whose log lines have these fields, in place of those that the caller's have, and so does all that it starts. */
export const runWithFields = <Result>(own: LogFields, work: () => Result): Result => fields.run(own, work);

/** Does work that is for no request, such as what is shared by several. */
export const runWithoutFields = <Result>(work: () => Result): Result => fields.exit(work);

/** The fields of the work under way; what is added to them is in all its further lines. */
export const currentFields = (): LogFields | undefined => fields.getStore();

/** The id of the request that began the work under way; null: none did. */
export const currentRequestId = (): string | null => fields.getStore()?.requestId ?? null;
