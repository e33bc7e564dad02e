import { ReadStream } from "node:fs";
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

/** What a file on its way keeps in memory: a part that is read, and one that is written. */
const FILE_BUFFERS = 2;

/** The bytes in memory of an answer that is sent as a whole; null: another part counts them, and cuts slow readers. */
function bytesOf(payload: unknown): number | null {
  if (typeof payload === "string" || Buffer.isBuffer(payload)) return payload.length;
  return payload instanceof ReadStream ? payload.readableHighWaterMark * FILE_BUFFERS : null;
}

/** Counts answers that are sent as a whole until they are read, and cuts those whose readers take nothing of them. */
export function addAnswerLimits(
  fastify: FastifyInstance,
  { stalledMs, unread, onDropped }: { stalledMs: number; unread: UnreadBytes; onDropped: () => void },
): void {
  fastify.addHook("onSend", async (_request, { raw }, payload) => {
    const bytes = bytesOf(payload);
    if (bytes === null) return;
    const drop = () => {
      onDropped();
      raw.destroy();
    };
    const taken = unread.add(raw, bytes, drop);
    const stop = watchReader(raw, stalledMs, drop);
    raw.once("close", () => {
      stop();
      taken();
    });
  });
}
