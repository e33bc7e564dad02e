/** The part of PostgreSQL's wire protocol that is needed to share a session. */

const code = (letter: string) => letter.charCodeAt(0);

export const TERMINATE = code("X");
const QUERY = code("Q");
const SYNC = code("S");
const READY_FOR_QUERY = code("Z");
const IDLE = code("I");
/** First byte of a startup message: it has no type, and begins with the highest byte of its length. */
const STARTUP = 0;
/** Bytes of a message's type, and of its length, which counts itself. */
const HEADER_LENGTH = 5;

/** Request that ends whatever a connection left open: a batch, then a transaction. */
export const ROLLBACK = concat([Uint8Array.of(SYNC, 0, 0, 0, 4), queryMessage("rollback")]);

/** Request that runs statements which have no parameters. */
export function queryMessage(sql: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`${sql}\0`);
  const header = new Uint8Array(HEADER_LENGTH);
  header[0] = QUERY;
  new DataView(header.buffer).setUint32(1, 4 + text.length);
  return concat([header, text]);
}

/** Whether the response to a request ends in ReadyForQuery. */
export const awaitsReady = (request: Uint8Array): boolean =>
  request[0] === STARTUP || request[0] === QUERY || request.at(-HEADER_LENGTH) === SYNC;

/**
 * Corrects a response to what PostgreSQL would say: PGlite says ReadyForQuery after every error, and again at the Sync
 * that follows, which clients would take for the end of their next query. `isIdle`: the session is outside of a
 * transaction and of a batch. Throws where ReadyForQuery is awaited and missing: the session has broken down.
 */
export function correctResponse(
  bytes: Uint8Array<ArrayBuffer>,
  isReadyAwaited: boolean,
): { response: Uint8Array<ArrayBuffer>; isIdle: boolean } {
  const view = new DataView(bytes.buffer);
  const kept: Uint8Array[] = [];
  let keptUntil = 0;
  let ready: Uint8Array | null = null;
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + view.getUint32(start + 1);
    if (bytes[start] === READY_FOR_QUERY) {
      kept.push(bytes.subarray(keptUntil, start));
      keptUntil = end;
      ready = bytes.subarray(start, end);
    }
    start = end;
  }
  if (!isReadyAwaited) return { response: concat([...kept, bytes.subarray(keptUntil)]), isIdle: false };
  if (!ready) throw new Error("PGlite has failed: its response has no ReadyForQuery");
  const isCorrect = kept.length === 1 && keptUntil === bytes.length;
  return {
    response: isCorrect ? bytes : concat([...kept, bytes.subarray(keptUntil), ready]),
    isIdle: ready[HEADER_LENGTH] === IDLE,
  };
}

/** Joins bytes in a buffer of their own, which can be transferred to another thread. */
export function concat(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
