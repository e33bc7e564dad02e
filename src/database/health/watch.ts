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
};

/** Finds out how the database is. `suspected`: what statements failed for last, which a probe has to try. */
export type Probe = (suspected: Trouble | null) => Promise<DatabaseHealth>;

/**
 * Knows how the database is, and logs when it gets into trouble and out of it, once each, however many statements fail.
 * A failed statement makes it probe; while the database is not well it probes again and again.
 */
export function createWatch(options: {
  probe: Probe;
  classify?: (error: unknown) => StatementTrouble | null;
  logger: Logger;
  intervals?: Partial<typeof WATCH_INTERVALS>;
}) {
  const { probe, classify = troubleOf, logger } = options;
  const { probeMs, probeLimitMs } = { ...WATCH_INTERVALS, ...options.intervals };
  let health: DatabaseHealth = "ok";
  let suspected: Trouble | null = null;
  let cause: Error | null = null;
  let probing: Promise<DatabaseHealth> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** Probes, or joins the probe that is under way. */
  function check(): Promise<DatabaseHealth> {
    probing ??= runWithoutFields(probeOnce).finally(() => (probing = null));
    return probing;
  }

  async function probeOnce(): Promise<DatabaseHealth> {
    const found = await limited(probe(suspected), probeLimitMs);
    if (!closed) take(found);
    return found;
  }

  function take(found: DatabaseHealth) {
    if (found === "ok") suspected = null;
    if (found !== health) {
      if (found === "ok") logger.info({ was: health }, "The database is well again");
      else logger.error({ error: cause?.message, database: found }, `The database is not well: ${found}`);
    }
    health = found;
    cause = null;
    clearTimeout(timer);
    if (found !== "ok") timer = setTimeout(() => void check(), probeMs).unref();
  }

  /** What ends as soon as it came, and fails statements alone; the log folds the lines that repeat. */
  function tell(trouble: "busy" | "login refused", { message }: Error) {
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
        cause = error as Error;
        void check();
      }
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

/** What a probe finds; `unreachable` where it fails, or takes too long. */
async function limited(found: Promise<DatabaseHealth>, limitMs: number): Promise<DatabaseHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DatabaseHealth>(
    (resolve) => (timer = setTimeout(resolve, limitMs, "unreachable")),
  );
  try {
    return await Promise.race([found, late]);
  } catch (error) {
    const trouble: StatementTrouble | null = troubleOf(error);
    return trouble === "busy" || trouble === "login refused" || trouble === null ? "unreachable" : trouble;
  } finally {
    clearTimeout(timer);
  }
}
