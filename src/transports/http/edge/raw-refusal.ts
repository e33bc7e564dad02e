import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ClientError } from "../../../errors/errors.ts";
import { REQUEST_ID_HEADER } from "../../../observability/request-id.ts";
import { RequestError } from "./request-error.ts";

/** How long the other side may take to read a refusal. */
const LINGER_MS = 1000;

/** What a connection is told. */
type Refusal = Pick<RequestError, "status" | "headers" | "message" | "extensions">;

/** Answers on a connection that is no HTTP request, or none any more, and closes it. `requestId`: of the request that could be read. */
export function refuseRaw(
  socket: Duplex,
  { status, headers, message, extensions }: Refusal,
  requestId?: string,
): void {
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const lines = Object.entries({
    ...headers,
    ...(requestId !== undefined && { [REQUEST_ID_HEADER]: requestId }),
    connection: "close",
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const destroy = () => socket.destroy();
  socket.on("error", destroy);
  const timer = setTimeout(destroy, LINGER_MS).unref();
  socket.once("close", () => clearTimeout(timer));
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
  // What still comes is read off, so that the answer is not lost with it.
  socket.resume();
}

/** The refusal of a limit, which says when to come back. */
export function limitRefusal({ message, extensions }: ClientError): Refusal {
  const headers = { "retry-after": String(Math.ceil(Number(extensions["retryAfterMs"]) / 1000)) };
  return { status: 429, headers, message, extensions };
}

type ClientFault = Error & { code?: string };

/** What Node.js could not read as HTTP, for its "clientError". */
export function refuseUnreadable(error: ClientFault, socket: Duplex): void {
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: { headersSent: boolean } | null };
  if (error.code === "ECONNRESET" || !socket.writable || answer?.headersSent) return void socket.destroy();
  refuseRaw(socket, errorOf(error));
}

function errorOf({ code = "" }: ClientFault): RequestError {
  if (code === "HPE_HEADER_OVERFLOW")
    return new RequestError(431, "The headers have more than 16 KB: send fewer, or shorter ones.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new RequestError(
      408,
      "The request did not come as a whole in time: send it again, without a pause.",
    );
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW")
    return new RequestError(413, "The chunks of the body have extensions that are too large: send none.");
  return new RequestError(400, "This is no HTTP request that can be read.");
}
