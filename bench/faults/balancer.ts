import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP proxy in front of the replicas of the moment, which are taken in turn; one that refuses a connection is passed over, as a load balancer does. */
export async function startBalancer(replicaPorts: () => readonly number[]) {
  const open = new Set<Socket>();
  let next = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on("error", () => {}).on("close", () => open.delete(client));
    const first = next++;
    const ports = replicaPorts();
    const tryPort = (attempt: number) => {
      if (attempt === ports.length) return client.destroy();
      const replica = connect(ports[(first + attempt) % ports.length]!, "127.0.0.1");
      const refused = () => tryPort(attempt + 1);
      replica.once("error", refused);
      replica.once("connect", () => {
        replica.off("error", refused);
        replica.on("error", () => client.destroy()).on("close", () => client.destroy());
        client.on("close", () => replica.destroy());
        client.pipe(replica).pipe(client);
      });
    };
    tryPort(0);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
