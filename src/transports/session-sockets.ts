import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import { atTime } from "../timer.ts";
import { ClientError } from "../errors.ts";
import type { Services } from "../services.ts";
import { bearerToken } from "../sessions/tokens.ts";
import { whenDeleted } from "../sessions/when-deleted.ts";
import type { TransportLimits } from "./limits.ts";

/** Which sockets belong to which session: how many there may be, and when they end. */
export function createSessionSockets({
  services,
  limits,
}: {
  services: Services;
  limits: TransportLimits & { maxPerSession: number };
}) {
  const bySession = new Map<string, Set<WebSocket>>();
  const timers = new Set<() => void>();

  function closeLater(socket: WebSocket, afterMs: number, reason: string) {
    const cancel = atTime(Date.now() + afterMs, () => socket.close(CloseCode.Unauthorized, reason));
    timers.add(cancel);
    socket.once("close", () => {
      cancel();
      timers.delete(cancel);
    });
  }

  return {
    /** Counts a socket to the session of its token. false: it has none, and is closed before long. */
    async register(socket: WebSocket, authorization: unknown): Promise<boolean> {
      const session = await services.sessions
        .authorize(bearerToken(authorization))
        .catch((error: unknown) => {
          if (error instanceof ClientError) return null;
          throw error;
        });
      // Its "close" has been: nothing would ever take it out again.
      if (socket.readyState !== socket.OPEN) return false;
      if (!session) {
        closeLater(socket, limits.withoutSessionMs, "No session");
        return false;
      }
      const sockets = bySession.get(session.id) ?? new Set();
      if (sockets.size >= limits.maxPerSession) {
        socket.close(CloseCode.TooManyInitialisationRequests, "Too many sockets of this session");
        return true;
      }
      bySession.set(session.id, sockets.add(socket));
      const unlisten = whenDeleted(session, services, () =>
        closeLater(socket, limits.closeAfterErrorsMs, "The session was deleted"),
      );
      socket.once("close", () => {
        unlisten();
        sockets.delete(socket);
        if (sockets.size === 0) bySession.delete(session.id);
      });
      closeLater(
        socket,
        session.expiresAt.getTime() - Date.now() + limits.closeAfterErrorsMs,
        "The session has expired",
      );
      return true;
    },

    /** Closes a socket whose token is worth nothing any more, with a code that stops clients from trying again. */
    expire(socket: WebSocket) {
      closeLater(socket, limits.closeAfterErrorsMs, "The session has ended");
    },

    close() {
      for (const cancel of timers) cancel();
    },
  };
}
