import { WebSocket } from "ws";
import { ask, connect } from "../client.ts";

const AT_ONCE = 100;
let open: WebSocket[] = [];

/**
 * Opens connections that stay silent. With GraphQL each subscribes to an answer whose model generates no text, and has
 * received `AnswerStarted`. The subscriptions are spread evenly over `sessions`.
 */
export async function openIdle(options: {
  kind: "raw" | "video-rag";
  url: string;
  sessions: string[];
  subscriptions: number;
}): Promise<void> {
  const { kind, url, sessions } = options;
  const answers = await Promise.all(
    kind === "raw" ? [] : sessions.map((session) => ask(url, "What does the model say? silent", session)),
  );
  for (let start = 0; start < options.subscriptions; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, options.subscriptions - start);
    const opening = Array.from({ length: size }, (_, index) => {
      const turn = (start + index) % Math.max(1, sessions.length);
      return kind === "raw" ? openRaw(url) : openSubscription(url, sessions[turn]!, answers[turn]!);
    });
    open.push(...(await Promise.all(opening)));
  }
}

async function openSubscription(url: string, session: string, id: string): Promise<WebSocket> {
  const { socket, subscribe } = await connect(url, session);
  await new Promise<void>((resolve) => {
    subscribe({ id }, (event) => event?.__typename === "AnswerStarted" && resolve());
  });
  return socket;
}

/** Opens a bare connection, and sends a message each way, as a subscription does. */
async function openRaw(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, "ws"), { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.send("hello");
  await new Promise((resolve) => socket.once("message", resolve));
  return socket;
}

/** Closes the connections. Resolves to how many the server had closed before. */
export async function closeIdle(): Promise<number> {
  const closed = open.filter((socket) => socket.readyState !== socket.OPEN).length;
  for (const socket of open) socket.terminate();
  open = [];
  return closed;
}
