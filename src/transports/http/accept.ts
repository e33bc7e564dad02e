import Negotiator from "negotiator";
import { eventStream, multipart, type StreamFormat } from "./stream-formats.ts";

const JSON_TYPE = "application/json";
const GRAPHQL_RESPONSE_TYPE = "application/graphql-response+json";
const EVENT_STREAM_TYPE = "text/event-stream";
const MULTIPART_TYPE = "multipart/mixed;subscriptionSpec=1.0";
const FORMATS: Record<string, StreamFormat> = {
  [EVENT_STREAM_TYPE]: eventStream,
  [MULTIPART_TYPE]: multipart,
};

/** The server chooses the boundary, and sends UTF-8 alone, whatever a client writes there. */
const CHOSEN_BY_SERVER = /;\s*(?:boundary|charset)=("[^"]*"|[^;,\s]*)/gi;

const negotiate = (accept: string | undefined) =>
  new Negotiator({ headers: { accept: accept?.replace(CHOSEN_BY_SERVER, "") } });

/** Whether an Accept header takes JSON. */
export const acceptsJson = (accept: string | undefined): boolean =>
  negotiate(accept).mediaType([JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) !== undefined;

/** Whether Apollo Server answers in application/graphql-response+json. */
export const prefersGraphQLResponse = (accept: string | undefined): boolean =>
  negotiate(accept).mediaType([JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) === GRAPHQL_RESPONSE_TYPE;

/**
 * The format of streams that an Accept header names; null where it names none. A header that takes every type names none,
 * and neither does multipart/mixed without subscriptionSpec, which has other uses.
 */
export function acceptedStream(accept: string | undefined): StreamFormat | null {
  if (accept === undefined) return null;
  const negotiator = negotiate(accept);
  const named = new Set(negotiator.mediaTypes().map((type) => type.toLowerCase()));
  const types: string[] = [];
  if (named.has("text/event-stream") || named.has("text/*")) types.push(EVENT_STREAM_TYPE);
  if (named.has("multipart/mixed") && /subscriptionspec/i.test(accept)) types.push(MULTIPART_TYPE);
  const type = negotiator.mediaType(types);
  return type === undefined ? null : FORMATS[type]!;
}
