import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { printJson3 } from "../../src/testing/youtube/print-captions.ts";
import { startYouTubeServer } from "../../src/testing/youtube/youtube-server.ts";
import { speech } from "./speech.ts";

export const YOUTUBE_DELAY_MS = 100;
export const MODEL_DELAY_MS = 200;
export const DIMENSIONS = 512;

export type StandIns = Awaited<ReturnType<typeof startStandIns>>;

/** Starts stand-ins for YouTube and OpenAI that answer after a delay, and use little of the machine that they share. */
export async function startStandIns() {
  const youtube = await startYouTubeServer({ delayMs: YOUTUBE_DELAY_MS });
  const model = await startModel();
  return {
    youtube,
    model,
    /** The environment of a server that uses them. */
    env: { YOUTUBE_BASE_URL: youtube.url, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: "none" },
    /** The number of requests so far. */
    requests: () => youtube.requests.length + model.batches.length,
    async close() {
      await Promise.all([youtube.close(), model.close()]);
    },
  };
}

/** Adds `count` videos to YouTube, and returns their URLs. */
export function addVideosTo(youtube: StandIns["youtube"], count: number, minutes: number): string[] {
  // The body is printed once, not on every request; a few different ones are enough.
  const bodies = Array.from({ length: Math.min(count, 20) }, (_, seed) =>
    printJson3(speech(minutes, seed), { automatic: true }),
  );
  return Array.from({ length: count }, (_, index) => {
    const youtubeId = `v${videosMade++}`.padEnd(11, "_");
    const body = bodies[index % bodies.length]!;
    youtube.setVideo(youtubeId, { durationMs: minutes * 60_000, cues: [], captions: { body } });
    return `https://www.youtube.com/watch?v=${youtubeId}`;
  });
}
let videosMade = 0;

/** A random vector of length one. */
export function randomVector(): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(DIMENSIONS).map(() => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

/** A model whose embeddings are made in advance, so that it takes no time from the server that is measured. */
async function startModel() {
  const batches: number[] = [];
  const vectors = Array.from({ length: 256 }, () =>
    JSON.stringify(Buffer.from(randomVector().buffer).toString("base64")),
  );
  const server = createServer(async (request, response) => {
    const { input } = (await json(request)) as { input: string[] };
    batches.push(input.length);
    const data = input.map(
      (_, index) =>
        `{"object":"embedding","index":${index},"embedding":${vectors[(batches.length + index) % vectors.length]!}}`,
    );
    const body = `{"object":"list","data":[${data.join(",")}],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}}`;
    await delay(MODEL_DELAY_MS);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    /** The number of texts in each request, in order. */
    batches,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
