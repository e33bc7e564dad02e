/** The server's clock, as far as its responses tell: devices may be minutes off, and sessions end by the server's. */
export function createClock(local: () => number = Date.now) {
  let aheadMs = 0;
  return {
    /** Milliseconds since the epoch. */
    now: (): number => local() + aheadMs,
    /** Takes the `Date` header of a response, which has whole seconds: less than two of them apart is the same. */
    set(date: string | null): void {
      const server = date === null ? Number.NaN : Date.parse(date);
      if (Number.isNaN(server)) return;
      const ahead = server - local();
      aheadMs = Math.abs(ahead) < 2000 ? 0 : ahead;
    },
  };
}

export type Clock = ReturnType<typeof createClock>;
