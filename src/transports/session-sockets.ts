import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import { ClientError } from "../errors.ts";
import type { Services } from "../services.ts";
import { bearerToken } from "../sessions/tokens.ts";

/** How long a socket may stay without a session: enough to open one on it and to come back with its token. */
const WITHOUT_SESSION_MS = 60_000;
/** After the errors that tell each operation, so that clients see those first. */
const CLOSE_AFTER_ERRORS_MS = 250;
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Which sockets belong to which session: how many there may be, and when they end. */
export function createSessionSockets({
  services,
  maxPerSession,
}: {
  services: Services;
  maxPerSession: number;
}) {
  const bySession = new Map<string, Set<WebSocket>>();
  const timers = new Set<NodeJS.Timeout>();

  function closeLater(socket: WebSocket, afterMs: number, reason: string) {
    const timer = setTimeout(
      () => socket.close(CloseCode.Unauthorized, reason),
      Math.min(Math.max(afterMs, 0), TIMER_MAX_MS),
    );
    timers.add(timer);
    const forget = () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
    socket.once("close", forget);
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
      if (!session) {
        closeLater(socket, WITHOUT_SESSION_MS, "No session");
        return false;
      }
      const sockets = bySession.get(session.id) ?? new Set();
      if (sockets.size >= maxPerSession) {
        socket.close(CloseCode.TooManyInitialisationRequests, "Too many sockets of this session");
        return true;
      }
      bySession.set(session.id, sockets.add(socket));
      const unlisten = services.bus.listen(`session-ended:${session.id}`, () =>
        closeLater(socket, CLOSE_AFTER_ERRORS_MS, "The session was deleted"),
      );
      socket.once("close", () => {
        unlisten();
        sockets.delete(socket);
        if (sockets.size === 0) bySession.delete(session.id);
      });
      closeLater(
        socket,
        session.expiresAt.getTime() - Date.now() + CLOSE_AFTER_ERRORS_MS,
        "The session has expired",
      );
      return true;
    },

    /** Closes a socket whose token is worth nothing any more, with a code that stops clients from trying again. */
    expire(socket: WebSocket) {
      closeLater(socket, CLOSE_AFTER_ERRORS_MS, "The session has ended");
    },

    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
