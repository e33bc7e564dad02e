import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** The counters of Node's own socket handle, by which net judges whether a socket has timed out. */
type Handle = { bytesWritten: number; writeQueueSize: number };

/**
 * How many bytes the operating system has taken of what was written to a socket. A socket's own counters move only when
 * a chunk is taken whole, which may be megabytes on a slow line.
 */
export function bytesTaken(socket: Duplex | null): number {
  const { _handle: handle } = (socket ?? {}) as Socket & { _handle?: Handle | null };
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
