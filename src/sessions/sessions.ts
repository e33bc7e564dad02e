import { v7 as uuid } from "uuid";
import { sql, type RawBuilder } from "kysely";
import { epochMs, run } from "../database/sql.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Database, EntityManager } from "../database/open.ts";
import { sessionExpired, unauthenticated } from "../errors/errors.ts";
import { deletion } from "../database/transaction.ts";
import { deleteSessions, type DeletionReceipt } from "./delete-sessions.ts";
import { createRenewal } from "./renewal.ts";
import type { Session } from "./session.ts";
import { hashToken, newToken } from "./tokens.ts";

export function createSessions({
  maxMs,
  ...options
}: {
  database: Database;
  bus: Bus;
  expireMs: number;
  /** What a session lasts at most; null: use does not lengthen it. */
  maxMs: number | null;
  onRenewalError: (error: unknown) => void;
}) {
  const { database, bus, expireMs, onRenewalError: onError } = options;
  const renewal = maxMs === null ? null : createRenewal({ database, bus, expireMs, maxMs, onError });
  const renewed = (session: Session): Session | Promise<Session> => renewal?.renew(session) ?? session;

  /** The session of a token. Plain SQL, since every operation begins with it. */
  async function byToken(em: EntityManager, token: string): Promise<Session | undefined> {
    const [row] = await run(
      em,
      sql<{
        id: string;
        createdMs: number;
        expiresMs: number;
      }>`select id, ${epochMs("created_at")} as "createdMs",
          ${epochMs("expires_at")} as "expiresMs"
        from sessions where token_hash = ${hashToken(token)}`,
    );
    return row && { id: row.id, createdAt: new Date(row.createdMs), expiresAt: new Date(row.expiresMs) };
  }

  /** The session that a token opens. Throws UNAUTHENTICATED or SESSION_EXPIRED. */
  async function authorize(token: string | null): Promise<Session> {
    const session = token === null ? undefined : await byToken(database.fork(), token);
    if (!session) throw unauthenticated();
    if (hasExpired(session)) throw sessionExpired();
    return session;
  }

  /** `locking`: a clause that waits for others who change the session. undefined: it was deleted. */
  async function readEnd(session: Session, locking: RawBuilder<unknown> = sql``): Promise<Date | undefined> {
    const [row] = await run(
      database.fork(),
      sql<{ expiresMs: number }>`select ${epochMs("expires_at")} as "expiresMs" from sessions
        where id = ${session.id} ${locking}`,
    );
    return row && new Date(row.expiresMs);
  }

  return {
    /** null: use does not lengthen sessions. */
    renewal,

    /**
     * The session of the token if it is known and has not expired, else a new one with a new token, unless `beforeCreate`
     * rejects. One that exists is used by this.
     */
    async getOrCreate(
      token: string | null,
      beforeCreate: () => Promise<void> = async () => {},
    ): Promise<{ session: Session; token: string; created: boolean }> {
      const em = database.fork();
      const existing = token === null ? undefined : await byToken(em, token);
      if (token !== null && existing && !hasExpired(existing))
        return { session: await renewed(existing), token, created: false };

      await beforeCreate();
      const createdToken = newToken();
      const createdAt = new Date();
      const session = { id: uuid(), createdAt, expiresAt: new Date(createdAt.getTime() + expireMs) };
      await run(
        em,
        sql`insert into sessions (id, token_hash, created_at, expires_at)
          values (${session.id}, ${hashToken(createdToken)}, ${createdAt}, ${session.expiresAt})`,
      );
      return { session, token: createdToken, created: true };
    },

    authorize,

    /** The session that a token opens, for an operation, which is a use of it. Rejects as `authorize` does. */
    authorizeUse: async (token: string | null): Promise<Session> => renewed(await authorize(token)),

    /**
     * The end of a session that was read before, as it is now. Rejects with SESSION_EXPIRED or UNAUTHENTICATED where the
     * session has ended since.
     */
    async verify(session: Session): Promise<Date> {
      if (!renewal && hasExpired(session)) throw sessionExpired();
      let expiresAt = await readEnd(session);
      // A renewal whose transaction has still to commit may have begun in time.
      if (renewal && !database.isExclusive && expiresAt && isPast(expiresAt))
        expiresAt = await readEnd(session, sql`for share`);
      if (expiresAt && !isPast(expiresAt)) return expiresAt;
      throw expiresAt || hasExpired(session) ? sessionExpired() : unauthenticated();
    },

    /** Deletes the session with all that belongs to it. UNAUTHENTICATED where another call has deleted it. */
    async end(session: Session): Promise<DeletionReceipt> {
      const { receipt } = await deletion(database, (em) => deleteSessions(em, { id: session.id }, 1));
      if (receipt.sessions === 0) throw unauthenticated();
      bus.publish(`session-ended:${session.id}`, "transcripts-deleted");
      return receipt;
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

export const hasExpired = ({ expiresAt }: Session): boolean => isPast(expiresAt);

const isPast = (time: Date): boolean => time.getTime() <= Date.now();
