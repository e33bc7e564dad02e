import { setTimeout as sleep } from "node:timers/promises";
import { request } from "../stream/client.ts";

/** Between two requests of a client. */
const PAUSE_MS = 50;
const VIDEOS = "{ session { videos { id } } }";

/** A client of each session that asks over HTTP, one request after the other, on connections that are kept. */
export function sendRequests(url: string, tokens: string[]) {
  const over = new AbortController();
  let sent = 0;
  const failures = new Map<string, number>();
  const clients = tokens.map(async (token) => {
    while (!over.signal.aborted) {
      sent++;
      await request(url, VIDEOS, {}, token).catch((error: unknown) => {
        const { message, cause } = error as Error;
        const failure = cause instanceof Error ? `${message}: ${cause.message}` : message;
        failures.set(failure, (failures.get(failure) ?? 0) + 1);
      });
      await sleep(PAUSE_MS);
    }
  });
  return {
    /** Ends the clients. Resolves to how many requests were sent, and which failed how often. */
    async end() {
      over.abort();
      await Promise.all(clients);
      return { sent, failures };
    },
  };
}
