/** In how many parts all sockets have their heartbeat, one after the other, so that thousands hold nothing up. */
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
    /** Gives a socket a turn in the part that has the fewest, whichever have left. */
    join(socket: Beating) {
      parts.reduce((least, part) => (part.size < least.size ? part : least)).add(socket);
    },
    leave(socket: Beating) {
      for (const part of parts) part.delete(socket);
    },
    stop: () => clearInterval(timer),
  };
}
