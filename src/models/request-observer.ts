/** A request to a model's provider, or to the embedded one, that has ended. */
export type ModelRequest = {
  provider: "openai" | "embedded";
  operation: "chat" | "embed";
  ms: number;
  /** The code of its failure, `ABORTED` where nobody waits any more; null where it succeeded. */
  failure: string | null;
  /** The number of the attempt, from 1. */
  attempt: number;
};

/** Told of each request that has ended. */
export type ModelRequestObserver = (request: ModelRequest) => void;
