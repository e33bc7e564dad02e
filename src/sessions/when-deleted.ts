import type { Bus } from "../database/pubsub.ts";
import { retry } from "../async/retry.ts";
import { ClientError } from "../errors/errors.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Between questions to a database that is away. */
const BACKOFF = { baseDelayMs: 500, maxDelayMs: 15_000 };

/**
 * Calls, with what to tell the client, when a session is over before its time. A database that is away is asked again, for
 * the deletion is told only once. Returns what stops that.
 */
export function whenDeleted(
  session: Session,
  { sessions, bus }: { sessions: Sessions; bus: Bus },
  call: (error: ClientError) => void,
): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;

  async function ask(): Promise<void> {
    try {
      await retry(() => sessions.verify(session), {
        ...BACKOFF,
        signal,
        shouldRetry: (error) => !(error instanceof ClientError),
      });
    } catch (error) {
      if (!signal.aborted && error instanceof ClientError) call(error);
    }
  }

  // Each message is heeded: an earlier question may have been answered before the deletion.
  const unlisten = bus.listen(`session-ended:${session.id}`, () => void ask());
  return () => {
    stopped.abort();
    unlisten();
  };
}
