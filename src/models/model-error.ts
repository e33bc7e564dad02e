export type ModelErrorCode =
  | "MODEL_UNAVAILABLE"
  | "MODEL_RATE_LIMITED"
  | "MODEL_REJECTED"
  | "MODEL_TIMEOUT"
  /** The model was not called: the tokens that it may take in a day are used up. */
  | "MODEL_BUDGET_SPENT";

/** A failure of a model. The provider's own words are in `cause`, for the log; clients never see them. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  /** True where the same request may succeed later. */
  readonly retryable: boolean;
  /** True where the provider refuses the settings, such as the key or the model, or its account, whatever it is asked. */
  readonly refusesSettings: boolean;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ModelErrorCode,
    message: string,
    options: { retryable: boolean; refusesSettings?: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "ModelError";
    this.code = code;
    this.retryable = options.retryable;
    this.refusesSettings = options.refusesSettings ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
