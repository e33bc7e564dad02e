import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server on this machine that can be cut, as networks and restarts do. */
export async function startTcpProxy(target: { host?: string; port: number }) {
  const sockets = new Set<Socket>();
  let refusing = false;
  const server = createServer((near) => {
    if (refusing) return near.destroy();
    const far = connect(target.port, target.host ?? "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    return undefined;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection that is open. */
    cut,
    /** Every connection that is open carries nothing any more, and nobody is told. */
    silence: () => sockets.forEach((socket) => socket.unpipe().resume()),
    /** From now on, and until told otherwise, every connection is broken. */
    refuse(refuse: boolean) {
      refusing = refuse;
      if (refuse) cut();
    },
    /** From now on nothing passes on the connections that are open, as where the other side is frozen. */
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
