import type { Bus, Topic } from "../database/pubsub.ts";
import { retry } from "../async/retry.ts";
import { ClientError } from "../errors/errors.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Delays between checks while the database is away. */
const BACKOFF = { baseDelayMs: 500, maxDelayMs: 15_000 };

/**
 * Reads what has become of a session whenever the bus says that it was deleted or renewed. While the database is away the
 * check is repeated, since a deletion is announced only once.
 */
export function createSessionCheck(
  session: Session,
  { sessions, bus }: { sessions: Pick<Sessions, "verify" | "renewal">; bus: Pick<Bus, "listen"> },
  told: {
    /** The session has expired or was deleted, as the error for clients says. */
    ended(error: ClientError): void;
    /** The session lives until then, as the database has it. */
    lives(until: Date): void;
  },
) {
  const stopped = new AbortController();
  const { signal } = stopped;

  async function check(): Promise<void> {
    try {
      const until = await retry(() => sessions.verify(session), {
        ...BACKOFF,
        signal,
        shouldRetry: (error) => !(error instanceof ClientError),
      });
      if (!signal.aborted) told.lives(until);
    } catch (error) {
      if (!signal.aborted && error instanceof ClientError) told.ended(error);
    }
  }

  // Each message starts a check: an earlier one may have read the session before it was changed.
  const topics: Topic[] = [`session-ended:${session.id}`];
  if (sessions.renewal) topics.push(`session-renewed:${session.id}`);
  const unlisten = topics.map((topic) => bus.listen(topic, () => void check()));
  return {
    /** Checks now. Resolves once it is known and told, or nobody wants to know any more. */
    check,
    stop(): void {
      stopped.abort();
      for (const each of unlisten) each();
    },
  };
}
