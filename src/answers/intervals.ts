/** In milliseconds. Tests replace some of them. */
export const ANSWER_INTERVALS = {
  /** A run that has not renewed its lease for so long is taken for dead. */
  leaseMs: 5000,
  /** A renewal that takes longer has failed: the database is away. */
  renewalTimeoutMs: 2000,
  /** How long a failed renewal is a sign that the database is away. */
  awayMs: 3000,
  /** Between the checkpoints of a run, each of which renews its lease. */
  checkpointMs: 1000,
  /** The same on a database that no other process waits for, and whose statements hold up the loop. */
  exclusiveCheckpointMs: 2000,
  /** Between two looks for answers whose lease has lapsed. */
  takeOverPollMs: 1000,
  /** Before the end of an answer that could not be stored is stored again. */
  storeRetryMs: 500,
  /** Between two looks at the answers that are followed on other replicas, against wake-ups that were lost. */
  logPollMs: 1000,
  /** How long `cancelAnswer` waits for the process that runs the answer. */
  cancelWaitMs: 1000,
};

export type AnswerIntervals = typeof ANSWER_INTERVALS;
