import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import { WebSocketServer } from "ws";

/* A relay from the openai SDK to frames of `ws`, with nothing else. */

const openai = new OpenAI({ apiKey: "none" });
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });

server.on("connection", (socket) => {
  socket.on("message", async (question) => {
    const stream = await openai.chat.completions.create({
      model: "stand-in",
      stream: true,
      messages: [{ role: "user", content: String(question) }],
    });
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (text) socket.send(text);
    }
    socket.close();
  });
});
server.on("listening", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
});
process.once("SIGTERM", () => process.exit(0));
