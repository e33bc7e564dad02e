/** The times in milliseconds and sizes in bytes of the streaming transports. Tests shorten them. */
export type TransportLimits = typeof TRANSPORT_LIMITS;

export const TRANSPORT_LIMITS = {
  /** Load balancers cut connections that are silent for 60 seconds or more. */
  heartbeatMs: 10_000,
  /** A reader that takes nothing for so long is dropped: it comes back and takes its stream up where it broke. */
  stalledMs: 30_000,
  /** So is a WebSocket's that leaves so many bytes of pongs and errors unread; results wait for their reader. */
  maxLagBytes: 1024 * 1024,
  /** How long a closing handshake may take before the connection is cut. */
  lingerMs: 1000,
  /** How long a WebSocket may wait with connection_init. */
  initWaitMs: 3000,
  /** How long a WebSocket may stay without a session: enough to open one on it and to come back with its token. */
  withoutSessionMs: 60_000,
  /** Between the errors that tell each operation and the close of its WebSocket, so that clients see those first. */
  closeAfterErrorsMs: 250,
};
