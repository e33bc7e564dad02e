import type { TestServer } from "../server/test-server.ts";

/** Lets the session of a token expire after `ms`, whatever use is made of it: it is as old as a session may be. */
export async function expireIn(server: TestServer, token: string, ms: number): Promise<void> {
  const { session } = await server.request("{ session { id } }", {}, token);
  await server.services.database.fork().execute(
    `update sessions set expires_at = now() + ? * interval '1 millisecond',
         created_at = now() + ? * interval '1 millisecond' where id = ?`,
    [ms, ms - (server.services.serverInfo.limits.sessionMaxHours ?? 0) * 3_600_000, session.id],
  );
}
