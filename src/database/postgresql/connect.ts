import type { ClientConfig } from "pg";
import type { Logger } from "pino";
import { retry } from "../../async/retry.ts";
import { reasonOf } from "../../errors/causes.ts";
import { withClient } from "./client.ts";

/** Delays between attempts to reach a PostgreSQL that is not there yet. */
const BACKOFF = { baseDelayMs: 250, maxDelayMs: 5000 };

/**
 * Errors that waiting does not mend: of PostgreSQL a wrong password, a role that may not connect or does not exist, a database
 * that does not exist (https://www.postgresql.org/docs/17/errcodes-appendix.html); of Node a certificate that is not trusted.
 */
const LASTING = new Set([
  "28P01",
  "28000",
  "3D000",
  "42501",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ENTRA_PACKAGE",
]);
/** Of `pg`, which gives these no code, and of PgBouncer, whose code is that of many faults. */
const LASTING_MESSAGE =
  /does not support SSL connections|password must be a string|unsupported startup parameter/;

/**
 * Resolves once PostgreSQL answers on a connection with these options. Rejects where it has not within `waitMs` of the first
 * failure, at once where waiting would not help, and when the signal is aborted.
 */
export async function waitForPostgreSQL(
  url: string,
  logger: Logger,
  { waitMs, signal, options }: { waitMs: number; signal: AbortSignal; options?: ClientConfig },
) {
  // From the first failure on: the program is loaded meanwhile, which may keep the process from noticing it for a while.
  let deadline: number | undefined;
  try {
    await retry(() => withClient(url, (client) => client.query("select 1"), options), {
      ...BACKOFF,
      signal,
      shouldRetry(error, { delayMs }) {
        deadline ??= Date.now() + waitMs;
        if (isLasting(error) || Date.now() + delayMs > deadline) return false;
        logger.warn(
          { error: reasonOf(error), retryInMs: delayMs },
          "PostgreSQL cannot be reached: waiting for it",
        );
        return true;
      },
    });
  } catch (error) {
    if (signal.aborted || isLasting(error)) throw error;
    throw new Error(`PostgreSQL could not be reached at DATABASE_URL for ${waitMs / 1000} s`, {
      cause: error,
    });
  }
}

const isLasting = (error: unknown): boolean =>
  error instanceof Error &&
  (LASTING.has(String((error as { code?: unknown }).code)) || LASTING_MESSAGE.test(error.message));
