import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { TokenError } from "../../azure/entra-token.ts";
import { causesOf } from "../../errors/causes.ts";
import { readRetryAfterMs } from "../../async/retry-after.ts";
import { ModelError } from "../model-error.ts";

/** The `ModelError` of a failed request. The provider's own words are only in its `cause`. */
export function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const tokenError = causesOf(error).find((cause) => cause instanceof TokenError);
  if (tokenError) {
    return new ModelError("MODEL_UNAVAILABLE", "No token for the model's provider could be had", {
      retryable: tokenError.code === "ENTRA_TOKEN",
      cause: tokenError,
    });
  }
  if (error instanceof APIConnectionTimeoutError) return timedOut(error);
  if (error instanceof APIConnectionError) {
    return new ModelError("MODEL_UNAVAILABLE", "The model's provider cannot be reached", {
      retryable: true,
      cause: error,
    });
  }
  if (error instanceof APIError)
    return error.status === undefined ? ofEvent(error) : ofStatus(error, error.status);
  return new ModelError("MODEL_UNAVAILABLE", "The model's provider broke off or sent what cannot be read", {
    retryable: true,
    cause: error,
  });
}

/** Whether the provider refused the request for this parameter. */
export function refusesParameter(error: unknown, parameter: string): boolean {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
  return error.param === parameter || error.message.includes(parameter);
}

/** Of the key, of what is paid for, or of the address and the models that are there. */
const OF_SETTINGS = new Set([401, 402, 403, 404]);

/** Of OpenAI, beside its status 429 for requests that come too fast, which passes: the account cannot pay, which lasts. */
const OF_ACCOUNT = new Set(["insufficient_quota", "billing_not_active", "billing_hard_limit_reached"]);

/** Errors of connections on which nothing was sent. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether a failed request has cost nothing: the provider answered it with an error as a whole, or was not reached. */
export function costsNothing(error: unknown): boolean {
  if (error instanceof APIError && error.status !== undefined) return true;
  return causesOf(error).some(
    (cause) => cause instanceof TokenError || ("code" in cause && NOT_CONNECTED.has(String(cause.code))),
  );
}

function ofStatus(cause: APIError, status: number): ModelError {
  if (status === 408) return timedOut(cause);
  if (isOfAccount(cause)) return unpaid(cause);
  if (status === 429) return limited(cause);
  const retryAfterMs = readRetryAfterMs(cause.headers);
  if (status >= 500 || status === 409) {
    return new ModelError("MODEL_UNAVAILABLE", `The model's provider failed (${status})`, {
      retryable: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      cause,
    });
  }
  return new ModelError("MODEL_REJECTED", `The model's provider refused the request (${status})`, {
    retryable: false,
    refusesSettings:
      OF_SETTINGS.has(status) || refusesParameter(cause, "model") || refusesParameter(cause, "dimensions"),
    cause,
  });
}

/** The error of an event amid a stream. */
function ofEvent(cause: APIError): ModelError {
  const kind = `${cause.code} ${cause.type}`;
  if (isOfAccount(cause)) return unpaid(cause);
  if (/rate_limit|quota|429/.test(kind)) return limited(cause);
  if (/invalid_request|content_filter|context_length|400/.test(kind)) {
    return new ModelError("MODEL_REJECTED", "The model's provider refused the request", {
      retryable: false,
      cause,
    });
  }
  return new ModelError("MODEL_UNAVAILABLE", "The model's provider failed amid its answer", {
    retryable: true,
    cause,
  });
}

const isOfAccount = ({ code, type }: APIError): boolean =>
  OF_ACCOUNT.has(String(code)) || OF_ACCOUNT.has(String(type));

function unpaid(cause: APIError): ModelError {
  return new ModelError("MODEL_REJECTED", "The account at the model's provider has nothing left to spend", {
    retryable: false,
    refusesSettings: true,
    cause,
  });
}

function limited(cause: APIError): ModelError {
  const retryAfterMs = readRetryAfterMs(cause.headers);
  return new ModelError("MODEL_RATE_LIMITED", "The model's provider limits its requests", {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause,
  });
}

function timedOut(cause: unknown): ModelError {
  return new ModelError("MODEL_TIMEOUT", "The model took too long", { retryable: true, cause });
}
