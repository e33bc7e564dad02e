import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/* A server that only accepts connections and echoes messages: the cost of a connection by itself. */

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("connection", (socket) => socket.on("message", (message) => socket.send(String(message))));
server.on("listening", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
});
process.once("SIGTERM", () => process.exit(0));
