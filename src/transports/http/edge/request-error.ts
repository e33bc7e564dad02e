import { ClientError, type ClientErrorCode } from "../../../errors/errors.ts";

/** A request that HTTP itself has a status for. The message says what to change. */
export class RequestError extends ClientError {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    headers: Record<string, string> = {},
    code: ClientErrorCode = "BAD_REQUEST",
  ) {
    super(code, message);
    this.name = "RequestError";
    this.status = status;
    this.headers = headers;
  }
}

type FastifyError = Error & { code?: unknown; statusCode?: number };

/** What clients can do about Fastify's own refusals. */
const MESSAGES: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    "The body's type is not taken: send JSON with content-type: application/json, or a file as multipart/form-data to POST /transcripts.",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "The body has not as many bytes as content-length says: send it again.",
  FST_ERR_MAX_PARAM_LENGTH: "The URL is too long: give the id of a video.",
  FST_ERR_BAD_URL: "The URL cannot be decoded: write a % that begins no escape as %25.",
};

/** The error for a request that Fastify refuses for a mistake of the client; any other error as it is. */
export function toRequestError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ClientError) return error;
  const { code, statusCode, message } = error as FastifyError;
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return error;
  return new RequestError(statusCode, MESSAGES[String(code)] ?? message);
}
