import { openSocket } from "../network/raw-socket.ts";
import { eventsOf, openStream } from "../network/http-stream.ts";

export type Result = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; [key: string]: unknown } }[];
};
export type Request = {
  url: string;
  query: string;
  variables?: Record<string, unknown>;
  token?: string | undefined;
  /** Further headers, on a WebSocket those of its upgrade request. */
  headers?: Record<string, string>;
};

/** The results of an operation, up to the first that `isLast` takes: by default the first of all. */
export type Transport = (request: Request, isLast?: (result: Result) => boolean) => Promise<Result[]>;

const always = () => true;

const asJson = (method: "GET" | "POST"): Transport =>
  async function read({ url, ...request }) {
    // For GET: without it, Apollo Server takes it for a forged request.
    const stream = await openStream(url, {
      ...request,
      method,
      headers: { ...request.headers, "apollo-require-preflight": "1" },
    });
    await stream.ended;
    return [JSON.parse(stream.text) as Result];
  };

const asEvents = (method: "GET" | "POST"): Transport =>
  async function read({ url, ...request }, isLast = always) {
    const headers = { ...request.headers, accept: "text/event-stream" };
    const stream = await openStream(url, { ...request, method, headers });
    const results = () =>
      eventsOf(stream.text)
        .filter(({ event, data }) => event === "next" && data)
        .map(({ data }) => JSON.parse(data) as Result);
    return untilLast(stream, results, isLast);
  };

const asParts = (method: "GET" | "POST"): Transport =>
  async function read({ url, ...request }, isLast = always) {
    const headers = { ...request.headers, accept: "multipart/mixed;subscriptionSpec=1.0" };
    const stream = await openStream(url, { ...request, method, headers });
    const results = () =>
      [...stream.text.matchAll(/\r\n\r\n(\{.*\})(?=\r\n)/g)]
        .map(([, json]) => JSON.parse(json!) as Result & { payload?: Result | null })
        .map((part) => (part.payload === undefined ? part : { ...part.payload, ...part }))
        .filter(({ data, errors }) => data !== undefined || errors !== undefined);
    return untilLast(stream, results, isLast);
  };

async function untilLast(
  stream: Awaited<ReturnType<typeof openStream>>,
  results: () => Result[],
  isLast: (result: Result) => boolean,
): Promise<Result[]> {
  let ended = false;
  void stream.ended.then(() => (ended = true));
  for (;;) {
    const all = results();
    const last = all.findIndex(isLast);
    if (last >= 0 || ended) {
      stream.close();
      return last < 0 ? all : all.slice(0, last + 1);
    }
    await Promise.race([stream.ended, new Promise((resolve) => stream.response.once("data", resolve))]);
  }
}

const asMessages: Transport = async (
  { url, query, variables = {}, token, headers = {} },
  isLast = always,
) => {
  const { socket, init, start, message, of } = await openSocket(url, { headers });
  await init(token === undefined ? {} : { authorization: `Bearer ${token}` });
  start("1", query, variables);
  const results = () =>
    of("1")
      .filter(({ type }) => type !== "complete")
      .map(({ type, payload }) => (type === "error" ? { data: null, errors: payload } : payload) as Result);
  await message(({ id, type, payload }) => id === "1" && (type !== "next" || isLast(payload as Result)));
  const all = results();
  socket.terminate();
  return all;
};

/** Every transport, by the types of operations that it carries. */
export const TRANSPORTS: Record<"query" | "mutation" | "subscription", Record<string, Transport>> = {
  query: {
    POST: asJson("POST"),
    GET: asJson("GET"),
    WebSocket: asMessages,
    "server-sent events": asEvents("POST"),
    "multipart/mixed": asParts("POST"),
  },
  mutation: {
    POST: asJson("POST"),
    WebSocket: asMessages,
    "server-sent events": asEvents("POST"),
    "multipart/mixed": asParts("POST"),
  },
  subscription: {
    WebSocket: asMessages,
    "server-sent events": asEvents("POST"),
    "server-sent events by GET": asEvents("GET"),
    "multipart/mixed": asParts("POST"),
    "multipart/mixed by GET": asParts("GET"),
  },
};

export const typeOf = (query: string): keyof typeof TRANSPORTS =>
  (/^(mutation|subscription)/.exec(query.trim())?.[0] as "mutation" | undefined) ?? "query";
