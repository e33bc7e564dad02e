/**
 * Makes the requests that videos need, `concurrency` videos at a time, and does nothing with the responses: the floor on
 * this machine as it is now. Resolves to milliseconds.
 */
export async function askAlone(
  { youtubeUrl, modelUrl, texts }: { youtubeUrl: string; modelUrl: string; texts: string[] },
  videoUrls: string[],
  concurrency: number,
): Promise<number> {
  const waiting = [...videoUrls];
  const read = async (request: Promise<Response>) => void (await (await request).arrayBuffer());
  const post = (url: string, body: object) =>
    read(
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  async function work() {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      const videoId = new URL(url).searchParams.get("v")!;
      await post(`${youtubeUrl}/youtubei/v1/player`, { videoId });
      await Promise.all([
        read(fetch(`${youtubeUrl}/api/timedtext?v=${videoId}&lang=en&kind=asr&fmt=json3`)),
        read(fetch(`${youtubeUrl}/oembed?url=${encodeURIComponent(url)}`)),
      ]);
      await post(`${modelUrl}/embeddings`, { input: texts });
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - startedAt;
}
