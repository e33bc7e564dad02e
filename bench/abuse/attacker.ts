import { connect as connectTcp, type Socket } from "node:net";
import { Agent, request } from "undici";
import { WebSocket } from "ws";

const TIMEOUT_MS = 60_000;

export type Reply = {
  status: number;
  /** GraphQL's code of the first error, else "ok", or the status. */
  code: string;
  // Replies have many shapes.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
};
export type Attacker = ReturnType<typeof createAttacker>;

/** One client of a server, from an address of its own, that counts what it is told. Nothing of it rejects. */
export function createAttacker(url: string, localAddress: string, until: AbortSignal) {
  const agent = new Agent({
    localAddress,
    connect: { timeout: TIMEOUT_MS },
    connections: 2000,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const told: Record<string, number> = {};
  /** Milliseconds, of requests that were served. */
  const served: number[] = [];
  const sockets = new Set<WebSocket>();
  const plain = new Set<Socket>();
  const count = (code: string) => void (told[code] = (told[code] ?? 0) + 1);

  async function send(target: string, options: { headers: Record<string, string>; body: string | Buffer }) {
    const startedAt = performance.now();
    try {
      const { statusCode, body } = await request(target, {
        method: "POST",
        dispatcher: agent,
        signal: AbortSignal.any([until, AbortSignal.timeout(TIMEOUT_MS)]),
        ...options,
      });
      const text = await body.text();
      const json = text.startsWith("{")
        ? (JSON.parse(text) as { data?: unknown; errors?: { extensions?: { code?: string } }[] })
        : {};
      const { errors } = json;
      const code = errors
        ? (errors[0]?.extensions?.code ?? `status ${statusCode}`)
        : statusCode < 300
          ? "ok"
          : `status ${statusCode}`;
      count(code);
      if (code === "ok") served.push(performance.now() - startedAt);
      return { status: statusCode, code, data: json.data ?? json };
    } catch (error) {
      const code = until.aborted
        ? "still open"
        : ((error as { code?: string }).code ?? (error as Error).name);
      count(code);
      return { status: 0, code, data: null };
    }
  }
  const bearer = (token?: string): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };

  const post = (query: string, variables: object = {}, token?: string): Promise<Reply> =>
    send(url, {
      headers: { "content-type": "application/json", ...bearer(token) },
      body: JSON.stringify({ query, variables }),
    });

  /** Runs `work` for each of so many, so many at once, until the time is over. */
  async function flood(total: number, atOnce: number, work: (index: number) => Promise<unknown>) {
    let begun = 0;
    const lane = async () => {
      while (begun < total && !until.aborted) await work(begun++);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, total) }, lane));
  }

  return {
    url,
    until,
    told,
    served,
    count,
    post,
    flood,
    /** POST /transcripts with a file. */
    upload(content: string | Buffer, token: string, format = "AUTO"): Promise<Reply> {
      const head = `--part\r\ncontent-disposition: form-data; name="format"\r\n\r\n${format}\r\n--part\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n`;
      return send(new URL("/transcripts", url).href, {
        headers: { "content-type": "multipart/form-data; boundary=part", ...bearer(token) },
        body: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n--part--\r\n")]),
      });
    },
    async openSession(): Promise<string> {
      const { data } = await post("mutation { session { token } }");
      return data?.session?.token ?? "none";
    },
    /** A WebSocket after its acknowledgement; null where it closes before. */
    async socket(token?: string, onMessage: (text: string) => void = () => {}): Promise<WebSocket | null> {
      const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", {
        localAddress,
      } as never);
      sockets.add(socket);
      socket.on("error", () => count("socket error"));
      socket.on("close", (code) => {
        if (!until.aborted) count(`closed ${code}`);
        sockets.delete(socket);
      });
      return new Promise((resolve) => {
        socket.once("open", () =>
          socket.send(
            JSON.stringify({
              type: "connection_init",
              payload: token ? { authorization: `Bearer ${token}` } : {},
            }),
          ),
        );
        socket.once("close", () => resolve(null));
        socket.on("message", (data) => {
          const text = String(data);
          if (text.includes('"connection_ack"')) resolve(socket);
          else if (text.includes('"type":"ping"')) socket.send('{"type":"pong"}');
          else onMessage(text);
        });
      });
    },
    /** A bare connection, for what is no proper HTTP. */
    connection(onData: (data: Buffer) => void = () => {}): Socket {
      const { port } = new URL(url);
      const socket = connectTcp({ port: Number(port), host: "127.0.0.1", localAddress });
      plain.add(socket);
      socket.on("error", () => {}).on("data", onData);
      socket.on("close", () => {
        plain.delete(socket);
        if (!until.aborted) count("connection closed");
      });
      return socket;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      for (const socket of plain) socket.destroy();
      await agent.destroy().catch(() => {});
    },
  };
}
