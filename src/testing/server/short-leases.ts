/** Intervals of answers with leases of two seconds in place of five: still above what a busy machine stands still for. */
export const SHORT_LEASES = {
  leaseMs: 2000,
  stalledLeaseMs: 4000,
  renewalTimeoutMs: 800,
  awayMs: 1200,
  checkpointMs: 400,
  exclusiveCheckpointMs: 400,
  takeOverPollMs: 100,
  storeRetryMs: 100,
  logPollMs: 200,
};
