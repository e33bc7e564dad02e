import type { Server } from "node:http";
import type { TransportLimits } from "../../limits.ts";
import { isWebSocketUpgrade } from "../../websocket/ws-adapter.ts";
import { refuseUnreadable } from "./raw-refusal.ts";

const MAX_HEADERS = 100;
/** Requests that one connection may send, one after the other; it is closed after them, and its client opens another. */
const MAX_REQUESTS = 10_000;
/** Between two looks for requests that have taken too long. */
const CHECK_MS = 5000;

/** Fastify's options for the time and the size of what HTTP itself takes. */
export const serverOptions = ({ headersMs, bodyMs, idleMs }: TransportLimits) => ({
  keepAliveTimeout: idleMs,
  // Headers and body; bodies have limits of their own, which answer.
  requestTimeout: headersMs + bodyMs,
  maxRequestsPerSocket: MAX_REQUESTS,
  clientErrorHandler: refuseUnreadable,
  http: {
    headersTimeout: headersMs,
    connectionsCheckingInterval: Math.min(CHECK_MS, headersMs),
    // Told by `addRefusals`, with a body that says so.
    requireHostHeader: false,
    shouldUpgradeCallback: isWebSocketUpgrade,
  },
});

/** Limits what Fastify has no options for. A connection beyond the limit is closed at once. */
export function limitConnections(server: Server, { maxConnections }: { maxConnections: number }): void {
  server.maxHeadersCount = MAX_HEADERS;
  if (maxConnections > 0) server.maxConnections = maxConnections;
}
