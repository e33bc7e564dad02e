import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>;

/** A way to a server on this machine that can be cut, as networks and restarts do. */
export async function startTcpProxy(target: { host?: string; port: number }) {
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  /** Connections that came while packets are dropped. */
  const waiting = new Set<Socket>();
  let refusing = false;
  let dropping = false;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (refusing) return near.destroy();
    if (!dropping) return join(near);
    waiting.add(near);
    near.on("error", () => {}).on("close", () => waiting.delete(near));
    return undefined;
  });
  function join(near: Socket) {
    const far = connect(target.port, target.host ?? "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on("close", () => pairs.delete(pair));
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
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const cut = () => [...sockets, ...waiting].forEach((socket) => socket.destroy());
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
    /** Nothing passes any more, on new connections neither, and nobody is told, as where packets are dropped. */
    drop() {
      dropping = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** Packets pass again, with what was sent meanwhile, as TCP sends it again. */
    pass() {
      dropping = false;
      for (const [near, far] of pairs) near.pipe(far).pipe(near);
      for (const near of waiting) join(near);
      waiting.clear();
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
