/** The times in milliseconds and sizes in bytes of the streaming transports. Tests shorten them. */
export type TransportLimits = typeof TRANSPORT_LIMITS;

export const TRANSPORT_LIMITS = {
  /** Between heartbeats: load balancers cut connections that are silent for 60 seconds or more. */
  heartbeatMs: 10_000,
  /** A reader that takes nothing for so long is dropped; it reconnects and resumes its stream. */
  stalledMs: 30_000,
  /** A WebSocket with so many unread bytes of pongs and errors is dropped. Results do not count: they wait for the reader. */
  maxLagBytes: 1024 * 1024,
  /** What all readers together may leave unread: those who have had something unread for the longest are dropped. */
  maxUnreadBytes: 64 * 1024 * 1024,
  /** How long a closing handshake may take before the connection is cut. */
  lingerMs: 1000,
  /** How long a WebSocket may take to send connection_init. */
  initWaitMs: 3000,
  /** How long a WebSocket may stay without a session: enough to open one on it and to reconnect with its token. */
  withoutSessionMs: 60_000,
  /** Between the errors of operations and the close of their WebSocket, so that clients see the errors first. */
  closeAfterErrorsMs: 250,
  /** How long a request may wait for its turn while the server is busy, and how long it counts as one that it works on. */
  admissionWaitMs: 400,
  admissionCountedMs: 2000,
  /** How long the body of a request may take to come as a whole; one of which next to nothing comes in `stalledMs` is refused before. */
  bodyMs: 300_000,
  /** How long the headers of a request may take to come. */
  headersMs: 15_000,
  /** How long a connection may be idle between two requests: longer than load balancers keep theirs, which is 60 seconds. */
  idleMs: 72_000,
  /** How long the rest of a refused body is read and thrown away: most clients read the answer only then. */
  refusedBodyMs: 10_000,
};
