import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import {
  openAIFailures,
  type ChatRequest,
  type OpenAIBehaviour,
  type OpenAIFailure,
} from "./openai-behaviour.ts";
import { replyToChat } from "./openai-chat-reply.ts";
import { embeddingsFailure, embeddingsReply, type EmbeddingsRequest } from "./openai-embeddings-reply.ts";

export { openAIFailures, type OpenAIBehaviour, type OpenAIFailure };

export type RecordedRequest = {
  endpoint: "chat" | "embeddings";
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** The connection it came on. */
  clientPort: number | undefined;
  /** When the client closed the connection before the answer was complete: `performance.now()`. */
  abortedAt: number | undefined;
};

export type OpenAIServerOptions = {
  /** How it answers where no behaviour was queued. */
  always?: Omit<OpenAIBehaviour, "on">;
  /** Requests with another key get a 401. */
  apiKey?: string;
};

/**
 * A stand-in for OpenAI on a free port of 127.0.0.1: embeddings that bring near what shares words, and a chat model
 * that answers by quoting the passages of its prompt. `behave` queues behaviours, each for one request.
 */
export async function startOpenAIServer(options: OpenAIServerOptions = {}) {
  const requests: RecordedRequest[] = [];
  const queued: OpenAIBehaviour[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const endpoint = endpointOf(request);
    if (!endpoint)
      return fail(response, { status: 404, type: "invalid_request_error", message: "Unknown URL" });
    const body = (await json(request)) as Record<string, unknown>;
    const { headers, socket } = request;
    const recorded: RecordedRequest = {
      endpoint,
      headers,
      body,
      clientPort: socket.remotePort,
      abortedAt: undefined,
    };
    requests.push(recorded);
    const behaviour = { ...options.always, ...nextBehaviour(endpoint) };
    const gone = watchForAbort(response, recorded, behaviour);
    const failure = behaviour.failure ?? refusal(request, body, endpoint, behaviour);
    if (failure) return fail(response, failure);
    if (behaviour.hang) return;
    if (endpoint === "chat") return replyToChat(body as ChatRequest, behaviour, response, gone);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(embeddingsReply(body as EmbeddingsRequest, behaviour)));
  }

  function nextBehaviour(endpoint: RecordedRequest["endpoint"]): OpenAIBehaviour | undefined {
    const index = queued.findIndex((behaviour) => (behaviour.on ?? endpoint) === endpoint);
    return index < 0 ? undefined : queued.splice(index, 1)[0];
  }

  function refusal(
    request: IncomingMessage,
    body: Record<string, unknown>,
    endpoint: RecordedRequest["endpoint"],
    behaviour: OpenAIBehaviour,
  ): OpenAIFailure | undefined {
    if (options.apiKey && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      return openAIFailures.unauthorized;
    }
    const rejected = behaviour.rejects?.find((parameter) => parameter in body);
    if (rejected) {
      const message = `Unsupported parameter: '${rejected}' is not supported with this model.`;
      return openAIFailures.badRequest(rejected, message, "unsupported_parameter");
    }
    return endpoint === "embeddings" ? embeddingsFailure(body as EmbeddingsRequest, behaviour) : undefined;
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });

  return {
    /** What `OPENAI_BASE_URL` would be. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    /** All that came, in order, as it was sent. */
    requests,
    /** Queues behaviours: each is for one request, in order. */
    behave: (...behaviours: OpenAIBehaviour[]) => void queued.push(...behaviours),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type OpenAIServer = Awaited<ReturnType<typeof startOpenAIServer>>;

function endpointOf({ method, url }: IncomingMessage): RecordedRequest["endpoint"] | undefined {
  if (method !== "POST") return undefined;
  if (url === "/v1/chat/completions") return "chat";
  return url === "/v1/embeddings" ? "embeddings" : undefined;
}

/** Notes when the client leaves. The signal is aborted when the connection has closed, whoever closed it. */
function watchForAbort(response: ServerResponse, recorded: RecordedRequest, { cutAfter }: OpenAIBehaviour) {
  const controller = new AbortController();
  response.on("close", () => {
    const byClient = !response.writableFinished && cutAfter === undefined;
    if (byClient) recorded.abortedAt = performance.now();
    controller.abort();
  });
  return controller.signal;
}

function fail(response: ServerResponse, { status, headers, ...error }: OpenAIFailure) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(
    JSON.stringify({ error: { message: "Failed", type: "error", param: null, code: null, ...error } }),
  );
}
