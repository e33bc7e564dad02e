import type { Lease } from "../../database/lease.ts";
import type { Confidence } from "../../search/search-result.ts";
import type { AnswerFailure, AnswerStatus, TokenUsage } from "../answer.ts";

/** The right to write one attempt at the answer `id`. */
export type AnswerLease = Lease & { attempt: number };

/**
 * Why another attempt began: the process that wrote the answer did not renew its lease, stopped and handed it over, or was the
 * one before, on a database that no other uses.
 */
export type TakeOverReason = "lapsed" | "handed_over" | "restarted";

/**
 * What a checkpoint finds: whether the lease holds, and whether someone asked to cancel. "busy": another statement had the
 * row, perhaps one that takes the answer over, so that nothing was stored or renewed.
 */
export type Renewal = "held" | "cancel-requested" | "lost" | "busy";

/** How a run ended. */
export type RunEnd = {
  status: Exclude<AnswerStatus, "RUNNING">;
  /** null unless it is COMPLETED. */
  confidence: Confidence | null;
  /** The sources were found without vectors. */
  wordsOnly: boolean;
  /** What to ask next; none unless it is COMPLETED. */
  followUps: string[];
  usage: TokenUsage | null;
  failure: AnswerFailure | null;
};
