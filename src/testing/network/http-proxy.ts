import { createServer, request as forward } from "node:http";
import { type AddressInfo, connect } from "node:net";

/**
 * An HTTP proxy on 127.0.0.1, for requests in absolute form and for CONNECT. Refuses requests with the status that
 * `refuse` is set to, in place of whom they were for.
 */
export async function startHttpProxy() {
  const proxy = {
    url: "",
    /** What was asked for, in order. */
    requests: [] as string[],
    refuse: null as number | null,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const end of tunnels) end();
      await closed;
    },
  };
  const tunnels = new Set<() => void>();
  const server = createServer((incoming, outgoing) => {
    proxy.requests.push(`${incoming.method} ${incoming.url}`);
    if (proxy.refuse !== null) return void outgoing.writeHead(proxy.refuse).end();
    const { method, headers } = incoming;
    const onward = forward(incoming.url!, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on("connect", ({ url }, socket, head) => {
    proxy.requests.push(`CONNECT ${url}`);
    if (proxy.refuse !== null) return void socket.end(`HTTP/1.1 ${proxy.refuse} Refused\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    tunnels.add(end);
    for (const side of [socket, onward]) side.on("error", end).on("close", () => tunnels.delete(end));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
