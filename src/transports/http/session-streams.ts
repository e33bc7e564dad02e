import type { ServerResponse } from "node:http";
import { ClientError } from "../../errors/errors.ts";
import type { Session } from "../../sessions/session.ts";

/** Counts the subscriptions over HTTP that each session has open. */
export function createSessionStreams(maxPerSession: number) {
  const bySession = new Map<string, number>();

  return {
    /** Counts a response as its session's until it closes. Throws LIMIT_REACHED where the session has too many. */
    add({ id }: Session, response: ServerResponse) {
      const present = bySession.get(id) ?? 0;
      if (present >= maxPerSession) {
        const message = `This session already has ${present} subscriptions over HTTP: end one first.`;
        throw new ClientError("LIMIT_REACHED", message);
      }
      bySession.set(id, present + 1);
      response.once("close", () => {
        const left = bySession.get(id)! - 1;
        if (left > 0) bySession.set(id, left);
        else bySession.delete(id);
      });
    },
  };
}
