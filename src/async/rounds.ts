/** Rounds that work is put off for at most, so that what arrives all the time does not stop it. */
const MOST_PUT_OFF = 32;

let hasArrived = false;

/** To be called for each connection that a server of this process has accepted. */
export function connectionArrived(): void {
  hasArrived = true;
}

/**
 * Calls back in a later round of the event loop. Node.js accepts one connection of a server a round: while they arrive, some
 * rounds pass without work, so that the last of a thousand connections does not wait for a thousand rounds of work.
 */
export function nextRound(callback: () => void, mostPutOff = MOST_PUT_OFF): void {
  setImmediate(() => {
    if (!hasArrived || mostPutOff === 0) return callback();
    hasArrived = false;
    nextRound(callback, mostPutOff - 1);
  });
}
