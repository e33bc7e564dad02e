/** A part of a session that a subscription tells of, by what has changed since it was read last. */
export type Changes<Event> = {
  /** Calls `changed` whenever there may be something to read. Returns a function that stops that. */
  listen(changed: () => void): () => void;
  /** Whether there is something to read, by a look of its own, since wake-ups of other processes may be lost. */
  isBehind(): Promise<boolean>;
  /** The events since the last reading; at first, those of the present state. */
  read(): Promise<Event[]>;
};

/** About how often readers look at the database, against lost wake-ups, in milliseconds. */
export const LOOK_MS = 15_000;
