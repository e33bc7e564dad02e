import type { Bus } from "../database/pubsub.ts";
import { retry } from "../async/retry.ts";
import { ClientError } from "../errors/errors.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Delays between checks while the database is away. */
const BACKOFF = { baseDelayMs: 500, maxDelayMs: 15_000 };

/**
 * Calls `onEnd` with the error for clients when a session is deleted. While the database is away the check is repeated,
 * since a deletion is announced only once. Returns a function that stops watching.
 */
export function whenDeleted(
  session: Session,
  { sessions, bus }: { sessions: Sessions; bus: Bus },
  onEnd: (error: ClientError) => void,
): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;

  async function check(): Promise<void> {
    try {
      await retry(() => sessions.verify(session), {
        ...BACKOFF,
        signal,
        shouldRetry: (error) => !(error instanceof ClientError),
      });
    } catch (error) {
      if (!signal.aborted && error instanceof ClientError) onEnd(error);
    }
  }

  // Each message starts a check: an earlier one may have read the session before it was deleted.
  const unlisten = bus.listen(`session-ended:${session.id}`, () => void check());
  return () => {
    stopped.abort();
    unlisten();
  };
}
