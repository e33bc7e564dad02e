type ErrorShape = { message: string; extensions?: Readonly<Record<string, unknown>> | undefined };

/** Codes that say that the session is over, whatever was called. */
const SESSION_OVER = new Set(["SESSION_EXPIRED", "UNAUTHENTICATED"]);

/** What the server refused, with its code. `OFFLINE` is the page's own: no answer came. */
export class ApiError extends Error {
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, code: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiError";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  get isSessionOver(): boolean {
    return SESSION_OVER.has(this.code);
  }
}

/** The first of the errors of a GraphQL response. */
export function toApiError(errors: readonly ErrorShape[]): ApiError {
  const [first] = errors;
  const { code, retryAfterMs } = first?.extensions ?? {};
  return new ApiError(
    first?.message ?? "The server gave no answer.",
    typeof code === "string" ? code : "INTERNAL_SERVER_ERROR",
    typeof retryAfterMs === "number" ? retryAfterMs : undefined,
  );
}
