import type { Kinds } from "./kinds.ts";

/** Codes that have a meaning here; clients may send any of 3000 to 4999. */
const KNOWN_CODES = new Set([
  1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4400, 4401, 4403, 4406, 4408, 4409,
  4429, 4500,
]);

/** Connections of readers. */
export function createConnectionMetrics({ counter }: Kinds) {
  const closed = counter(
    "video_rag_websocket_closes_total",
    "WebSockets that closed here, by close code: 1006 where the connection was cut, 1012 at a stop, 1013 to try again later; other for codes of clients' own",
    ["code"],
  );
  const dropped = counter(
    "video_rag_readers_dropped_total",
    "Readers of streams that were cut off, since they took nothing for too long or lagged too far behind",
    ["transport"],
  );

  return {
    webSocketClosed: (code: number) => closed.inc({ code: KNOWN_CODES.has(code) ? String(code) : "other" }),
    readerDropped: (transport: "websocket" | "http") => dropped.inc({ transport }),
  };
}
