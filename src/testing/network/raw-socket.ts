import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";

export type SocketMessage = {
  type: string;
  id?: string;
  // Tests assert on what they find.
  // oxlint-disable-next-line typescript/no-explicit-any
  payload?: any;
};

export type RawSocket = Awaited<ReturnType<typeof openSocket>>;

/** A WebSocket without a client around it, for what clients don't do. Cut when the test has finished. */
export async function openSocket(
  url: string,
  { protocols = ["graphql-transport-ws"], ...options }: ClientOptions & { protocols?: string[] } = {},
) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), protocols, options);
  const messages: SocketMessage[] = [];
  let noticed: (() => void)[] = [];
  const notice = () => {
    const waiting = noticed;
    noticed = [];
    for (const look of waiting) look();
  };
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)) as SocketMessage);
    notice();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once("close", (code, reason) => {
      resolve({ code, reason: String(reason) });
      notice();
    }),
  );
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  socket.on("error", () => {});

  /** The first message that fits, whether it has come or is still to come. */
  async function message(fits: (message: SocketMessage) => boolean): Promise<SocketMessage> {
    for (;;) {
      const found = messages.find(fits);
      if (found) return found;
      if (socket.readyState === socket.CLOSED) {
        const { code, reason } = await closed;
        throw new Error(`The socket closed without the message: ${code} ${reason}`);
      }
      await new Promise<void>((resolve) => noticed.push(resolve));
    }
  }
  const send = (content: string | object) =>
    socket.send(typeof content === "string" ? content : JSON.stringify(content));
  const start = (id: string, query: string, variables: Record<string, unknown> = {}) =>
    send({ id, type: "subscribe", payload: { query, variables } });
  const of = (id: string) => messages.filter((each) => each.id === id);

  return {
    socket,
    messages,
    closed,
    send,
    message,
    /** connection_init, until it is acknowledged. */
    async init(payload?: object) {
      send({ type: "connection_init", payload });
      await message(({ type }) => type === "connection_ack");
    },
    /** Sends an operation. */
    start,
    /** What has come for an operation. */
    of,
    /** The first result of an operation, or the errors that ended it. */
    first: (id: string) => message((each) => each.id === id && each.type !== "complete"),
    /** Sends an operation, and waits for its end. */
    async run(id: string, query: string, variables?: Record<string, unknown>) {
      start(id, query, variables);
      await message((each) => each.id === id && each.type !== "next");
      return of(id);
    },
  };
}
