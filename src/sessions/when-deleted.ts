import type { Bus } from "../database/pubsub.ts";
import { ClientError } from "../errors/errors.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * Calls, with what to tell the client, when a session is over before its time. Where the database cannot be asked it is
 * asked again, for nobody says it a second time. Returns what stops that.
 */
export function whenDeleted(
  session: Session,
  { sessions, bus }: { sessions: Sessions; bus: Bus },
  call: (error: ClientError) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(retryMs: number) {
    try {
      await sessions.verify(session);
      clearTimeout(timer);
    } catch (error) {
      if (stopped) return;
      clearTimeout(timer);
      if (error instanceof ClientError) return call(error);
      // Half of it at random: many may wait for the same database.
      const waitMs = (retryMs * (1 + Math.random())) / 2;
      timer = setTimeout(look, waitMs, Math.min(retryMs * 2, LONGEST_RETRY_MS)).unref();
    }
  }
  const unlisten = bus.listen(`session-ended:${session.id}`, () => void look(FIRST_RETRY_MS));
  return () => {
    stopped = true;
    clearTimeout(timer);
    unlisten();
  };
}
