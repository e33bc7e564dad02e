import type { RawData } from "ws";

/** A socket whose messages wait their turn. */
export type TurnTaker = {
  onMessage(message: string): void;
  /** Reads nothing more of the socket until `resume`. */
  pause(): void;
  resume(): void;
};

/**
 * Handles the messages of all sockets in turns of the event loop, one of each socket after the other, so that a flood on one
 * holds neither other sockets nor requests. What waits is bounded: a socket that has messages waiting is not read.
 */
export function createMessageTurns({
  turnMs = 2,
  now = () => performance.now(),
}: { turnMs?: number; now?: () => number } = {}) {
  const waiting = new Map<TurnTaker, RawData[]>();
  /** What is left of the turn. */
  let leftMs = turnMs;
  let next: NodeJS.Immediate | null = null;

  function handle(socket: TurnTaker, data: RawData) {
    const began = now();
    socket.onMessage(String(data));
    leftMs -= now() - began;
    next ??= setImmediate(beginTurn);
  }

  function beginTurn() {
    next = null;
    leftMs = turnMs;
    while (leftMs > 0 && waiting.size > 0) {
      const [socket, messages] = waiting.entries().next().value!;
      // To the end of the line.
      waiting.delete(socket);
      const message = messages.shift()!;
      if (messages.length > 0) waiting.set(socket, messages);
      handle(socket, message);
      if (!waiting.has(socket)) socket.resume();
    }
    if (waiting.size > 0) next ??= setImmediate(beginTurn);
  }

  return {
    /** Handles a message at once where the turn has time for it, else in a later one, after those that came before it. */
    take(socket: TurnTaker, data: RawData): void {
      const messages = waiting.get(socket);
      if (messages) return void messages.push(data);
      if (leftMs > 0) return handle(socket, data);
      waiting.set(socket, [data]);
      socket.pause();
    },

    /** Forgets the messages of a socket that has closed. */
    leave(socket: TurnTaker): void {
      waiting.delete(socket);
    },
  };
}
