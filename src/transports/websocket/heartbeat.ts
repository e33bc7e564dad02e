/** The parts into which sockets are divided, which have their heartbeats in turn: thousands at once would take too long. */
const PARTS = 20;

type Beating = { onHeartbeat(): void };

/** One timer for the heartbeats of all sockets: each has one every `intervalMs`, on the turn of its part. */
export function createHeartbeat(intervalMs: number) {
  const parts = Array.from({ length: PARTS }, () => new Set<Beating>());
  let turn = 0;
  const timer = setInterval(() => {
    turn = (turn + 1) % PARTS;
    for (const socket of parts[turn]!) socket.onHeartbeat();
  }, intervalMs / PARTS).unref();

  return {
    /** Adds a socket to the smallest part. */
    join(socket: Beating) {
      parts.reduce((least, part) => (part.size < least.size ? part : least)).add(socket);
    },
    leave(socket: Beating) {
      for (const part of parts) part.delete(socket);
    },
    stop: () => clearInterval(timer),
  };
}
