import { runWithoutFields } from "../../observability/log-fields.ts";
import type { Logger } from "pino";
import { troubleOf, unavailableFor, type StatementTrouble, type Trouble } from "./trouble.ts";

/** `needs version …`: a newer version of the program has taken away from its tables what this one uses. */
export type DatabaseHealth = "ok" | Trouble | `needs version ${string}`;

export const WATCH_INTERVALS = {
  /** Between probes while the database is not well. */
  probeMs: 1000,
  /** How long a probe may take. */
  probeLimitMs: 800,
  /**
   * How long an answer to any statement shows that the database is reached, where the probe waits for its turn: more than a
   * reserved connection waits for a lock.
   */
  heardMs: 2500,
};

/** Finds out how the database is. `suspected`: what statements failed for last, which a probe has to try. */
export type Probe = (suspected: Trouble | null) => Promise<DatabaseHealth>;

/**
 * Knows how the database is, and logs when it gets into trouble and out of it, once each, however many statements fail.
 * A failed statement makes it probe; while the database is not well it probes again and again.
 */
export function createWatch(options: {
  probe: Probe;
  /** Where the database is, for the log. */
  host?: string;
  classify?: (error: unknown) => StatementTrouble | null;
  logger: Logger;
  intervals?: Partial<typeof WATCH_INTERVALS>;
}) {
  const { probe, host, classify = troubleOf, logger } = options;
  const { probeMs, probeLimitMs, heardMs } = { ...WATCH_INTERVALS, ...options.intervals };
  let health: DatabaseHealth = "ok";
  let suspected: Trouble | null = null;
  /** What the statement said that made it probe, or the probe. */
  let cause: string | null = null;
  let heardAt = -Infinity;
  let probing: Promise<DatabaseHealth> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** Probes, or joins the probe that is under way. */
  function check(): Promise<DatabaseHealth> {
    probing ??= runWithoutFields(probeOnce).finally(() => (probing = null));
    return probing;
  }

  async function probeOnce(): Promise<DatabaseHealth> {
    const found = await limited(probe(suspected), probeLimitMs).catch(troubleOfProbe);
    if (!closed) take(found);
    return found;
  }

  /** What a probe shows that failed, or took too long. */
  function troubleOfProbe(error: Error): DatabaseHealth {
    if (error instanceof Late && performance.now() - heardAt < heardMs)
      return health === "unreachable" ? "ok" : health;
    cause ??= error.message;
    const trouble = troubleOf(error);
    return trouble === "busy" || trouble === "login refused" || trouble === null ? "unreachable" : trouble;
  }

  function take(found: DatabaseHealth) {
    if (found === "ok") suspected = null;
    if (found !== health) {
      if (found === "ok") logger.info({ was: health }, "The database is well again");
      else logger.error({ error: cause, database: found, host }, `The database is not well: ${found}`);
    }
    health = found;
    cause = null;
    clearTimeout(timer);
    if (found !== "ok") timer = setTimeout(() => void check(), probeMs).unref();
  }

  /** What ends as soon as it came, and fails statements alone; the log folds the lines that repeat. */
  function tell(trouble: "busy" | "login refused", { message }: Error) {
    // What follows from a trouble that is in the log.
    if (health !== "ok") return;
    if (trouble === "busy") logger.warn({ error: message }, "Statements of the database took too long");
    else
      logger.error(
        { error: message },
        "The database refuses new connections: have the user or the password of DATABASE_URL changed?",
      );
  }

  return {
    check,

    /** Takes note of an error of a statement, and gives it the cause that makes clients see UNAVAILABLE, where it is one. */
    note(error: unknown): void {
      const trouble = classify(error);
      if (trouble === null) return;
      (error as Error).cause = unavailableFor(trouble);
      if (closed) return;
      if (trouble === "busy" || trouble === "login refused")
        // The trouble is nobody's, whoever has met with it.
        return runWithoutFields(() => tell(trouble, error as Error));
      if (health === "ok") {
        suspected = trouble;
        cause = (error as Error).message;
        void check();
      }
    },

    /** Takes note of an answer to a statement, such as the error that it waited too long for a lock. */
    heard(): void {
      heardAt = performance.now();
    },

    /** Waits for the probe under way: a pool that is closed while it connects for one would wait for it in vain. */
    async close() {
      closed = true;
      clearTimeout(timer);
      await probing;
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;

class Late extends Error {}

/** What a probe finds. Rejects where it fails, or takes too long. */
async function limited(found: Promise<DatabaseHealth>, limitMs: number): Promise<DatabaseHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`No answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
