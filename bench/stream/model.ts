import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { embeddingsReply, type EmbeddingsRequest } from "../../src/testing/openai/openai-embeddings-reply.ts";
import { clock, TOKENS_PER_SECOND, writeToken } from "./tokens.ts";

/*
 * A stand-in for a provider of OpenAI's API, in a process of its own. The question says what to answer:
 *
 *   tokens=200   so many tokens, 50 a second
 *   first=50     the first of them so many milliseconds after the request
 *   silent       thinks without end
 *
 * A question to be rewritten without its context comes back as it is. Before the first token stands the time that the
 * model really took to it, as `<ms>`.
 */

const TOKEN_MS = 1000 / TOKENS_PER_SECOND;
const TICK_MS = 2;
const THOUGHT_MS = 5000;
/** The words before the question in a request to rewrite it. */
const LAST_QUESTION = "Last question: ";

const about =
  '"id":"chatcmpl-CTnPKh7T3bQ2yGvZ0d1uWc5sAxJfR","object":"chat.completion.chunk","created":1760000000,' +
  '"model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_560af6e559"';
const event = (delta: object, reason: string | null = null) =>
  `data: {${about},"choices":[{"index":0,"delta":${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(reason)}}]}\n\n`;
const [beforeToken, afterToken] = event({ content: "|" }).split("|") as [string, string];
const finish = event({}, "stop");
const DONE = "data: [DONE]\n\n";
const usage = (tokens: number) =>
  `data: {${about},"choices":[],"usage":{"prompt_tokens":900,"completion_tokens":${tokens},"total_tokens":${900 + tokens}}}\n\n`;

type Stream = {
  response: ServerResponse;
  askedAt: number;
  startAt: number;
  sent: number;
  tokens: number;
  withUsage: boolean;
};
const streams = new Set<Stream>();

setInterval(() => {
  const now = performance.now();
  for (const stream of streams) {
    const due = Math.min(stream.tokens, Math.floor((now - stream.startAt) / TOKEN_MS) + 1);
    while (stream.sent < due) {
      const delay = stream.sent === 0 ? `<${(clock() - stream.askedAt) / 10}>` : "";
      stream.response.write(beforeToken + delay + writeToken(stream.sent++) + afterToken);
    }
    if (stream.sent < stream.tokens) continue;
    stream.response.end(finish + (stream.withUsage ? usage(stream.tokens) : "") + DONE);
    streams.delete(stream);
  }
}, TICK_MS);

function chat(body: string, response: ServerResponse) {
  const option = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(body)?.[1]);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  response.write(event({ role: "assistant", content: "" }));
  if (body.includes("silent")) {
    const thinking = setInterval(() => response.write(event({ reasoning_content: "hm" })), THOUGHT_MS);
    response.on("close", () => clearInterval(thinking));
    return;
  }
  if (body.includes(LAST_QUESTION)) {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    response.write(event({ content: messages.at(-1)!.content.split(LAST_QUESTION).at(-1)! }));
    response.end(finish + (body.includes('"include_usage":true') ? usage(20) : "") + DONE);
    return;
  }
  const startAt = performance.now() + (option("first") || 0);
  const stream: Stream = {
    response,
    askedAt: clock(),
    startAt,
    sent: 0,
    tokens: option("tokens") || 0,
    withUsage: body.includes('"include_usage":true'),
  };
  streams.add(stream);
  response.on("close", () => streams.delete(stream));
}

const server = createServer((request, response) => {
  text(request).then(
    (body) => {
      if (request.url === "/v1/chat/completions") return chat(body, response);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(embeddingsReply(JSON.parse(body) as EmbeddingsRequest, {})));
    },
    () => response.destroy(),
  );
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`);
});
