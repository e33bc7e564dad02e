import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { startYouTubeServer } from "../../src/testing/youtube/youtube-server.ts";

/*
 * Stand-ins for a provider of models and for YouTube, in a process of their own. The model counts its calls, takes a
 * second and a half for each answer, and stamps every token with the time it was sent. Vectors are made in advance.
 */

export type Calls = { chat: number; mostAtOnce: number; embeddings: number };

const TOKENS = 15;
const TOKEN_MS = 100;
const DIMENSIONS = 512;
const PLAYLIST_VIDEOS = 50;

let calls: Calls = { chat: 0, mostAtOnce: 0, embeddings: 0 };
let atOnce = 0;

const vectors = Array.from({ length: 256 }, () => {
  const vector = new Float32Array(DIMENSIONS).map(() => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return JSON.stringify(Buffer.from(vector.map((x) => x / length).buffer).toString("base64"));
});

async function chat(body: string, response: ServerResponse) {
  calls.chat++;
  calls.mostAtOnce = Math.max(calls.mostAtOnce, ++atOnce);
  response.once("close", () => atOnce--);
  const head = { id: "1", object: "chat.completion", created: 1, model: "stand-in" };
  const usage = { prompt_tokens: 900, completion_tokens: TOKENS, total_tokens: 900 + TOKENS };
  if (!body.includes('"stream":true')) {
    await sleep(TOKEN_MS);
    const message = { role: "assistant", content: "What is said of the tea?" };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return void response.end(JSON.stringify({ ...head, choices, usage }));
  }
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  const send = (choices: object[], rest: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices, ...rest })}\n\n`,
    );
  for (let token = 0; token < TOKENS && !response.destroyed; token++) {
    await sleep(TOKEN_MS);
    send([{ index: 0, delta: { content: `t${Date.now()} ` }, finish_reason: null }]);
  }
  send([{ index: 0, delta: {}, finish_reason: "stop" }]);
  send([], { usage });
  response.end("data: [DONE]\n\n");
}

function embed(body: string, response: ServerResponse) {
  const { input } = JSON.parse(body) as { input: string | string[] };
  calls.embeddings++;
  const data = [input].flat().map((_, index) => {
    const vector = vectors[(calls.embeddings + index) % vectors.length]!;
    return `{"object":"embedding","index":${index},"embedding":${vector}}`;
  });
  response.end(
    `{"object":"list","data":[${data.join(",")}],"model":"stand-in","usage":{"prompt_tokens":1,"total_tokens":1}}`,
  );
}

const models = createServer((request, response) => {
  text(request)
    .then(async (body) =>
      request.url === "/v1/chat/completions" ? chat(body, response) : embed(body, response),
    )
    .catch(() => response.destroy());
});
await new Promise<void>((resolve) => models.listen(0, "127.0.0.1", resolve));

// Every playlist of a flood has videos of its own.
const youtube = await startYouTubeServer({ delayMs: 20, otherVideos: {} });
const idOf = (playlist: number, at: number) =>
  `v${String(playlist).padStart(4, "0")}${String(at).padStart(6, "0")}`;
for (let playlist = 0; playlist < 200; playlist++) {
  const youtubeIds = Array.from({ length: PLAYLIST_VIDEOS }, (_, at) => idOf(playlist, at));
  youtube.setPlaylist(`PLabuse${String(playlist).padStart(9, "0")}`, { youtubeIds });
}

process.on("message", () => {
  process.send!(calls);
  calls = { chat: 0, mostAtOnce: atOnce, embeddings: 0 };
});
process.send!({
  models: `http://127.0.0.1:${(models.address() as AddressInfo).port}/v1`,
  youtube: youtube.url,
});
