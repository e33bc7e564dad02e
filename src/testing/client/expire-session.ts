import type { TestServer } from "../server/test-server.ts";

/** Lets the session of a token expire after `ms`. */
export async function expireIn(server: TestServer, token: string, ms: number): Promise<void> {
  const { session } = await server.request("{ session { id } }", {}, token);
  await server.services.database
    .fork()
    .execute(`update sessions set expires_at = now() + ? * interval '1 millisecond' where id = ?`, [
      ms,
      session.id,
    ]);
}
