import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Rejects as `listen` would where the port is in use or the host is none of this machine's, so that a server can tell it
 * before it opens anything else. Port 0 takes any that is free.
 */
export async function checkAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  server.listen({ host, port, exclusive: true });
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
