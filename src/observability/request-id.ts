import { randomUUID } from "node:crypto";

/** The header of a request, and of its response. */
export const REQUEST_ID_HEADER = "x-request-id";

/** What stands in URLs, headers and queries of logs without being escaped, and is long enough for what proxies and browsers make. */
const REQUEST_ID = /^[\w.:/+=@~-]{1,128}$/;

/** The id that a client or a proxy gave its request, or another where it gave none that can be taken. */
export const requestIdOf = (given: unknown): string => (isRequestId(given) ? given : randomUUID());

/** Whether a value can be taken as the id of a request. */
export const isRequestId = (given: unknown): given is string =>
  typeof given === "string" && REQUEST_ID.test(given);
