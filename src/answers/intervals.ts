/** In milliseconds. Tests replace some of them. */
export const ANSWER_INTERVALS = {
  /** How long a lease lasts. A run that has not renewed its lease for so long is taken for dead. */
  leaseMs: 5000,
  /** The same from its last renewal where its process is still connected to PostgreSQL: overloaded or cut off, but alive. */
  stalledLeaseMs: 30_000,
  /** The time after which a renewal counts as failed, since the database is away. */
  renewalTimeoutMs: 2000,
  /** How long the database counts as away after a failed renewal. */
  awayMs: 3000,
  /** Between the checkpoints of a run, each of which renews its lease. */
  checkpointMs: 1000,
  /** The same on PGlite, whose statements take turns in one session, and which no other process reads. */
  exclusiveCheckpointMs: 2000,
  /** Between two looks for answers whose lease has lapsed. */
  takeOverPollMs: 1000,
  /** How long answers that a stopping process has released are left to those that started last. */
  headStartMs: 500,
  /** Between two attempts to store the end of an answer. */
  storeRetryMs: 500,
  /** Between two checks of answers that other replicas write and readers here follow, against lost wake-ups. */
  logPollMs: 1000,
  /** Between two looks at the videos that an answer waits for, against lost wake-ups. */
  waitPollMs: 5000,
  /** How long `cancelAnswer` waits for the process that runs the answer. */
  cancelWaitMs: 1000,
  /** Between the words of an answer that is quoted without a model. */
  quotedWordMs: 0,
};

export type AnswerIntervals = typeof ANSWER_INTERVALS;
