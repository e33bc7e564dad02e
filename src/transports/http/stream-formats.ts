import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";

/** The format of a stream in an HTTP response. */
export type StreamFormat = {
  headers: Record<string, string>;
  start: string;
  item(result: FormattedExecutionResult, cursor: string | null): string;
  /** The last event of a stream that ends for a reason the client should know. */
  failure(errors: GraphQLFormattedError[]): string;
  heartbeat: string;
  end: string;
};

const NO_BUFFERING = { "cache-control": "no-cache, no-transform", "x-accel-buffering": "no" };

/**
 * Server-sent events, in the distinct connections mode of GraphQL over SSE. The `id` is the event's cursor, so that a
 * browser's Last-Event-ID resumes the stream.
 */
export const eventStream: StreamFormat = {
  headers: { "content-type": "text/event-stream; charset=utf-8", ...NO_BUFFERING },
  start: ":\n\n",
  item: (result, cursor) =>
    `event: next\n${cursor === null ? "" : `id: ${cursor}\n`}data: ${JSON.stringify(result)}\n\n`,
  failure: (errors) => `event: next\ndata: ${JSON.stringify({ errors })}\n\n`,
  heartbeat: ":\n\n",
  end: "event: complete\ndata:\n\n",
};

/**
 * Apollo's multipart subscription protocol: each part carries a `payload`; an empty object is a heartbeat. The boundary is
 * that of the protocol's examples, unquoted, since gql for Python takes no other.
 */
export const multipart: StreamFormat = {
  headers: { "content-type": "multipart/mixed;boundary=graphql;subscriptionSpec=1.0", ...NO_BUFFERING },
  start: "--graphql",
  item: (result) => part({ payload: result }),
  failure: (errors) => part({ payload: null, errors }),
  heartbeat: part({}),
  end: "--\r\n",
};

function part(body: unknown): string {
  return `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--graphql`;
}
