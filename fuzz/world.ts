import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { YouTubeServer } from "../src/testing/youtube/youtube-server.ts";

/** What a case found wrong. */
export class Finding extends Error {}

/** A case that is not over by then hangs. */
export const CASE_LIMIT_MS = 30_000;
/** What came by the wrong way, or too much of it, is refused with these; 500, 502 and 504 are never right. */
const FINE_STATUS = new Set([501, 503, 505]);

/** What the cases share: the server, and a session with something in it. */
export type World = {
  url: string;
  youtube: YouTubeServer;
  token: string;
  videoId: string;
  answerId: string;
  cursor: string;
};

export type Reply = { status: number; text: string };

/** Throws where a reply is none that a client's mistake may have. */
export function checkReply({ status, text }: Reply): void {
  if (status >= 500 && !FINE_STATUS.has(status)) throw new Finding(`Status ${status}: ${text.slice(0, 500)}`);
  if (text.includes("INTERNAL_SERVER_ERROR")) throw new Finding(`A fault: ${text.slice(0, 500)}`);
}

/** Sends a request by fetch, reads all of the reply, and checks it. */
export async function send(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Reply> {
  const response = await fetch(url, {
    ...init,
    redirect: "manual",
    signal: AbortSignal.timeout(CASE_LIMIT_MS),
    ...(init.body === undefined
      ? {}
      : { body: typeof init.body === "string" ? init.body : new Uint8Array(init.body) }),
  }).catch((error: unknown) => {
    const { name, cause } = error as Error;
    if (name === "TimeoutError") throw new Finding("No reply");
    // A header or an address that fetch itself does not send, or a connection that was refused to go on.
    return { status: 0, text: async () => String(cause ?? error) };
  });
  const reply = { status: response.status, text: await response.text().catch(() => "") };
  checkReply(reply);
  return reply;
}

/** Executes an operation over POST. */
export const execute = (
  { url, token }: Pick<World, "url" | "token">,
  query: string,
  variables: unknown = {},
  headers: Record<string, string> = {},
): Promise<Reply> =>
  send(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, variables }),
  });

/** The data of an operation that works. */
export async function request<T>(
  world: Pick<World, "url" | "token">,
  query: string,
  variables: unknown = {},
): Promise<T> {
  const { text } = await execute(world, query, variables);
  const { data, errors } = JSON.parse(text) as { data: T; errors?: unknown };
  if (errors) throw new Finding(`${query}: ${text.slice(0, 500)}`);
  return data;
}

/**
 * Sends bytes on a connection of their own, in these pieces, and resolves to what came back once the server has closed it,
 * or has said nothing for a while.
 */
export function sendBytes(url: string, pieces: Buffer[], quietMs = 60): Promise<Buffer> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    const received: Buffer[] = [];
    let quiet: NodeJS.Timeout | undefined;
    const over = () => {
      clearTimeout(quiet);
      socket.destroy();
      resolve(Buffer.concat(received));
    };
    const listen = () => {
      clearTimeout(quiet);
      quiet = setTimeout(over, quietMs);
    };
    socket.on("connect", async () => {
      for (const piece of pieces) {
        if (socket.writable) socket.write(piece);
        await sleep(1);
      }
      listen();
    });
    socket.on("data", (data) => {
      received.push(data);
      listen();
    });
    socket.on("close", over);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") reject(new Finding("The server takes no connection"));
      else over();
    });
  });
}
