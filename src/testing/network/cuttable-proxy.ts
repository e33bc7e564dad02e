import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A TCP proxy before a server, whose connections can be cut as a network cuts them. Gone when the test has finished. */
export async function startCuttableProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let connections = 0;
  const proxy = createServer((client) => {
    connections++;
    const server = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from);
      from.on("error", () => {});
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    proxy.close();
    cut();
  });

  const { port: ownPort } = proxy.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(ownPort);
  return {
    url: url.href,
    /** Breaks every connection that is open, without a word. */
    cut,
    /** From now on connections are refused, as where no server listens, and what is open breaks. */
    down() {
      proxy.close();
      cut();
    },
    /** Takes connections again. */
    async up() {
      proxy.listen(ownPort, "127.0.0.1");
      await once(proxy, "listening");
    },
    /** How many there have been. */
    get connections() {
      return connections;
    },
  };
}
