/** Who has bytes that the other side has still to read. */
type Reader = { bytes: number; drop: () => void };

/**
 * Counts the bytes of answers that wait for their readers, over all connections. Where they are too many, those who have
 * had something unread for the longest time are dropped until the rest has room.
 */
export function createUnreadBytes(maxBytes: number) {
  /** In the order in which they began to have something unread. */
  const readers = new Map<object, Reader>();
  let total = 0;

  function release(owner: object, reader: Reader, bytes: number) {
    if (readers.get(owner) !== reader) return;
    reader.bytes -= bytes;
    total -= bytes;
    if (reader.bytes <= 0) readers.delete(owner);
  }

  function makeRoom() {
    for (const [owner, { bytes, drop }] of readers) {
      if (total <= maxBytes) return;
      readers.delete(owner);
      total -= bytes;
      drop();
    }
  }

  return {
    /** Counts bytes until the function that is returned is called. `drop`: cuts the connection. */
    add(owner: object, bytes: number, drop: () => void): () => void {
      const reader = readers.get(owner) ?? { bytes: 0, drop };
      readers.set(owner, reader);
      reader.bytes += bytes;
      total += bytes;
      makeRoom();
      return () => release(owner, reader, bytes);
    },

    get total() {
      return total;
    },
  };
}

export type UnreadBytes = ReturnType<typeof createUnreadBytes>;
