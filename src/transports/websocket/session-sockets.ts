import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import { ClientError } from "../../errors/errors.ts";
import type { ApiServices } from "../../graphql/context.ts";
import type { SessionWatcher } from "../../sessions/session-ends.ts";
import type { Session } from "../../sessions/session.ts";
import { bearerToken } from "../../sessions/tokens.ts";
import type { TransportLimits } from "../limits.ts";

type SessionSockets = SessionWatcher & { session: Session; sockets: Set<WebSocket> };

/** Which sockets belong to which session: how many there may be, and when they end. */
export function createSessionSockets({
  services: { sessions, sessionEnds },
  limits,
}: {
  services: Pick<ApiServices, "sessions" | "sessionEnds">;
  limits: TransportLimits & { maxPerSession: number };
}) {
  const bySession = new Map<string, SessionSockets>();
  const bySocket = new Map<WebSocket, SessionSockets>();
  const timers = new Set<NodeJS.Timeout>();

  function closeLater(socket: WebSocket, afterMs: number, reason: string) {
    const timer = setTimeout(() => socket.close(CloseCode.Unauthorized, reason), afterMs);
    timers.add(timer);
    socket.once("close", () => {
      clearTimeout(timer);
      timers.delete(timer);
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

  /** One function for all sockets: there are thousands. */
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
    /** Counts a socket to the session of its token. false: it has none, and is closed before long. */
    async register(socket: WebSocket, authorization: unknown): Promise<boolean> {
      const session = await sessions.authorize(bearerToken(authorization)).catch((error: unknown) => {
        if (error instanceof ClientError) return null;
        throw error;
      });
      // Its "close" has been: nothing would ever take it out again.
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

    /** Closes a socket whose token is worth nothing any more, with a code that stops clients from trying again. */
    expire(socket: WebSocket) {
      closeLater(socket, limits.closeAfterErrorsMs, "The session has ended");
    },

    close() {
      for (const timer of timers) clearTimeout(timer);
      for (const each of bySession.values()) sessionEnds.unwatch(each.session, each);
    },
  };
}
