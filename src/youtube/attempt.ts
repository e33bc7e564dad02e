import type { Verdict } from "./refusals/classify.ts";
import type { EdgeAnswer, EdgeRequest } from "./client/client.ts";
import type { Exchange } from "./client/recorded-response.ts";

/** One try to get one transcript through one way out, and the record of what YouTube answered. */
export type Attempt = {
  youtubeId: string;
  language: string | null;
  exchanges: Exchange[];
  send: (request: EdgeRequest) => Promise<EdgeAnswer>;
  /** For each request. */
  timeoutMs: number;
  /** Of a caption body. */
  maxBytes: number;
};

/** What an attempt ends with where YouTube refuses it. */
export class RefusedAttempt extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, cause: unknown) {
    super(verdict.message, { cause });
    this.name = "RefusedAttempt";
    this.verdict = verdict;
  }
}
