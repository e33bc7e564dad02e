import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import { ClientError } from "../../errors/errors.ts";
import type { ApiServices } from "../../graphql/context.ts";
import type { SessionWatcher } from "../../sessions/session-ends.ts";
import type { Session } from "../../sessions/session.ts";
import { bearerToken } from "../../sessions/tokens.ts";
import type { TransportLimits } from "../limits.ts";

type SessionSockets = SessionWatcher & { session: Session; sockets: Set<WebSocket> };

/** The sockets of each session: how many there may be, and when they are closed. */
export function createSessionSockets({
  services: { sessions, sessionEnds },
  limits,
}: {
  services: Pick<ApiServices, "sessions" | "sessionEnds">;
  limits: TransportLimits & { maxPerSession: number };
}) {
  const bySession = new Map<string, SessionSockets>();
  const bySocket = new Map<WebSocket, SessionSockets>();
  const closing = new Map<WebSocket, NodeJS.Timeout>();

  /** Only the first call counts: when a session ends, each operation of a socket tells it. */
  function closeLater(socket: WebSocket, afterMs: number, reason: string) {
    if (closing.has(socket)) return;
    const timer = setTimeout(() => socket.close(CloseCode.Unauthorized, reason), afterMs);
    closing.set(socket, timer);
    socket.once("close", () => {
      clearTimeout(timer);
      closing.delete(socket);
    });
  }

  function open(session: Session): SessionSockets {
    const sockets = new Set<WebSocket>();
    const opened = {
      session,
      sockets,
      sessionEnded({ extensions }: ClientError) {
        const { code } = extensions;
        const reason = code === "SESSION_EXPIRED" ? "The session has expired" : "The session was deleted";
        for (const socket of sockets) closeLater(socket, limits.closeAfterErrorsMs, reason);
      },
    };
    bySession.set(session.id, opened);
    sessionEnds.watch(session, opened);
    return opened;
  }

  /** The one "close" listener of all sockets: there are thousands. */
  function leave(this: WebSocket) {
    const left = bySocket.get(this);
    if (!left) return;
    bySocket.delete(this);
    left.sockets.delete(this);
    if (left.sockets.size > 0) return;
    bySession.delete(left.session.id);
    sessionEnds.unwatch(left.session, left);
  }

  return {
    /**
     * Counts a socket as one of its token's session, or closes it where the session has too many. Resolves to whether there
     * is a session; a socket without one is closed after `withoutSessionMs`. Rejects where the session cannot be read.
     */
    async register(socket: WebSocket, authorization: unknown): Promise<boolean> {
      const session = await sessions.authorize(bearerToken(authorization)).catch((error: unknown) => {
        if (error instanceof ClientError) return null;
        throw error;
      });
      // The socket's "close" event is past, so that it would never be removed.
      if (socket.readyState !== socket.OPEN) return false;
      if (!session) {
        closeLater(socket, limits.withoutSessionMs, "No session");
        return false;
      }
      const present = bySession.get(session.id);
      if (present && present.sockets.size >= limits.maxPerSession) {
        socket.close(CloseCode.TooManyInitialisationRequests, "Too many sockets of this session");
        return true;
      }
      const joined = present ?? open(session);
      joined.sockets.add(socket);
      bySocket.set(socket, joined);
      socket.on("close", leave);
      return true;
    },

    /** Closes a socket whose session has ended, with a code that stops clients from trying again. */
    expire(socket: WebSocket) {
      closeLater(socket, limits.closeAfterErrorsMs, "The session has ended");
    },

    /** Stops all timers, and watches no session any more. */
    close() {
      for (const timer of closing.values()) clearTimeout(timer);
      for (const each of bySession.values()) sessionEnds.unwatch(each.session, each);
    },
  };
}
