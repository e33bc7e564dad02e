import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { timeoutAfterPoll } from "../../../async/timers.ts";
import { bytesTaken } from "../../bytes-taken.ts";
import type { UnreadBytes } from "../../unread-bytes.ts";

/**
 * Calls `onStalled` once when a response's reader has taken no byte for `stalledMs`. Returns a function that stops watching.
 */
export function watchReader(response: ServerResponse, stalledMs: number, onStalled: () => void): () => void {
  const socket = response.socket ?? response.req.socket;
  let taken = bytesTaken(socket);
  const check = () => {
    const before = taken;
    taken = bytesTaken(socket);
    if (taken === before) return onStalled();
    stop = timeoutAfterPoll(stalledMs, check);
  };
  let stop = timeoutAfterPoll(stalledMs, check);
  return () => stop();
}

/** Counts answers that are sent as a whole until they are read, and cuts those whose readers take nothing of them. */
export function addAnswerLimits(
  fastify: FastifyInstance,
  { stalledMs, unread, onDropped }: { stalledMs: number; unread: UnreadBytes; onDropped: () => void },
): void {
  fastify.addHook("onSend", async (_request, { raw }, payload) => {
    if (typeof payload !== "string" && !Buffer.isBuffer(payload)) return;
    const drop = () => {
      onDropped();
      raw.destroy();
    };
    const taken = unread.add(raw, payload.length, drop);
    const stop = watchReader(raw, stalledMs, drop);
    raw.once("close", () => {
      stop();
      taken();
    });
  });
}
